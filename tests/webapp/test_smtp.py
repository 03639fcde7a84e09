"""Mails and a real mail server: signed in, encrypted, refused, hung up on, and kept waiting."""

import ssl
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import select

from tests.webapp import mail_server, make
from tests.webapp.mail_server import Certificate, Handler, make_certificate
from tests.webapp.make import Database, Someone
from tests.webapp.test_outbox import queue
from webapp.config import Config, Security, Smtp
from webapp.db import make_session
from webapp.editions import Courses
from webapp.mail import carriers
from webapp.mail.carriers import make_carrier
from webapp.mail.sending import send_waiting
from webapp.models import MailFailure, MailState, Outbox

Send = Callable[..., int]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def send(db: Database, config: Config) -> Send:
    """Send what waits by the mail server of these settings; how many got away."""

    def send_by(smtp: Smtp, trusted: ssl.SSLContext | None = None) -> int:
        settings = replace(config, smtp=smtp, sender="Lederstart <lederstart@nordby.example>")
        carrier = make_carrier(settings, trusted=trusted)
        return send_waiting(partial(make_session, db.engine), settings, Courses(), carrier)

    return send_by


def outcome(db: Database, person: Someone) -> tuple[MailState, MailFailure | None]:
    row = db.one(select(Outbox.state, Outbox.failure).where(Outbox.person_id == person.id))
    return row[0], row[1]


def test_a_mail_arrives_whole(db: Database, send: Send) -> None:
    aase = make.person(db, "Åse Ødegård")
    queue(db, aase)
    handler = Handler()
    with mail_server.serve(handler) as smtp:
        assert send(smtp) == 1
    (mail,) = handler.got
    assert mail.to == aase.email
    assert mail.message["To"].addresses[0].display_name == "Åse Ødegård"
    assert mail.message["From"].addresses[0].addr_spec == "lederstart@nordby.example"
    assert mail.id.endswith("@nordby.example>")
    assert mail.message["Auto-Submitted"] == "auto-generated"
    assert "List-Unsubscribe" not in mail.message
    assert mail.message.get_content_type() == "multipart/alternative"
    assert "Hej Åse" in mail.text
    assert "Hej Åse" in mail.html
    assert mail.link("/invitation/") == "/invitation/hemmeligt"
    assert mail.link("/invitation/") in mail.html


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_mail_goes_encrypted_and_signed_in(
    security: Security, db: Database, send: Send, certificate: Certificate
) -> None:
    queue(db, make.person(db))
    handler = Handler()
    with mail_server.serve(handler, security, certificate, sign_in=security is Security.STARTTLS) as smtp:
        assert send(smtp, certificate.trusted) == 1
    assert handler.secured == [True]
    assert handler.signed_in == ([mail_server.USER] if security is Security.STARTTLS else [])


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_server_that_cannot_prove_who_it_is_gets_no_mail(
    security: Security, db: Database, send: Send, certificate: Certificate
) -> None:
    bo = make.person(db)
    queue(db, bo)
    handler = Handler()
    with mail_server.serve(handler, security, certificate) as smtp:
        assert send(smtp) == 0
    assert handler.got == []
    assert outcome(db, bo) == (MailState.WAITING, MailFailure.SERVER)


def test_a_server_without_the_encryption_asked_for_gets_no_mail(db: Database, send: Send) -> None:
    queue(db, make.person(db))
    handler = Handler()
    with mail_server.serve(handler) as smtp:
        assert send(replace(smtp, security=Security.STARTTLS)) == 0
    assert handler.got == []


def test_a_wrong_password_is_our_fault_and_no_recipients(db: Database, send: Send, certificate: Certificate) -> None:
    bo = make.person(db)
    queue(db, bo)
    handler = Handler()
    with mail_server.serve(handler, Security.STARTTLS, certificate, sign_in=True) as smtp:
        assert send(replace(smtp, password="et andet"), certificate.trusted) == 0
    assert outcome(db, bo) == (MailState.WAITING, MailFailure.SERVER)


@pytest.mark.parametrize(
    ("answer", "state", "failure"),
    [
        ("550 5.1.1 Ukendt bruger", MailState.GIVEN_UP, MailFailure.ADDRESS),
        ("553 Adressen findes ikke", MailState.GIVEN_UP, MailFailure.ADDRESS),
        ("550 5.7.1 Afvist af en regel", MailState.WAITING, MailFailure.SERVER),
        ("552 5.2.2 Postkassen er fuld", MailState.WAITING, MailFailure.SERVER),
        ("530 Log ind først", MailState.WAITING, MailFailure.SERVER),
        ("451 Prøv igen senere", MailState.WAITING, MailFailure.SERVER),
    ],
)
def test_a_refused_recipient_does_not_keep_the_others_from_their_mail(
    answer: str, state: MailState, failure: MailFailure, db: Database, send: Send
) -> None:
    refused, bo = make.person(db), make.person(db)
    queue(db, refused)
    queue(db, bo)
    handler = Handler(refused={refused.email: answer})
    with mail_server.serve(handler) as smtp:
        assert send(smtp) == 1
    assert [mail.to for mail in handler.got] == [bo.email]
    assert outcome(db, refused) == (state, failure)


@pytest.mark.parametrize("answer", ["554 Ligner uønsket post", "452 Ingen plads", ""])
def test_a_mail_that_the_server_does_not_take_is_tried_again(answer: str, db: Database, send: Send) -> None:
    bo = make.person(db)
    queue(db, bo)
    with mail_server.serve(Handler(answer=answer)) as smtp:
        assert send(smtp) == 0
    assert outcome(db, bo) == (MailState.WAITING, MailFailure.SERVER)


def test_a_server_that_keeps_us_waiting_is_left(db: Database, send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carriers, "PATIENCE", 0.3)
    bo = make.person(db)
    queue(db, bo)
    with mail_server.serve(Handler(pause=1)) as smtp:
        assert send(smtp) == 0
    assert outcome(db, bo) == (MailState.WAITING, MailFailure.SERVER)


def test_a_server_that_is_not_there_is_no_error(db: Database, send: Send) -> None:
    bo = make.person(db)
    queue(db, bo)
    with mail_server.serve(Handler()) as smtp:
        pass
    assert send(smtp) == 0
    assert outcome(db, bo) == (MailState.WAITING, MailFailure.SERVER)


def test_many_mails_go_over_one_connection(db: Database, send: Send) -> None:
    for _ in range(25):
        queue(db, make.person(db))
    handler = Handler()
    with mail_server.serve(handler) as smtp:
        assert send(smtp) == 25
    assert len({mail.id for mail in handler.got}) == 25


def test_an_address_with_danish_letters_in_its_domain_is_written_as_servers_know_it(db: Database, send: Send) -> None:
    queue(db, make.person(db, email="bo@århus.example"))
    handler = Handler()
    with mail_server.serve(handler) as smtp:
        assert send(smtp) == 1
    (mail,) = handler.got
    assert mail.to.isascii()
    assert mail.to.partition("@")[2].encode().decode("idna") == "århus.example"
