"""A local fact as a leader reads it: HR's plain text with its addresses as links."""

import re
from html import escape

LINK = re.compile(r"https?://[^\s<>\"]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
ENDS = ".,;:!?)'"
"""What stands after an address and is no part of it."""


def render_fact(text: str) -> str:
    """HTML: a paragraph for each, line breaks kept; only web and mail addresses become links."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
    return "".join(f"<p>{_linked(part)}</p>" for part in paragraphs)


def _linked(text: str) -> str:
    html, end = "", 0
    for match in LINK.finditer(text):
        address = match[0].rstrip(ENDS)
        target = address if address.startswith("http") else f"mailto:{address}"
        html += f'{_plain(text[end : match.start()])}<a href="{escape(target)}" rel="noopener">{escape(address)}</a>'
        end = match.start() + len(address)
    return html + _plain(text[end:])


def _plain(text: str) -> str:
    return escape(text).replace("\n", "<br>")
