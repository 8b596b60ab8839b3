"""Which addresses lead where: to this computer only, to its local network. No Django in here: the server asks before it starts."""

from __future__ import annotations

import ipaddress
import socket


def is_loopback(host: str) -> bool:
    """Whether a host name leads nowhere but to the computer it is typed on."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_local_network(host: str) -> bool:
    """Whether an address leads to a computer of a local network, and from nowhere else (RFC 1918, RFC 3927, RFC 4193)."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_private and not address.is_loopback and not address.is_unspecified


def own_address() -> str:
    """This computer's address on the local network; empty if it is on none, or on several and cannot tell. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(
                ("192.0.2.1", 9)
            )  # an address that belongs to nobody (RFC 5737); a datagram socket only looks the way up
            found = [asking.getsockname()[0]]
        except OSError:
            found = []
    if not found:
        try:
            found = socket.gethostbyname_ex(socket.gethostname())[2]
        except OSError:
            return ""
    local = [address for address in found if is_local_network(address)]
    return local[0] if len(local) == 1 else ""
