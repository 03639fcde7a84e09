"""What the mails say. Calm, warm and short; dates are suggestions; nothing that a leader has written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from webapp.mail.letter import Block
from webapp.mail.words import Words
from webapp.models import MailKind


def first_name(name: str) -> str:
    return name.split()[0]


def kind_names(_: Callable[[str], str]) -> dict[MailKind, str]:
    """What the mails that can be switched off are called, where one chooses among them."""
    return {
        MailKind.WELCOME: _("Welcome on the first day"),
        MailKind.REMINDER: _("Reminders of your modules"),
        MailKind.SHARED: _("When a new leader shares something with you"),
        MailKind.DIGEST: _("The week's overview of your new leaders"),
        MailKind.BEFORE_START: _("Three tasks before a new leader begins"),
        MailKind.PLAN: _("A question about your plan, some weeks after"),
        MailKind.GREETING: _("Greetings from your nearest manager"),
        MailKind.REVIEW: _("When a colleague asks you to look at a draft"),
    }


# --- sent at once ---


def invitation(_: Words, organisation: str, url: str) -> tuple[str, list[Block]]:
    return _("Welcome to Lederstart"), [
        Block(
            text=_(
                "You now have an account in Lederstart at %(organisation)s. Here new leaders get off to a good start, together with their nearest manager.",
                organisation=organisation,
            )
        ),
        Block(text=_("Choose a password, and you are in.")),
        Block(label=_("Choose a password"), url=url),
        Block(
            text=_(
                "The link can be used once, within 72 hours. After that, press “Forgotten your password?” where you sign in, and you get a new one."
            )
        ),
    ]


def password(_: Words, url: str) -> tuple[str, list[Block]]:
    return _("A new password for Lederstart"), [
        Block(text=_("Here is the link with which you choose a new password.")),
        Block(label=_("Choose a new password"), url=url),
        Block(
            text=_(
                "The link can be used once, within 72 hours. Did you not ask for it? Then you need do nothing: your password is as it was."
            )
        ),
    ]


def review(_: Words, name: str, url: str) -> tuple[str, list[Block]]:
    return _("%(name)s asks you to look at a draft", name=name), [
        Block(text=_("%(name)s would like you to look at a module before it is published.", name=name)),
        Block(text=_("You read it line by line, and write where you have something to say.")),
        Block(label=_("Open the draft"), url=url),
    ]


# --- instead of the week's letter ---


def suggested_greetings(_: Words) -> tuple[str, ...]:
    """What a manager can send as it is."""
    return (
        _("Good to have you with us. Come to me with anything, great or small."),
        _("How is it going? I would like to hear what is on your mind just now. Come by, or call me."),
        _(
            "Much is new in the beginning. Take the modules at your own pace, and tell me if there is something I can ease."
        ),
    )


def managers_greeting(_: Words, manager: str, text: str) -> tuple[str, list[Block]]:
    """:param text: the manager's own words; each line is a paragraph"""
    paragraphs = [Block(text=line) for line in text.splitlines() if line.strip()]
    return _("A greeting from %(name)s", name=manager), [*paragraphs, Block(text=manager)]


# --- parts of the week's letter ---


@dataclass(frozen=True, slots=True)
class Reminded:
    """A module that a letter reminds of."""

    title: str
    due_on: date
    last: bool
    """Whether it is not mentioned again."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A new leader in her manager's overview."""

    name: str
    completed: int
    modules: int
    completed_lately: int
    passed: bool
    """Whether a suggested date has passed."""
    talk_on: date | None
    """A talk in the coming week."""


def welcome(_: Words, course: str, manager: str | None, url: str) -> list[Block]:
    blocks = [
        Block(heading=_("Welcome as a new leader")),
        Block(
            text=_(
                "Your course “%(course)s” is ready for you: short modules on what is expected of you, to be taken when it suits you.",
                course=course,
            )
        ),
        Block(text=_("What you answer and write is yours alone, until you share it yourself.")),
    ]
    if manager:
        sentence = _(
            "Your nearest manager, %(name)s, can see which modules you have completed, and is the one to talk with.",
            name=manager,
        )
        blocks.append(Block(text=sentence))
    return [*blocks, Block(label=_("Open your course"), url=url)]


def reminder(_: Words, modules: list[Reminded], url: str) -> list[Block]:
    items = tuple(_remind(_, module) for module in modules)
    return [
        Block(heading=_("Your next modules")),
        Block(items=items),
        Block(text=_("The dates are suggestions. Begin with what you need most.")),
        Block(label=_("Go on with your course"), url=url),
    ]


