"""Groups that begin together, partners, and the task for two in a module."""

from datetime import date

import pytest
from sqlalchemy import select, update

from tests.webapp import make, nordby
from tests.webapp.conftest import Browse, both_databases
from tests.webapp.make import Database, Enrolled, Someone
from tests.webapp.nordby import COURSE, FIRST
from tests.webapp.pages import Browser
from webapp.models import Cohort, Enrolment, EnrolmentState, ModuleState, Person, Role

TASK = "\n::: makker sammen\nMød jeres makker, og sammenlign **én** aftale.\n:::\n"


@pytest.fixture
def hr(db: Database) -> Someone:
    return make.person(db, "Peter Højgaard", Role.ADMIN)


@pytest.fixture
def device(hr: Someone, browse: Browse) -> Browser:
    return browse(hr)


def leader(db: Database, name: str) -> Enrolled:
    return make.enrolment(db, make.person(db, name, Role.LEADER), under_way=[FIRST])


def group(device: Browser, *members: Enrolled, name: str = "Hold marts") -> str:
    """The address of a new group with these members."""
    page = device.send(device.get("/groups/"), name=name, course=COURSE, starts_on="2026-03-02")
    if members:
        device.send(page, f"{page.path}/members", member=[str(each.id) for each in members])
    return page.path


def pair(device: Browser, url: str, one: Enrolled, other: Enrolled, status: int = 200) -> None:
    device.send(device.get(url), f"{url}/pairs", one=str(one.id), other=str(other.id), status=status)


def followed(page_of: Browser) -> list[str]:
    heading = [each for each in page_of.get("/my-course/").main.find("h2") if each.text == "Du følges med"]
    return [each.text for each in heading[0].parent.find("li")] if heading and heading[0].parent else []


@both_databases
def test_members_begin_on_the_day_of_the_group(device: Browser, db: Database) -> None:
    bo, ida = leader(db, "Bo"), leader(db, "Ida")
    url = group(device, bo, ida)
    assert {row.starts_on for row in db.all(select(Enrolment.starts_on))} == {date(2026, 3, 2)}
    due = select(ModuleState.due_on).where(ModuleState.module == FIRST).distinct()
    assert db.value(due) == date(2026, 3, 9)
    device.send(device.get(url), name="Hold april", starts_on="2026-04-08")
    assert db.value(due) == date(2026, 4, 15)
    assert db.value(select(Cohort.name)) == "Hold april"


@both_databases
def test_a_leader_sees_the_names_of_her_group_and_partner_only(device: Browser, db: Database, browse: Browse) -> None:
    bo, ida, eva, other = (leader(db, name) for name in ("Bo", "Ida", "Eva", "Anden"))
    url = group(device, bo, ida, eva)
    pair(device, url, bo, eva)
    assert followed(browse(bo.leader)) == ["Eva din makker", "Ida"]
    assert followed(browse(ida.leader)) == ["Bo", "Eva"]
    assert followed(browse(other.leader)) == []
    page = browse(bo.leader).get("/my-course/")
    assert eva.leader.email not in page.html
    db.run(update(Person).where(Person.id == eva.leader.id).values(active=False))
    db.run(update(Enrolment).where(Enrolment.id == ida.id).values(state=EnrolmentState.ENDED))
    assert followed(browse(bo.leader)) == []


def test_two_are_partners_of_each_other_and_a_new_pair_frees_the_old_one(device: Browser, db: Database) -> None:
    bo, ida, eva = (leader(db, name) for name in ("Bo", "Ida", "Eva"))
    url = group(device, bo, ida, eva)
    pair(device, url, bo, ida)
    pair(device, url, ida, eva)
    partners = {row.id: row.partner_id for row in db.all(select(Enrolment.id, Enrolment.partner_id))}
    assert partners == {bo.id: None, ida.id: eva.id, eva.id: ida.id}
    device.send(device.get(url), f"{url}/members/{eva.id}/remove")
    assert {row.partner_id for row in db.all(select(Enrolment.partner_id))} == {None}


