"""Which addresses of the network may be asked: those that the whole internet reaches."""

import socket
import threading
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")  # IPv4 hosts, as networks without IPv4 see them


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Not private, loopback, link-local, shared (CGNAT), multicast, reserved, nor an IPv6
    address that hides one of IPv4, by the registries of RFC 6890."""
    if address in _TRANSLATED:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    if isinstance(address, IPv6Address) and (
        address not in _GLOBAL_UNICAST or address.sixtofour or address.teredo
    ):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def look_up_name(host: str, port: int, seconds: float) -> list[IPv4Address | IPv6Address]:
    """The addresses of a host, by the system's resolver.

    Raises OSError if it has none, and TimeoutError after `seconds`: the system itself may take
    minutes to give up.
    """
    found: list = []

    def ask():
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            found.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if not found:
        raise TimeoutError(f"The name {host} was not resolved in time.")
    if isinstance(found[0], OSError):
        raise found[0]
    places = (answer[4][0].partition("%")[0] for answer in found[0])
    return list(dict.fromkeys(map(ip_address, places)))
