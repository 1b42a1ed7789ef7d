"""What goes wrong with the private PostgreSQL, said so that somebody can act on it."""


class PostgresUnavailable(RuntimeError):
    """The private PostgreSQL cannot run here; the message says why and what to do."""
