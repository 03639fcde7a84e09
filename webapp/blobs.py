"""The bytes of files, stored once per content."""

import hashlib
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from webapp.db import Base
from webapp.models import Blob, Edition


def digest(data: bytes) -> str:
    """What a content is known by: its SHA-256."""
    return hashlib.sha256(data).hexdigest()


def keep(session: Session, contents: Iterable[bytes]) -> None:
    """Store the contents that are not there yet."""
    wanted = {digest(data): data for data in contents}
    known = set(session.scalars(select(Blob.sha256).where(Blob.sha256.in_(wanted))))
    missing = [{"sha256": sha256, "data": data} for sha256, data in wanted.items() if sha256 not in known]
    if missing:
        session.execute(insert(Blob), missing)


def get(session: Session, sha256: str) -> bytes | None:
    """The content that is known by this; None when there is none."""
    data = session.scalar(select(Blob.data).where(Blob.sha256 == sha256))
    return None if data is None else bytes(data)


def read(session: Session, manifest: Mapping[str, str]) -> dict[str, bytes]:
    """Path -> bytes of the files of a manifest (path -> sha256), in its order."""
    rows = session.execute(select(Blob.sha256, Blob.data).where(Blob.sha256.in_(set(manifest.values())))).all()
    data = {sha256: bytes(stored) for sha256, stored in rows}
    return {path: data[sha256] for path, sha256 in manifest.items()}


def forget(session: Session, hashes: Collection[str]) -> None:
    """Delete those of the contents that nothing holds any more: no edition, and no row of any table."""
    held = [
        select(column.parent).where(column.parent == Blob.sha256).exists()
        for table in Base.metadata.sorted_tables
        for column in table.foreign_keys
        if column.column.table.name == Blob.__tablename__
    ]
    published = select(Edition.id).where(Edition.manifest.contains(Blob.sha256)).exists()
    unused = delete(Blob).where(Blob.sha256.in_(hashes), ~published, *(~each for each in held))
    session.execute(unused.execution_options(synchronize_session=False))
