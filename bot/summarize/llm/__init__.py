"""Speaking to a language model. It knows no news."""
