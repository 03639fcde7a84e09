"""A small municipality with somebody in every role, and the address of every route in it."""

from dataclasses import dataclass

from sqlalchemy import select

from tests.webapp import make, nordby
from tests.webapp.make import Database, Enrolled, Someone
from webapp import operations
from webapp.mail.addresses import sign
from webapp.models import FiguresKey, MailFailure, MailKind, MailState, Message, MessageKind, Outbox, Role
from webapp.people_file import TEMPLATE

ASK, READING, TALK = "proev-svar", "det-forventes-af-dig", "tag-med"
"""Steps of the first module."""


@dataclass(frozen=True, slots=True)
class World:
    leader: Someone
    manager: Someone
    above: Someone
    """The manager's manager."""
    author: Someone
    admin: Someone
    roleless: Someone
    enrolment: Enrolled
    share: int
    token: str
    """Of the roleless person's invitation."""
    remark: int
    message: int
    unit: int
    rule: int
    cohort: int
    upload: int
    """A file that the HR administrator has sent."""
    mail: int
    """One to the leader that was given up."""
    off: str
    """The token with which she switches off reminders."""
    calendar: str
    """The token of her calendar."""
    key: int
    """With which a program fetches the fixed tables."""
    document: int
    """An import that is being sorted."""
    version: int
    """A saved state of the second module's text."""
    comment: int
    """That an author has made at a line of the draft."""

    def addresses(self, on: Enrolled | None = None) -> dict[str, tuple[str, str]]:
        """Endpoint -> method and address, with the world's own rows, or with another enrolment."""
        on = on or self.enrolment
        person, learn, module = f"/people/{self.roleless.id}", f"/my-course/{on.id}", on.url()
        prompt = f"{module}/texts/{nordby.REFLECTION}"
        enrolment = f"/people/{self.leader.id}/enrolments/{on.id}"
        sorting = f"/courses/{make.SORTED}/sorting"
        course = f"/courses/{nordby.COURSE}"
        desk = f"{course}/modules/{nordby.SECOND}"
        studio = f"/courses/{nordby.COURSE}"
        review = f"{studio}/review/{nordby.FIRST}"
        as_team = f"{review}/as/{nordby.TEAM}"
        return {
            "home.index": ("GET", "/"),
            "home.privacy": ("GET", "/privacy"),
            "home.language": ("POST", "/language"),
            "home.health": ("GET", "/healthz"),
            "account.sign_in": ("GET", "/sign-in"),
            "account.submit_sign_in": ("POST", "/sign-in"),
            "account.forgotten": ("GET", "/forgotten-password"),
            "account.submit_forgotten": ("POST", "/forgotten-password"),
            "account.sign_out": ("POST", "/sign-out"),
            "account.invitation": ("GET", f"/invitation/{self.token}"),
            "account.accept": ("POST", f"/invitation/{self.token}"),
            "account.password": ("GET", "/password"),
            "account.change_password": ("POST", "/password"),
            "learn.overview": ("GET", "/my-course/"),
            "learn.welcome": ("GET", f"{learn}/welcome"),
            "learn.submit_welcome": ("POST", f"{learn}/welcome"),
            "learn.seen": ("GET", f"{learn}/seen-by-manager"),
            "learn.move_date": ("POST", f"{module}/date"),
            "learn.start": ("GET", module),
            "learn.begin": ("POST", module),
            "learn.see_update": ("POST", f"{module}/update"),
            "learn.already": ("GET", f"{module}/already"),
            "learn.submit_already": ("POST", f"{module}/already"),
            "learn.end": ("GET", f"{module}/end"),
            "learn.finish": ("POST", f"{module}/end"),
            "steps.step": ("GET", f"{module}/steps/{ASK}"),
            "steps.go_on": ("POST", f"{module}/steps/{READING}/next"),
            "steps.answer": ("POST", f"{module}/steps/{ASK}/answers/svar"),
            "steps.remark": ("POST", f"{module}/steps/{ASK}/remarks/svar"),
            "steps.save": ("POST", prompt),
            "steps.share": ("POST", f"{prompt}/share"),
            "steps.withdraw": ("POST", f"{prompt}/withdraw"),
            "own_data.show": ("GET", "/my-data"),
            "own_data.read": ("GET", "/my-data/read"),
            "own_data.download": ("GET", "/my-data/lederstart.json"),
            "own_data.delete": ("POST", "/my-data/delete"),
            "sheet.show": ("GET", f"{learn}/talk-sheet"),
            "sheet.save": ("POST", f"{learn}/talk-sheet"),
            "sheet.add": ("POST", f"{learn}/talk-sheet/lines"),
            "talks.show": ("GET", f"{learn}/talks/{nordby.TALK}"),
            "talks.mark": ("POST", f"{learn}/talks/{nordby.TALK}/held"),
            "plans.answer": ("POST", f"{learn}/plans/{nordby.PLAN}"),
            "refresher.take": ("GET", f"{learn}/refresher"),
            "refresher.answer": ("POST", f"{learn}/refresher"),
            "refresher.later": ("POST", f"{learn}/refresher/later"),
            "refresher.switch": ("POST", f"{learn}/refresher/switch"),
            "team.index": ("GET", "/my-new-leaders/"),
            "team.show": ("GET", f"/my-new-leaders/{on.id}"),
            "team.thank": ("POST", f"/my-new-leaders/{on.id}/shares/{self.share}/thanks"),
            "team.talk": ("GET", f"/my-new-leaders/{on.id}/talks/{nordby.TALK}"),
            "team.mark": ("POST", f"/my-new-leaders/{on.id}/talks/{nordby.TALK}/held"),
            "team.move_date": ("POST", f"/my-new-leaders/{on.id}/modules/{nordby.FIRST}/date"),
            "greeting.write": ("GET", f"/my-new-leaders/{on.id}/greeting/"),
            "greeting.preview": ("POST", f"/my-new-leaders/{on.id}/greeting/"),
            "greeting.send": ("POST", f"/my-new-leaders/{on.id}/greeting/send"),
            "people.index": ("GET", "/people/"),
            "people.new": ("GET", "/people/new"),
            "people.create": ("POST", "/people/new"),
            "people.show": ("GET", person),
            "people.edit": ("GET", f"{person}/edit"),
            "people.change": ("POST", f"{person}/edit"),
            "people.invite": ("POST", f"{person}/invite"),
            "people.set_active": ("POST", f"{person}/active"),
            "people.enrol": ("GET", f"{person}/enrol"),
            "people.submit_enrol": ("POST", f"{person}/enrol"),
            "people.invite_new": ("POST", "/people/invite-new"),
            "people.leaving": ("POST", f"{person}/leaving"),
            "enrolments.show": ("GET", f"{enrolment}/"),
            "enrolments.pause": ("POST", f"{enrolment}/pause"),
            "enrolments.resume": ("POST", f"{enrolment}/resume"),
            "enrolments.change_start": ("POST", f"{enrolment}/start"),
            "enrolments.change_level": ("POST", f"{enrolment}/level"),
            "enrolments.end": ("POST", f"{enrolment}/end"),
            "units.index": ("GET", "/units/"),
            "units.create": ("POST", "/units/"),
            "units.show": ("GET", f"/units/{self.unit}"),
            "units.change": ("POST", f"/units/{self.unit}"),
            "units.join": ("POST", f"/units/{self.unit}/join"),
            "units.remove": ("POST", f"/units/{self.unit}/remove"),
            "imports.index": ("GET", "/people/import/"),
            "imports.template": ("GET", "/people/import/template"),
            "imports.upload": ("POST", "/people/import/"),
            "imports.show": ("GET", f"/people/import/{self.upload}"),
            "imports.progress": ("GET", f"/people/import/{self.upload}/progress"),
            "imports.confirm": ("POST", f"/people/import/{self.upload}"),
            "imports.discard": ("POST", f"/people/import/{self.upload}/discard"),
            "assignment.index": ("GET", "/assignment/"),
            "assignment.new": ("GET", "/assignment/rules/new"),
            "assignment.create": ("POST", "/assignment/rules/new"),
            "assignment.remove": ("POST", f"/assignment/rules/{self.rule}/remove"),
            "assignment.set_intake": ("POST", f"/assignment/courses/{nordby.COURSE}"),
            "cohorts.index": ("GET", "/groups/"),
            "cohorts.create": ("POST", "/groups/"),
            "cohorts.show": ("GET", f"/groups/{self.cohort}"),
            "cohorts.change": ("POST", f"/groups/{self.cohort}"),
            "cohorts.add": ("POST", f"/groups/{self.cohort}/members"),
            "cohorts.remove": ("POST", f"/groups/{self.cohort}/members/{on.id}/remove"),
            "cohorts.pair": ("POST", f"/groups/{self.cohort}/pairs"),
            "cohorts.dissolve": ("POST", f"/groups/{self.cohort}/dissolve"),
            "reports.index": ("GET", "/progress/"),
            "reports.handle": ("POST", f"/progress/messages/{self.message}/handled"),
            "evidence.show": ("GET", "/reports/evidence"),
            "figures.index": ("GET", "/reports/"),
            "figures.csv": ("GET", "/reports/figures.csv"),
            "figures.xlsx": ("GET", "/reports/figures.xlsx"),
            "figures.part": ("GET", "/my-new-leaders/figures"),
            "figures.for_programs": ("GET", "/api/v1/figures"),
            "figures.keys": ("GET", "/reports/keys"),
            "figures.make_key": ("POST", "/reports/keys"),
            "figures.revoke_key": ("POST", f"/reports/keys/{self.key}/revoke"),
            "completion.index": ("GET", "/reports/leaders"),
            "completion.csv": ("GET", "/reports/leaders.csv"),
            "completion.xlsx": ("GET", "/reports/leaders.xlsx"),
            "completion.show": ("GET", f"/reports/leaders/{on.id}"),
            "completion.own": ("GET", f"{learn}/completed"),
            "mails.index": ("GET", "/mails/"),
            "mails.again": ("POST", f"/mails/{self.mail}/again"),
            "mails.box": ("GET", "/mails/box"),
            "my_mails.index": ("GET", "/my-mails"),
            "my_mails.save": ("POST", "/my-mails"),
            "my_mails.off": ("GET", f"/mails/off/{self.off}"),
            "my_mails.switch_off": ("POST", f"/mails/off/{self.off}"),
            "calendar.index": ("GET", "/my-calendar"),
            "calendar.make": ("POST", "/my-calendar"),
            "calendar.revoke": ("POST", "/my-calendar/revoke"),
            "calendar.file": ("GET", "/my-calendar/lederstart.ics"),
            "calendar.subscribed": ("GET", f"/calendar/{self.calendar}.ics"),
            "studio.index": ("GET", "/courses/"),
            "studio.show": ("GET", f"/courses/{nordby.COURSE}"),
            "studio.handle": ("POST", f"/courses/remarks/{self.remark}/handled"),
            "revising.show": ("GET", f"/courses/{nordby.COURSE}/revision"),
            "revising.hand_in": ("POST", f"/courses/{nordby.COURSE}/revision"),
            "revising.decide": ("POST", f"/courses/{nordby.COURSE}/revision/decisions"),
            "revising.discard": ("POST", f"/courses/{nordby.COURSE}/revision/discard"),
            "revising.stale": ("GET", f"/courses/{nordby.COURSE}/stale"),
            "revising.settle": ("POST", f"/courses/{nordby.COURSE}/stale/1/settled"),
            "building.new": ("GET", "/courses/new"),
            "building.create": ("POST", "/courses/new"),
            "building.show_import": ("GET", f"/courses/new/{self.document}"),
            "building.read_again": ("POST", f"/courses/new/{self.document}"),
            "building.confirm_discard": ("GET", f"/courses/new/{self.document}/discard"),
            "building.show": ("GET", f"{sorting.removesuffix('/sorting')}/build"),
            "building.submit": ("POST", f"{sorting.removesuffix('/sorting')}/build"),
            "sorting.show": ("GET", sorting),
            "sorting.answer": ("POST", f"{sorting}/answer"),
            "sorting.change": ("POST", f"{sorting}/move"),
            "sorting.settle": ("POST", f"{sorting}/doubts/drift-chef"),
            "sorting.step": ("POST", f"{sorting}/steps/back"),
            # Last: after it the import is gone.
            "building.discard": ("POST", f"/courses/new/{self.document}/discard"),
            "studio.coverage": ("GET", f"{course}/coverage"),
            "studio.begin_question": ("GET", f"{course}/begin-question/drift-alle"),
            "outline.save": ("POST", course),
            "outline.talks": ("GET", f"{course}/talks"),
            "outline.save_talks": ("POST", f"{course}/talks"),
            "outline.arrange": ("POST", f"{course}/outline"),
            "outline.add": ("POST", f"{course}/modules"),
            "writing.text": ("GET", desk),
            "writing.save": ("POST", desk),
            "writing.questions": ("GET", f"{desk}/questions"),
            "writing.save_questions": ("POST", f"{desk}/questions"),
            "writing.statements": ("GET", f"{desk}/statements"),
            "writing.discard": ("POST", f"{desk}/discard"),
            "writing.look": ("GET", f"{desk}/look"),
            "writing.preview": ("POST", f"{desk}/preview/text"),
            "writing.mark": ("POST", f"{desk}/marks/par"),
            "saved.index": ("GET", f"{desk}/saved/text"),
            "saved.show": ("GET", f"{desk}/saved/text/{self.version}"),
            "saved.restore": ("POST", f"{desk}/saved/text/{self.version}"),
            "pictures.index": ("GET", f"{course}/pictures"),
            "pictures.add": ("POST", f"{course}/pictures"),
            "pictures.remove": ("POST", f"{course}/pictures/kort.png/remove"),
            "pictures.show": ("GET", f"/pictures/{make.PICTURE_SHA256}/kort.png"),
            "guide.show": ("GET", "/courses/how-to-write"),
            "publishing.show": ("GET", f"{studio}/publish/"),
            "publishing.publish": ("POST", f"{studio}/publish/"),
            "reviewing.show": ("GET", f"{review}/"),
            "reviewing.comment": ("POST", f"{review}/comments"),
            "reviewing.answer": ("POST", f"{review}/comments/{self.comment}/answers"),
            "reviewing.close": ("POST", f"{review}/comments/{self.comment}/closed"),
            "reviewing.ask": ("POST", f"{review}/requests"),
            "reviewing.finish": ("POST", f"{review}/done"),
            "trial.start": ("GET", f"{as_team}/"),
            "trial.begin": ("POST", f"{as_team}/"),
            "trial.step": ("GET", f"{as_team}/steps/{READING}"),
            "trial.answer": ("POST", f"{as_team}/steps/{ASK}/answers/svar"),
            "trial.go_on": ("POST", f"{as_team}/steps/{READING}/next"),
            "trial.save": ("POST", f"{as_team}/texts/{nordby.REFLECTION}"),
            "trial.refrain": ("POST", f"{as_team}/not-in-a-trial"),
            "trial.end": ("GET", f"{as_team}/end"),
            "trial.leave": ("GET", f"{as_team}/leave"),
            "quality.show": ("GET", f"{studio}/quality/"),
            "local.facts": ("GET", f"{studio}/local"),
            "local.save_facts": ("POST", f"{studio}/local"),
            "copies.new": ("GET", f"{studio}/copy"),
            "copies.create": ("POST", f"{studio}/copy"),
            "copies.origin": ("GET", f"{studio}/origin"),
            "copies.take_over": ("POST", f"{studio}/origin"),
            "archives.export": ("GET", f"{studio}/export"),
            "archives.choose": ("GET", "/courses/import"),
            "archives.bring_in": ("POST", "/courses/import"),
            "archives.confirm": ("POST", "/courses/import/confirm"),
            "editions.index": ("GET", f"{studio}/editions/"),
            "editions.show": ("GET", f"{studio}/editions/1"),
            "editions.read": ("GET", f"{studio}/editions/1/modules/{nordby.FIRST}"),
            "editions.ask_restore": ("GET", f"{studio}/editions/1/draft"),
            "editions.restore": ("POST", f"{studio}/editions/1/draft"),
        }


