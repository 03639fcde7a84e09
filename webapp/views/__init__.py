"""The pages, one file per area."""

from webapp.views import (
    account,
    archives,
    copies,
    editions,
    home,
    learn,
    local,
    people,
    publishing,
    quality,
    reports,
    reviewing,
    steps,
    studio,
    team,
    trial,
)

BLUEPRINTS = (
    home.bp,
    account.bp,
    learn.bp,
    steps.bp,
    team.bp,
    people.bp,
    reports.bp,
    studio.bp,
    publishing.bp,
    editions.bp,
    archives.bp,
    reviewing.bp,
    trial.bp,
    quality.bp,
    local.bp,
    copies.bp,
)
