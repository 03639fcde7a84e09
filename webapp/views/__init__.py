"""The pages, one file per area."""

from webapp.views import (
    account,
    guide,
    home,
    learn,
    outline,
    people,
    pictures,
    reports,
    saved,
    steps,
    studio,
    team,
    writing,
)

LEADING = (home.bp, account.bp, learn.bp, steps.bp, team.bp, people.bp, reports.bp)
WRITING = (studio.bp, outline.bp, writing.bp, saved.bp, pictures.bp, guide.bp)
BLUEPRINTS = (*LEADING, *WRITING)
