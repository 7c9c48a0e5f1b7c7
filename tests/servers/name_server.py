"""A real small DNS server on loopback (UDP and TCP) with the zone that a test gives it.

    with answering({"example.org": {"TXT": ['"v=spf1 -all"'], "MX": ["10 mx.example.org."]}}) as server:
        settings.ENV = dataclasses.replace(settings.ENV, dns_servers=server.address)

Record texts are those of a zone file; long TXT may be given as `quoted(text)`. A name given as the
text "servfail" fails, as "silent" is never answered; other names do not exist. `server.asked` notes every question as
(name, type).
"""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

Zone = Mapping[str, Mapping[str, Sequence[str]] | str]
SOA = "ns.test. admin.test. 1 3600 600 86400 60"
LARGEST = 1232


@dataclass
class NameServer:
    """`zone` may be changed while it runs."""

    zone: dict[str, Mapping[str, Sequence[str]] | str]
    port: int = 0
    ttl: int = 300
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """As OPORA_DNS_SERVERS wants it."""
        return f"127.0.0.1:{self.port}"

    def answer(self, wire: bytes, *, over_tcp: bool) -> bytes | None:
        """The answer to one question; None for silence."""
        try:
            question = dns.message.from_wire(wire)
            name, sort = question.question[0].name, question.question[0].rdtype
        except (dns.exception.DNSException, IndexError):
            return None
        text = name.to_text(omit_final_dot=True).lower()
        self.asked.append((text, dns.rdatatype.to_text(sort)))
        said = self.zone.get(text)
        if said == "silent":
            return None
        made = dns.message.make_response(question, recursion_available=True)
        if said == "servfail":
            made.set_rcode(dns.rcode.SERVFAIL)
        else:
            self._fill(made, name, sort)
        raw = made.to_wire(max_size=65535)
        if not over_tcp and len(raw) > LARGEST:
            made = dns.message.make_response(question, recursion_available=True)
            made.flags |= dns.flags.TC
            raw = made.to_wire()
        return raw

    def _fill(self, made: dns.message.Message, name: dns.name.Name, sort: dns.rdatatype.RdataType) -> None:
        for _step in range(10):
            said = self.zone.get(name.to_text(omit_final_dot=True).lower())
            if not isinstance(said, Mapping):
                made.set_rcode(dns.rcode.NXDOMAIN)
                break
            if records := said.get(dns.rdatatype.to_text(sort)):
                made.answer.append(dns.rrset.from_text_list(name, self.ttl, "IN", sort, list(records)))
                return
            if "CNAME" not in said:
                break
            made.answer.append(dns.rrset.from_text_list(name, self.ttl, "IN", "CNAME", list(said["CNAME"])))
            name = dns.name.from_text(said["CNAME"][0])
        zone = dns.name.root
        made.authority.append(dns.rrset.from_text(zone, 60, dns.rdataclass.IN, dns.rdatatype.SOA, SOA))


def quoted(text: str) -> str:
    """A TXT record of any length as a zone file writes it: strings of at most 255 bytes."""
    pieces = [text[at : at + 250] for at in range(0, len(text), 250)] or [""]
    return " ".join('"' + piece.replace("\\", "\\\\").replace('"', '\\"') + '"' for piece in pieces)


@contextmanager
def answering(zone: Zone) -> Iterator[NameServer]:
    """The server, on a port that UDP and TCP share, until the block ends."""
    server = NameServer({name.lower(): said for name, said in zone.items()})

    class Udp(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            wire, line = self.request
            if (said := server.answer(wire, over_tcp=False)) is not None:
                line.sendto(said, self.client_address)

    class Tcp(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                size = int.from_bytes(self.rfile.read(2), "big")
                said = server.answer(self.rfile.read(size), over_tcp=True)
                if said is not None:
                    self.wfile.write(len(said).to_bytes(2, "big") + said)

    udp, tcp = _bound(Udp, Tcp)
    server.port = udp.server_address[1]
    threads = [threading.Thread(target=one.serve_forever, args=(0.05,), daemon=True) for one in (udp, tcp)]
    for thread in threads:
        thread.start()
    try:
        yield server
    finally:
        for one in (udp, tcp):
            one.shutdown()
            one.server_close()
        for thread in threads:
            thread.join(5)


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


class _Udp(socketserver.ThreadingUDPServer):
    daemon_threads = True


def _bound(
    udp: type[socketserver.BaseRequestHandler], tcp: type[socketserver.BaseRequestHandler]
) -> tuple[_Udp, _Tcp]:
    for _try in range(20):
        over_udp = _Udp(("127.0.0.1", 0), udp)
        try:
            return over_udp, _Tcp(over_udp.server_address, tcp)
        except OSError:
            over_udp.server_close()
    raise AssertionError("no port is free for both UDP and TCP")


def free_udp_port() -> int:
    """A UDP port on which nobody answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
