"""The pages, one file per area."""

from webapp.views import (
    account,
    home,
    learn,
    own_data,
    people,
    plans,
    refresher,
    reports,
    sheet,
    steps,
    studio,
    talks,
    team,
)

BLUEPRINTS = (
    home.bp,
    account.bp,
    own_data.bp,
    learn.bp,
    steps.bp,
    sheet.bp,
    talks.bp,
    plans.bp,
    refresher.bp,
    team.bp,
    people.bp,
    reports.bp,
    studio.bp,
)
