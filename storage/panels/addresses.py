"""Where a panel may be: on the internet or, if an operator says so, in a network of the company.

A name that somebody else controls must not lead the desk to machines that only it can reach. Source: ASVS 1.3.6.
"""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

_UNICAST: Final = ip_network("2000::/3")
_RELAYS: Final = (ip_network("192.88.99.0/24"), ip_network("2002::/16"), ip_network("2001::/32"))
"""Addresses that have others within them: 6to4 and Teredo."""


def read_networks(text: str) -> tuple[Network, ...]:
    """`10.0.0.0/8,192.168.1.5`. Raises ValueError in words."""
    return tuple(_network(item) for item in filter(None, (item.strip() for item in text.split(","))))


def _network(text: str) -> Network:
    try:
        return ip_network(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a network, such as 10.0.0.0/8, nor an address") from None


def read_address(text: str) -> Address:
    """As a socket has it: an IPv4 address that is written as IPv6 is meant as what it is."""
    address = ip_address(text.partition("%")[0])
    return getattr(address, "ipv4_mapped", None) or address


def is_public(address: Address) -> bool:
    """Everybody reaches the same machine there."""
    if any(address in network for network in _RELAYS if network.version == address.version):
        return False
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    return address.is_global and not address.is_multicast


def may_reach(address: Address, allowed: Sequence[Network]) -> bool:
    return is_public(address) or _within(address, allowed)


def _within(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks if network.version == address.version)
