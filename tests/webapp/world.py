"""A small municipality with somebody in every role, and the address of every route in it."""

from dataclasses import dataclass

from tests.webapp import make, nordby
from tests.webapp.make import Database, Enrolled, Someone
from webapp import operations
from webapp.models import Message, MessageKind, Role

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
    comment: int
    """That an author has made at a line of the draft."""

    def addresses(self, on: Enrolled | None = None) -> dict[str, tuple[str, str]]:
        """Endpoint -> method and address, with the world's own rows, or with another enrolment."""
        on = on or self.enrolment
        person, learn, module = f"/people/{self.roleless.id}", f"/my-course/{on.id}", on.url()
        prompt = f"{module}/texts/{nordby.REFLECTION}"
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
            "account.sign_out": ("POST", "/sign-out"),
            "account.invitation": ("GET", f"/invitation/{self.token}"),
            "account.accept": ("POST", f"/invitation/{self.token}"),
            "account.password": ("GET", "/password"),
            "account.change_password": ("POST", "/password"),
            "learn.overview": ("GET", "/my-course/"),
            "learn.welcome": ("GET", f"{learn}/welcome"),
            "learn.submit_welcome": ("POST", f"{learn}/welcome"),
            "learn.seen": ("GET", f"{learn}/seen-by-manager"),
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
            "team.index": ("GET", "/my-new-leaders/"),
            "team.show": ("GET", f"/my-new-leaders/{on.id}"),
            "team.thank": ("POST", f"/my-new-leaders/{on.id}/shares/{self.share}/thanks"),
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
            "reports.index": ("GET", "/progress/"),
            "reports.handle": ("POST", f"/progress/messages/{self.message}/handled"),
            "studio.index": ("GET", "/courses/"),
            "studio.show": ("GET", f"/courses/{nordby.COURSE}"),
            "studio.handle": ("POST", f"/courses/remarks/{self.remark}/handled"),
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
        session.add_all([remark, message])
        session.flush()
        written = (remark.id, message.id)
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
        admin=make.person(db, "Peter Højgaard", Role.ADMIN),
        roleless=roleless,
        enrolment=enrolment,
        share=make.share(db, enrolment, manager),
        token=token,
        remark=written[0],
        message=written[1],
        comment=comment,
    )
