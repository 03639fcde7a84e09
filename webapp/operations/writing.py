"""What an author does with a draft."""

from datetime import datetime

from sqlalchemy.orm import Session

from webapp import blobs, drafts
from webapp.drafts import Conflict, Working
from webapp.operations.audit import note
from webapp.queries import Me


def save_draft(
    session: Session,
    working: Working,
    path: str,
    data: bytes | None,
    *,
    base: str | None,
    me: Me,
    now: datetime,
    window: str = "",
) -> str | Conflict | None:
    """Save a file of a draft, as `drafts.save` does. That a person wrote there is noted once for each window."""
    before = working.changes.get(path)
    result = drafts.save(session, working.course, path, data, base=base, by=me.id, now=now, window=window)
    changed = not isinstance(result, Conflict) and result != working.manifest.get(path)
    if changed and not (before and window and before.window == window and before.changed_by == me.id):
        note(session, "draft written", by=me.id, now=now, detail=path)
    return result


def restore_published(session: Session, working: Working, path: str, *, me: Me, now: datetime) -> None:
    """Put a file of a draft back as it is published; one that was never published goes out."""
    published = working.published.get(path)
    data = blobs.get(session, published) if published else None
    save_draft(session, working, path, data, base=working.manifest.get(path), me=me, now=now)