def _remind(_: Words, module: Reminded) -> str:
    values = {"module": module.title, "day": _.day(module.due_on)}
    if module.due_on >= _.today:
        return _("%(module)s: preferably before %(day)s.", **values)
    if module.last:
        return _(
            "%(module)s: the date has passed (%(day)s). It is still there for you; we will not write about it again.",
            **values,
        )
    return _("%(module)s: the date has passed (%(day)s). Take it when there is peace for it.", **values)


def plan(_: Words, url: str) -> list[Block]:
    return [
        Block(heading=_("Did you get the chance to follow your plan?")),
        Block(text=_("Some weeks ago you made a plan. Say how it went; only you see the answer.")),
        Block(label=_("Answer in your course"), url=url),
    ]


def shared(_: Words, names: Mapping[str, str]) -> list[Block]:
    """:param names: name of each who has shared something -> where it is read"""
    blocks = [Block(heading=_("Shared with you"))]
    for name, url in names.items():
        blocks.append(
            Block(
                text=_(
                    "%(name)s has shared a text with you. Read it, and say that you have: it means more than one thinks.",
                    name=name,
                )
            )
        )
        blocks.append(Block(label=_("Read what %(name)s shares", name=first_name(name)), url=url))
    return blocks


def digest(_: Words, leaders: list[Followed], more: int, url: str) -> list[Block]:
    """:param more: how many are not listed"""
    items = [_follow(_, leader) for leader in leaders]
    if more:
        items.append(_.ngettext("and %(num)s more", "and %(num)s more", more))
    return [
        Block(heading=_("Your new leaders this week")),
        Block(items=tuple(items)),
        Block(label=_("See your new leaders"), url=url),
    ]


def _follow(_: Words, leader: Followed) -> str:
    sentences = [
        _(
            "%(name)s: %(done)s of %(total)s modules completed.",
            name=leader.name,
            done=leader.completed,
            total=leader.modules,
        )
    ]
    if leader.completed_lately:
        sentences.append(
            _.ngettext("%(num)s of them last week.", "%(num)s of them last week.", leader.completed_lately)
        )
    if leader.talk_on:
        sentences.append(_("Set time aside for a talk around %(day)s.", day=_.day(leader.talk_on)))
    if leader.passed:
        sentences.append(_("A date has passed; perhaps there is something you can ease."))
    return " ".join(sentences)


def before_start(_: Words, name: str, starts_on: date, talks: list[date]) -> list[Block]:
    days = _.listed([_.day(on) for on in talks])
    if len(talks) == 3:
        put = _("Put three talks into the calendar: around %(days)s. They are attached as a calendar file.", days=days)
    else:
        put = _("Put your talks into the calendar: around %(days)s. They are attached as a calendar file.", days=days)
    return [
        Block(heading=_("%(name)s begins on %(day)s", name=name, day=_.day(starts_on))),
        Block(text=_("Three things make a good beginning:")),
        Block(
            items=(
                _("Call and bid %(name)s welcome.", name=first_name(name)),
                put,
                _("Agree on what %(name)s may decide alone.", name=first_name(name)),
            )
        ),
    ]


# --- around it ---


def greeting(_: Words, name: str) -> Block:
    return Block(text=_("Hello %(name)s", name=first_name(name)))


def sender(_: Words, organisation: str, hr_contact: str) -> list[Block]:
    blocks = [Block(text=_("Sent by Lederstart for %(organisation)s.", organisation=organisation))]
    if hr_contact:
        blocks.append(Block(text=_("Questions? Ask HR: %(contact)s", contact=hr_contact)))
    return blocks


def switching_off(_: Words, urls: Mapping[MailKind, str]) -> list[Block]:
    once = Block(text=_("You get one such mail a week at most. Would you rather do without?"))
    return [once, *_each_off(_, urls)]


def switching_off_at_once(_: Words, urls: Mapping[MailKind, str]) -> list[Block]:
    """Of a mail that does not wait for the week's letter."""
    return [Block(text=_("Would you rather do without such mails?")), *_each_off(_, urls)]


def answering(_: Words, manager: str) -> Block:
    return Block(text=_("Answer this mail, and your answer goes to %(name)s.", name=manager))


def _each_off(_: Words, urls: Mapping[MailKind, str]) -> list[Block]:
    names = kind_names(_)
    return [Block(label=_("Switch off: %(kind)s", kind=names[kind]), url=url) for kind, url in urls.items()]
