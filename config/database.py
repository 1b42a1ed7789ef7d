"""Which PostgreSQL Tidu talks to, as Django wants to hear it."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict

from config.environment import Environment
from config.postgres import private_database_url


def database_settings(environment: Environment) -> dict[str, Any]:
    """Django's settings for the operator's server, or for the private one, which this starts."""
    url = environment.database_url or private_database_url(environment.var)
    options = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": options.pop("dbname", ""),
        "USER": options.pop("user", ""),
        "PASSWORD": options.pop("password", ""),
        "HOST": options.pop("host", ""),
        "PORT": options.pop("port", ""),
        "OPTIONS": options,  # all else that libpq knows: sslmode, connect_timeout …
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