def test_one_is_not_her_own_partner_and_strangers_are_not_paired(device: Browser, db: Database) -> None:
    bo, ida, other = (leader(db, name) for name in ("Bo", "Ida", "Anden"))
    url = group(device, bo, ida)
    pair(device, url, bo, bo, status=422)
    assert device.post(f"{url}/pairs", one=str(bo.id), other=str(other.id)).status_code == 422
    assert device.post(f"{url}/pairs", one=str(bo.id)).status_code == 422
    assert db.count(Enrolment, Enrolment.partner_id.is_not(None)) == 0


def test_only_those_under_way_who_are_in_no_group_can_be_added(device: Browser, db: Database) -> None:
    bo, ida = leader(db, "Bo Lund"), leader(db, "Ida Ærø")
    ended = make.enrolment(db, state=EnrolmentState.ENDED)
    group(device, bo)
    url = group(device, name="Hold to")
    page = device.get(url)
    assert [each.attributes["value"] for each in page.main.find("input", name="member")] == [str(ida.id)]
    assert device.get(f"{url}?q=bo").main.find("input", name="member") == []
    device.post(f"{url}/members", member=[str(bo.id), str(ida.id), str(ended.id), "x"])
    second = db.value(select(Cohort.id).where(Cohort.name == "Hold to"))
    assert [row.id for row in db.all(select(Enrolment.id).where(Enrolment.cohort_id == second))] == [ida.id]


def test_a_group_that_is_dissolved_leaves_its_members_where_they_are(device: Browser, db: Database) -> None:
    bo, ida = leader(db, "Bo"), leader(db, "Ida")
    url = group(device, bo, ida)
    device.send(device.get(url), f"{url}/dissolve")
    assert (db.count(Cohort), db.count(Enrolment, Enrolment.cohort_id.is_not(None))) == (0, 0)
    assert make.enrolment_state(db, bo) is EnrolmentState.ACTIVE
    device.get(url, 404)


@pytest.mark.parametrize(
    "typed", [{"name": ""}, {"name": "<b>"}, {"course": ""}, {"starts_on": ""}, {"starts_on": "snart"}]
)
def test_a_group_that_lacks_something_is_refused_at_the_field(
    typed: dict[str, str], device: Browser, db: Database
) -> None:
    whole = {"name": "Hold", "course": COURSE, "starts_on": "2026-03-02"} | typed
    page = device.send(device.get("/groups/"), typed=whole, status=422)
    assert page.error_at(next(iter(typed)))
    assert db.count(Cohort) == 0


@both_databases
def test_the_task_for_two_is_there_for_one_who_has_somebody(device: Browser, db: Database, browse: Browse) -> None:
    make.publish(db, nordby.files(aftaler=nordby.AFTALER + TASK))
    bo, ida, alone = leader(db, "Bo"), leader(db, "Ida"), leader(db, "Alene")
    group(device, bo, ida)
    page = browse(bo.leader).get(bo.url(rest="/steps/sammen"))
    assert "Du følges med Ida." in page.main.text
    assert "sammenlign én aftale" in page.main.text
    assert "Trin 7 af 7" in page.main.text
    assert browse(alone.leader).get(alone.url(rest="/steps/sammen")).path.endswith("/end")
    assert "6 trin" in browse(alone.leader).get(alone.url()).main.text


def test_the_task_for_two_is_never_counted(device: Browser, db: Database, browse: Browse) -> None:
    make.publish(db, nordby.files(aftaler=nordby.AFTALER + TASK))
    bo, ida = leader(db, "Bo"), leader(db, "Ida")
    group(device, bo, ida)
    make.all_answered(db, bo)
    browser = browse(bo.leader)
    browser.send(browser.get(bo.url(rest="/end")), bo.url(rest="/end"))
    assert make.state_of(db, bo).value == "completed"
