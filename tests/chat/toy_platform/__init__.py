"""A platform that is a folder on this machine: what CONTRIBUTING's walk ends in, and what the contract is held against."""
