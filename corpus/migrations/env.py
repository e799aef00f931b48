"""What alembic runs to reach the database: a connection that is open, in a transaction that whoever opened it ends."""

from alembic import context

given = context.config.attributes
context.configure(connection=given["connection"], version_table=given["version_table"], target_metadata=given["tables"])
with context.begin_transaction():
    context.run_migrations()
