"""The addresses that stand in mails, and the signed ones with which mails are switched off without signing in."""

from collections.abc import Sequence
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer

from webapp.config import Config
from webapp.models import OPTIONAL, MailKind

SALT = "mails off"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Whole addresses: a mail has no request to take the host from."""

    config: Config

    def _at(self, path: str) -> str:
        return (self.config.address or self.config.served_at).rstrip("/") + path

    def invitation(self, token: str) -> str:
        return self._at(f"/invitation/{token}")

    def course(self) -> str:
        return self._at("/my-course/")

    def module(self, enrolment: int, module: str) -> str:
        return self._at(f"/my-course/{enrolment}/{module}")

    def plans(self) -> str:
        return self._at("/my-course/#min-plan")

    def review(self, course: str, module: str) -> str:
        return self._at(f"/courses/{course}/review/{module}/")

    def team(self) -> str:
        return self._at("/my-new-leaders/")

    def report(self, enrolment: int) -> str:
        return self._at(f"/my-new-leaders/{enrolment}")

    def switch_off(self, person: int, kinds: Sequence[MailKind]) -> str:
        return self._at(f"/mails/off/{sign(self.config.secret_key, person, kinds)}")


def sign(secret_key: str, person: int, kinds: Sequence[MailKind]) -> str:
    """A token that lets whoever has the mail switch off these kinds for this person, and nothing else."""
    signed = URLSafeSerializer(secret_key, salt=SALT).dumps([person, *kinds])
    return signed if isinstance(signed, str) else signed.decode()


def read_signed(secret_key: str, token: str) -> tuple[int, tuple[MailKind, ...]] | None:
    """The person and kinds of a token; None when we did not sign it."""
    try:
        person, *kinds = URLSafeSerializer(secret_key, salt=SALT).loads(token)
    except BadSignature:
        return None
    return person, tuple(kind for kind in OPTIONAL if kind in kinds)
