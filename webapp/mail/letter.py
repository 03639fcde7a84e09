"""A mail as values: blocks of words that become plain text and simple HTML alike."""

import textwrap
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

WIDTH = 72


@dataclass(frozen=True, slots=True)
class Block:
    """One of: a heading, a paragraph, a list, or a link to press. The others are empty."""

    heading: str = ""
    text: str = ""
    items: tuple[str, ...] = ()
    label: str = ""
    url: str = ""
    """Where `label` leads."""


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    data: bytes
    """An iCalendar file."""


@dataclass(frozen=True, slots=True)
class Letter:
    language: str
    subject: str
    blocks: tuple[Block, ...]
    foot: tuple[Block, ...] = ()
    """Small: who sends it, and how it is switched off."""
    attachments: tuple[Attachment, ...] = ()
    off_url: str = ""
    """Where everything in this mail can be switched off; empty: it cannot."""
    reply_to: str = ""
    """Whom an answer goes to, when that is not the sender."""


def as_text(letter: Letter) -> str:
    """The plain text, in lines of at most 72 letters but for addresses."""
    body = "\n\n".join(_block_as_text(block) for block in letter.blocks)
    foot = "\n".join(_block_as_text(block) for block in letter.foot)
    return f"{body}\n\n-- \n{foot}\n"


def _block_as_text(block: Block) -> str:
    if block.heading:
        return f"{block.heading}\n{'-' * min(len(block.heading), WIDTH)}"
    if block.items:
        return "\n".join(
            textwrap.fill(item, WIDTH, initial_indent="* ", subsequent_indent="  ") for item in block.items
        )
    if block.label:
        return f"{block.label}:\n{block.url}"
    return textwrap.fill(block.text, WIDTH)


def as_html(letter: Letter) -> str:
    return _template().render(letter=letter)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("webapp"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("mail/letter.html")
