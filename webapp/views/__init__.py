"""The pages, one file per area."""

from webapp.views import (
    account,
    assignment,
    calendar,
    cohorts,
    enrolments,
    home,
    imports,
    learn,
    mails,
    my_mails,
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
    assignment.bp,
    calendar.bp,
    cohorts.bp,
    enrolments.bp,
    imports.bp,
    mails.bp,
    my_mails.bp,
    people.bp,
    reports.bp,
    studio.bp,
    team.bp,
    units.bp,
)
