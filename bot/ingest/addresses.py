"""Which addresses may be fetched from (promise 4): decided on the number that is connected to, never on a name."""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Where clouds serve credentials to whoever asks: AWS, ECS, Azure's wire server, Alibaba, Oracle, AWS and GCP on IPv6.
_METADATA = frozenset(
    ipaddress.ip_address(text)
    for text in (
        "169.254.169.254",
        "169.254.170.2",
        "169.254.170.23",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "fd20:ce::254",
    )
)
# Forms that carry an IPv4 address to a translator, which would connect to it: RFC 6052, 8215, 3056, 4380, 4291.
_TRANSLATED = tuple(
    ipaddress.IPv6Network(text)
    for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "::ffff:0:0:0/96")
)
_GLOBAL_IPV6 = ipaddress.IPv6Network("2000::/3")
# Special-purpose ranges (RFC 6890 and its registry) that older Pythons take for global.
_SPECIAL = tuple(
    ipaddress.ip_network(text)
    for text in (
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
)


def refusal(text: str, *, private_allowed: bool = False) -> str:
    """Return why an address may not be connected to, or "" where it may.

    `private_allowed` is for an origin that the operator listed; link-local and cloud metadata stay refused.
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return "not an address"
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    address = mapped or address
    if address in _METADATA or address.is_link_local:
        return "link-local or cloud metadata"
    if address.is_unspecified or address.is_multicast:
        return "not one host's address"
    if private_allowed:
        return ""
    if mapped is not None:
        return "an IPv4 address in disguise"
    return _not_public(address)


def _not_public(address: Address) -> str:
    if address.is_loopback:
        return "loopback"
    if isinstance(address, ipaddress.IPv6Address):
        if any(address in network for network in _TRANSLATED):
            return "an IPv4 address in disguise"
        if address not in _GLOBAL_IPV6:
            return "private or reserved"
    if not address.is_global or address.is_reserved or any(address in network for network in _SPECIAL):
        return "private or reserved"
    return ""
