"""A draft taken as a leader would take it: the leader's own pages, which lead to each other and store nothing."""

from dataclasses import dataclass
from typing import Any

import flask
from flask import g

PAGES = {
    "learn.start": "trial.start",
    "learn.begin": "trial.begin",
    "learn.end": "trial.end",
    "learn.overview": "trial.leave",
    "steps.step": "trial.step",
    "steps.go_on": "trial.go_on",
    "steps.answer": "trial.answer",
    "steps.remark": "trial.refrain",
    "steps.save": "trial.save",
    "steps.share": "trial.refrain",
    "steps.withdraw": "trial.refrain",
}
"""A leader's page -> what stands in its place while a draft is tried."""


@dataclass(frozen=True, slots=True)
class Trial:
    course: str
    module: str
    level: str
    """As it stands in the address."""
    done: tuple[str, ...]
    """The questions that have been done so far; they stand in the address, for nothing is stored."""


def current() -> Trial | None:
    """The trial that this request is a part of."""
    trial: Trial | None = g.get("trial")
    return trial


def url_for(endpoint: str, **values: Any) -> str:
    """The address of a page; within a trial the leader's pages lead to each other there."""
    trial = current()
    if trial is None or endpoint not in PAGES:
        return flask.url_for(endpoint, **values)
    values.pop("enrolment", None)
    place = {"course": trial.course, "module": trial.module, "level": trial.level, "done": ",".join(trial.done) or None}
    return flask.url_for(PAGES[endpoint], **{**values, **place})
