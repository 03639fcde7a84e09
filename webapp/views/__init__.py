"""The pages, one file per area."""

from webapp.views import account, home, learn, people, reports, revising, steps, studio, team

BLUEPRINTS = (home.bp, account.bp, learn.bp, steps.bp, team.bp, people.bp, reports.bp, studio.bp, revising.bp)
