"""Which addresses may be fetched from (promise 4): decided on the number that is connected to, never on a name."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from bot.messages.catalogue import say

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
_LOCAL_NAT64, _SIX_TO_FOUR, _TEREDO = map(ipaddress.IPv6Network, ("64:ff9b:1::/48", "2002::/16", "2001::/32"))
_TRANSLATED = (
    *map(ipaddress.IPv6Network, ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96")),
    _LOCAL_NAT64,
    _SIX_TO_FOUR,
    _TEREDO,
)
_ISATAP = 0x5EFE
"""The upper half of an interface's name that carries an IPv4 address in its lower (RFC 5214, 6.1)."""
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
        return say("reading.no_address")
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    address = mapped or address
    if any(each in _METADATA or each.is_link_local for each in (address, *_carried(address))):
        return say("reading.cloud_metadata")
    if address.is_unspecified or address.is_multicast:
        return say("reading.not_one_host")
    if private_allowed:
        return ""
    if mapped is not None:
        return say("reading.disguised")
    return _not_public(address)


def _not_public(address: Address) -> str:
    if address.is_loopback:
        return "loopback"
    if isinstance(address, ipaddress.IPv6Address):
        if any(address in network for network in _TRANSLATED) or _is_isatap(address):
            return say("reading.disguised")
        if address not in _GLOBAL_IPV6:
            return say("reading.private")
    if not address.is_global or address.is_reserved or any(address in network for network in _SPECIAL):
        return say("reading.private")
    return ""


def _carried(address: Address) -> Iterator[ipaddress.IPv4Address]:
    """Yield the IPv4 addresses that a translator may find in an IPv6 address."""
    if not isinstance(address, ipaddress.IPv6Address):
        return
    number = int(address)
    if any(address in network for network in _TRANSLATED) or _is_isatap(address):
        yield ipaddress.IPv4Address(number & 0xFFFFFFFF)
    if address in _LOCAL_NAT64:  # parted by an octet of zeros (RFC 6052, 2.2)
        yield ipaddress.IPv4Address((number >> 64 & 0xFFFF) << 16 | number >> 40 & 0xFFFF)
    if address in _SIX_TO_FOUR:
        yield ipaddress.IPv4Address(number >> 80 & 0xFFFFFFFF)
    if address in _TEREDO:  # its bits turned round
        yield ipaddress.IPv4Address(~number & 0xFFFFFFFF)


def _is_isatap(address: ipaddress.IPv6Address) -> bool:
    return int(address) >> 32 & 0xFDFFFFFF == _ISATAP
