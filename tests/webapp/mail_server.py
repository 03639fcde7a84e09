"""A real mail server on this machine, as well- or ill-behaved as a test wants it."""

import asyncio
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.webapp.mailbox import Mail, read
from webapp.config import Security, Smtp

USER, PASSWORD = "lederstart", "et godt kodeord"


@dataclass
class Handler:
    """Takes mails, but for the addresses it refuses."""

    refused: dict[str, str] = field(default_factory=dict)
    """Address -> the server's answer."""
    answer: str = "250 Taget"
    """To a whole mail; empty: it hangs up instead."""
    pause: float = 0
    """Seconds before it answers to a whole mail."""
    got: list[Mail] = field(default_factory=list)
    secured: list[bool] = field(default_factory=list)
    """Of each mail: whether it came over an encrypted connection."""
    signed_in: list[str] = field(default_factory=list)

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self.pause)
        if not self.answer:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            return "421 Farvel"
        if self.answer.startswith("2"):
            assert isinstance(envelope.content, bytes)
            assert server.transport is not None
            self.got.append(read(envelope.content))
            self.secured.append(server.transport.get_extra_info("sslcontext") is not None)
        return self.answer

    def check(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        self.signed_in += [USER] if right else []
        return AuthResult(success=right, handled=False)


@dataclass(frozen=True, slots=True)
class Certificate:
    certificate: Path
    key: Path

    @property
    def trusted(self) -> ssl.SSLContext:
        """A machine that believes in it."""
        return ssl.create_default_context(cafile=str(self.certificate))


def make_certificate(folder: Path) -> Certificate:
    """A certificate of this machine, for a day."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed; it makes the certificate of the mail server")
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-out", str(made.certificate), "-keyout", str(made.key)]
    subprocess.run([*command.split(), *names, *files], check=True, capture_output=True)
    return made


@contextmanager
def serve(
    handler: Handler,
    security: Security = Security.NONE,
    certificate: Certificate | None = None,
    *,
    sign_in: bool = False,
) -> Iterator[Smtp]:
    """A mail server; the settings that lead to it."""
    options: dict[str, Any] = {}
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate.certificate, certificate.key)
        key = "tls_context" if security is Security.STARTTLS else "ssl_context"
        options = {key: context, "require_starttls": security is Security.STARTTLS}
    if sign_in:
        tls = security is Security.STARTTLS
        options |= {"authenticator": handler.check, "auth_required": True, "auth_require_tls": tls}
    controller = Controller(handler, hostname="127.0.0.1", port=_free_port(), **options)
    controller.start()
    try:
        user, password = (USER, PASSWORD) if sign_in else ("", "")
        yield Smtp("127.0.0.1", controller.port, security, user, password)
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port
