from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.fetching.address_guard import refusal

INSIDE = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "169.254.1.1", "100.64.0.1", "100.127.255.254", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1", "168.63.129.16",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1",
    "3fff::1", "100::1", "2a01:4f8::5efe:7f00:1", "2a01:4f8::200:5efe:10.0.0.1", "::ffff:0:127.0.0.1", "not an address", "", "127.1", "0x7f000001",
]  # fmt: skip
OUTSIDE = ["8.8.8.8", "1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "2a00:1450:4001:80b::200e"]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_refused(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_of_the_public_internet_is_fetched_from(address: str) -> None:
    assert refusal(address) == ""


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "::1", "fd12::1"])
def test_a_listed_origin_may_be_private(address: str) -> None:
    assert refusal(address, private_allowed=True) == ""


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "::ffff:169.254.169.254", "fd00:ec2::254", "fe80::1", "100.100.100.200", "168.63.129.16", "0.0.0.0", "224.0.0.1",
     "64:ff9b::a9fe:a9fe", "64:ff9b:1::a9fe:a9fe", "64:ff9b:1:a9fe:a9:fe00::", "2002:a9fe:a9fe::1",
     "2001:0:4136:e378:8000:63bf:5601:5601", "fd12::5efe:a9fe:a9fe"],
)  # fmt: skip
def test_cloud_metadata_is_refused_even_where_private_is_allowed(address: str) -> None:
    assert refusal(address, private_allowed=True)


@given(st.ip_addresses(v=4))
def test_what_python_calls_private_is_refused_in_every_spelling(address: ipaddress.IPv4Address) -> None:
    if address.is_private or address.is_loopback or address.is_multicast:
        assert refusal(str(address))
    assert refusal(f"::ffff:{address}")
    assert refusal(f"64:ff9b::{address}")


@given(st.ip_addresses(v=6))
def test_an_ipv6_address_outside_the_global_range_is_refused(address: ipaddress.IPv6Address) -> None:
    if address not in ipaddress.IPv6Network("2000::/3"):
        assert refusal(str(address))
