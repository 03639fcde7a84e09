"""What to tell of a draft as a whole: no levels, few expectations, no framework."""

from collections.abc import Sequence

from course.importer import labels
from course.importer.document import Block
from course.importer.draft import Draft

NO_LEVELS = "Vi fandt ingen ledelsesniveauer i dokumentet. Forventningerne er sat til alle ledere; tilføj niveauer, hvis I har dem."
NO_FRAMEWORK = (
    "Dokumentet ligner ikke et ledelsesgrundlag. Vi fandt hverken ledelsesniveauer eller forventninger til ledere. "
    "Se efter, om det er den rigtige fil."
)
FEW = "Vi fandt kun få forventninger ({count}) og ingen ledelsesniveauer. Se efter, om det er hele ledelsesgrundlaget."


def judge(draft: Draft, parts: Sequence[Block]) -> None:
    """Say so where the document has no levels; empty the draft where it is no framework at all."""
    if draft.levels and not _names_people(draft):
        return
    draft.levels = []
    if not draft.statements or _names_people(draft) or not _is_framework(draft.title, parts):
        draft.statements, draft.headings, draft.terms = [], {}, []
        draft.notice = NO_FRAMEWORK
    elif len(draft.statements) < 3:
        draft.notice = FEW.format(count=len(draft.statements))
    else:
        draft.notice = NO_LEVELS


def _names_people(draft: Draft) -> bool:
    """Whether what stands below the levels is names and not expectations, as in a plan of the organisation."""
    names = sum(all(word[0].isupper() for word in each.text.split()) for each in draft.statements)
    return names * 2 > len(draft.statements)


def _is_framework(title: str, parts: Sequence[Block]) -> bool:
    """Whether the title says so, or the text speaks of leadership again and again."""
    if labels.OTHER_KIND.search(title) and not labels.FRAMEWORK.search(title):
        return False
    if labels.LEADERSHIP.search(title):
        return True
    if any(labels.FRAMEWORK.search(text) for text in (title, *(block.text for block in parts[:6]))):
        return True
    text = "\n".join(" ".join(block.cells) or block.text for block in parts)
    density = len(labels.LEADERSHIP.findall(text)) / max(1, len(text.split()))
    return density > 0.012 and labels.FRAMEWORK.search(text) is not None
