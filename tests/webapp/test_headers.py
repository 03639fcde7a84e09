"""What every answer carries, and what every form must."""

import gzip

import pytest
from flask import Flask
from sqlalchemy import select

from tests.webapp import make, nordby, world
from tests.webapp.conftest import Browse
from tests.webapp.make import Database, Someone
from tests.webapp.pages import parse
from tests.webapp.test_access import EXPECTED, OPEN_TO
from tests.webapp.world import World
from webapp.models import Person, Role

SENT_BY_MAIL_PROGRAMS = "my_mails.switch_off"
"""Without a session or a token of ours (RFC 8058); its address is signed, and all it does is switch off a mail."""


def visitors(people: World) -> list[Someone | None]:
    return [None, people.leader, people.manager, people.author, people.admin, people.roleless]


def test_every_answer_has_a_strict_content_security_policy(app: Flask, db: Database, browse: Browse) -> None:
    people = world.build(db)
    urls = [url for method, url in people.addresses().values() if method == "GET"]
    urls += ["/findes-ikke", "/static/theme.css", "/static/app.js", "/static/findes-ikke"]
    for visitor in visitors(people):
        for url in urls:
            with browse(visitor).client.get(url) as answer:
                headers = answer.headers
            policy = headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy, url
            assert "unsafe" not in policy
            for source in ("object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"):
                assert source in policy
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "same-origin"


def test_no_page_asks_for_anything_from_another_host(db: Database, browse: Browse) -> None:
    page = browse(make.enrolment(db).leader).get("/my-course/")
    sources = [
        each.attributes.get("src") or each.attributes["href"] for each in page.root.find("script", "link", "img")
    ]
    assert sources
    assert all(source.startswith("/static/") for source in sources)


def test_every_static_file_a_page_names_is_there_and_kept(browse: Browse) -> None:
    browser = browse(None)
    page = browser.get("/sign-in")
    for each in page.root.find("script", "link"):
        answer = browser.client.get(each.attributes.get("src") or each.attributes["href"])
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        answer.close()


@pytest.mark.parametrize("path", ["../app.py", "%2e%2e/app.py", "..%2fapp.py", "/etc/passwd"])
def test_nothing_beside_the_static_files_is_served(path: str, browse: Browse) -> None:
    assert browse(None).client.get(f"/static/{path}").status_code == 404


def test_the_pages_of_a_person_are_not_kept(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    for url in ("/my-course/", "/password", on.url()):
        assert "no-store" in browse(on.leader).client.get(url).headers["Cache-Control"]


def test_pages_come_compressed_to_who_can_read_them(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    browser = browse(on.leader)
    plain = browser.client.get("/privacy")
    packed = browser.client.get("/privacy", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.get_data())[:200] == plain.get_data()[:200]
    assert len(packed.get_data()) < len(plain.get_data()) / 2
    # One that repeats what came along is not: its length could tell the token in it.
    repeats = browser.client.get("/sign-in?next=/x", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in repeats.headers


def test_every_form_that_posts_has_a_token(db: Database, browse: Browse) -> None:
    people = world.build(db)
    begun = people.enrolment
    urls = [url for method, url in people.addresses().values() if method == "GET" and "healthz" not in url]
    urls += [begun.url(rest=f"/steps/{step}") for step in (world.READING, nordby.REFLECTION, nordby.PLAN, world.TALK)]
    urls += [f"/people/{people.leader.id}", "/findes-ikke"]
    forms = 0
    for visitor in visitors(people):
        for url in urls:
            answer = browse(visitor).client.get(url, follow_redirects=True)
            for form in parse(answer.get_data(as_text=True))[0].find("form", method="post"):
                forms += 1
                assert form.find("input", name="csrf_token", type="hidden")[0].attributes["value"], url
    assert forms > 100


@pytest.mark.parametrize("role", ["nobody", "leader", "manager", "author", "admin"])
def test_a_post_without_a_token_is_refused_everywhere(role: str, db: Database, browse: Browse) -> None:
    people = world.build(db)
    visitor = None if role == "nobody" else getattr(people, role)
    before = db.all(select(*Person.__table__.columns))
    for endpoint, (method, url) in people.addresses().items():
        if method == "POST" and EXPECTED[endpoint] in OPEN_TO[role] and endpoint != SENT_BY_MAIL_PROGRAMS:
            for token in ({}, {"csrf_token": "gættet"}):
                answer = browse(visitor).client.post(url, data=token)
                assert answer.status_code in (400, 401), endpoint
    assert db.all(select(*Person.__table__.columns)) == before


def test_a_token_of_another_browser_does_not_work(db: Database, browse: Browse) -> None:
    admin = make.person(db, None, Role.ADMIN)
    stolen = browse(admin).token()
    answer = browse(admin).client.post("/people/new", data={"csrf_token": stolen, "name": "x"})
    assert answer.status_code == 400


@pytest.mark.parametrize("headers", [{"Origin": "https://ond.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_form_from_another_site_is_refused(headers: dict[str, str], db: Database, browse: Browse) -> None:
    browser = browse(make.person(db))
    answer = browser.client.post("/sign-out", data={"csrf_token": browser.token()}, headers=headers)
    assert answer.status_code == 403
    assert browser.client.get("/password").status_code == 200
