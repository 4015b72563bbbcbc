"""A throw-away time-stamping authority on this machine: its own key, a local server in a thread, and several bad habits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives import serialization
from pyhanko.sign.timestamps import DummyTimeStamper

from tests.seal.certificates import Wish, issued, rsa_key
from tests.seal.conftest import NOW

NAME = "Throw-away Time Authority"
STAMPED_AT = NOW + timedelta(minutes=3)


class TimeAuthority:
    """Answers as RFC 3161 asks, or as it is told to."""

    def __init__(self, *, for_stamps: bool = True, at: datetime = STAMPED_AT) -> None:
        private = rsa_key()
        wish = Wish(name=NAME, issuer=NAME, usage=("digital_signature",), time_stamping=for_stamps)
        certificate = issued(private, wish, by=private)
        self.certificate = certificate.public_bytes(serialization.Encoding.DER)
        self.pem = certificate.public_bytes(serialization.Encoding.PEM)
        encoded = private.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8,
                                        serialization.NoEncryption())
        self._stamper = DummyTimeStamper(x509.Certificate.load(self.certificate), keys.PrivateKeyInfo.load(encoded),
                                         fixed_dt=at.astimezone(UTC))
        self.asked: list[bytes] = []
        """Every request as it came."""
        self.code = 200
        self.moved_to = ""
        """Where it says that it has gone."""
        self.instead: bytes | None = None
        """What it sends whatever it is asked."""

    def answer(self, request: bytes) -> bytes:
        """Its answer to a request."""
        self.asked.append(request)
        if self.instead is not None:
            return self.instead
        return self._stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump()


@contextmanager
def served(authority: TimeAuthority) -> Iterator[str]:
    """The address of the authority while it is open."""
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802
            body = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(authority.code)
            if authority.moved_to:
                self.send_header("Location", authority.moved_to)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/stamp"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