def build(db: Database) -> World:
    """A leader in the middle of her first module, who has written, shared, and told HR what is wrong."""
    above = make.person(db, "Karen Lindholt", Role.MANAGER)
    manager = make.person(db, "Birgit Holm", Role.MANAGER, manager=above)
    leader = make.person(db, "Åse Ødegård", Role.LEADER, manager=manager)
    enrolment = make.enrolment(db, leader, under_way=[nordby.FIRST])
    make.answer(db, enrolment, "svar")
    make.text(db, enrolment)
    roleless = make.person(db, "Ida Uden Rolle")
    make.draft(db, f"content/{nordby.COURSE}/pictures/kort.png", make.PICTURE)
    with db.writing() as session:
        token = operations.invite(session, roleless.id, by=None, now=make.NOW)
        remark = Message(
            kind=MessageKind.QUESTION, course=nordby.COURSE, question="svar", text="Hvem?", week_on=make.NOW.date()
        )
        message = Message(
            kind=MessageKind.LEVEL,
            person_id=leader.id,
            course=nordby.COURSE,
            text="Jeg er chef.",
            week_on=make.NOW.date(),
        )
        mail = Outbox(
            person_id=leader.id,
            kind=MailKind.LETTER,
            reason="letter",
            message_id="letter",
            queued_at=make.NOW,
            send_after=make.NOW,
            ended_at=make.NOW,
            state=MailState.GIVEN_UP,
            failure=MailFailure.SERVER,
        )
        session.add_all([remark, message, mail])
        session.flush()
        written = (remark.id, message.id, mail.id)
        unit = operations.add_unit(session, "Natteamet", None, by=None, now=make.NOW)
        wish = operations.Wish(unit, "", nordby.COURSE, nordby.TEAM)
        rule = operations.add_rule(session, wish, by=None, now=make.NOW)
        cohort = operations.add_cohort(session, nordby.COURSE, "Marts", make.START, by=None, now=make.NOW)
        made = (unit, rule.id, cohort.id)
        calendar = operations.make_calendar_link(session, leader.id, make.NOW)
    admin = make.person(db, "Peter Højgaard", Role.ADMIN)
    with db.writing() as session:
        operations.make_key(session, "Power BI", by=admin.id, now=make.NOW)
        upload = operations.keep_upload(session, admin.id, "p.csv", TEMPLATE, whole_list=False, now=make.NOW).id
    author = make.person(db, "Lone Bech", Role.AUTHOR)
    with db.writing() as session:
        path = f"content/{nordby.COURSE}/{nordby.FIRST}.md"
        said = operations.comment(
            session,
            nordby.COURSE,
            nordby.FIRST,
            path,
            "En aftale er et løfte.",
            "Er den det?",
            by=author.id,
            now=make.NOW,
        )
        comment = said.id
    return World(
        leader=leader,
        manager=manager,
        above=above,
        author=author,
        admin=admin,
        roleless=roleless,
        enrolment=enrolment,
        share=make.share(db, enrolment, manager),
        token=token,
        remark=written[0],
        message=written[1],
        unit=made[0],
        rule=made[1],
        cohort=made[2],
        upload=upload,
        mail=written[2],
        off=sign(make.SECRET, leader.id, [MailKind.REMINDER]),
        calendar=calendar,
        key=db.value(select(FiguresKey.id)),
        document=make.sorting(db),
        version=make.draft(db, f"content/{nordby.COURSE}/{nordby.SECOND}.md", nordby.MOEDER + "\nMere.\n"),
        comment=comment,
    )
