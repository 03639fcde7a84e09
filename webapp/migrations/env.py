"""Alembic's entry: runs the migrations on the connection it is given."""

from alembic import context

from webapp import models
from webapp.db import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
assert models.Person.metadata is Base.metadata  # the tables are known once models is imported
with context.begin_transaction():
    context.run_migrations()
