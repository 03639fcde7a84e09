"""The pages, one file per area."""

from webapp.views import (
    account,
    assignment,
    cohorts,
    enrolments,
    home,
    imports,
    learn,
    people,
    reports,
    steps,
    studio,
    team,
    units,
)

BLUEPRINTS = (
    home.bp,
    account.bp,
    learn.bp,
    steps.bp,
    team.bp,
    people.bp,
    enrolments.bp,
    units.bp,
    imports.bp,
    assignment.bp,
    cohorts.bp,
    reports.bp,
    studio.bp,
)
