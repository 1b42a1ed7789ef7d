"""The private PostgreSQL that Tidu runs for itself when `DATABASE_URL` names no server."""

from config.postgres.errors import PostgresUnavailable
from config.postgres.sharing import keep_private_database_up, private_database_url

__all__ = ["PostgresUnavailable", "keep_private_database_up", "private_database_url"]
