"""The pages, one file per area."""

from webapp.views import account, building, home, learn, people, reports, sorting, steps, studio, team

BLUEPRINTS = (
    home.bp,
    account.bp,
    learn.bp,
    steps.bp,
    team.bp,
    people.bp,
    reports.bp,
    studio.bp,
    building.bp,
    sorting.bp,
)
