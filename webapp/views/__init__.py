"""The pages, one file per area."""

from webapp.views import account, calendar, home, learn, mails, my_mails, people, reports, steps, studio, team

BLUEPRINTS = (
    home.bp,
    account.bp,
    learn.bp,
    steps.bp,
    team.bp,
    people.bp,
    reports.bp,
    studio.bp,
    mails.bp,
    my_mails.bp,
    calendar.bp,
)
