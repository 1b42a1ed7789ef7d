"""What every test stands on: the private PostgreSQL (through the settings) and no way out of this machine."""

import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings

hypothesis.settings.register_profile("tidu", deadline=None)  # a busy machine is not a finding
hypothesis.settings.load_profile("tidu")


class NetworkForbidden(Exception):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests talk to this machine only; what they need from elsewhere is in the repository."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not _is_loopback(str(address[0])):
            raise NetworkForbidden(f"a test may not connect to {address}")
        connect(self, address)  # type: ignore[arg-type]  # socket's own type of an address is private

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _is_loopback(host: str) -> bool:
    try:
        return host in ("", "localhost") or ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name of another machine
        return False


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Hashing slowly on purpose is Django's to test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_folders(settings: Settings, tmp_path: Path) -> None:
    """What a test uploads or trains is its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ML_MODELS_ROOT = tmp_path / "ml_models"


COMMITTING = {"transactional_db", "live_server"}


@pytest.fixture(autouse=True)
def emptied_queue(request: pytest.FixtureRequest) -> Iterator[None]:
    """No job outlives the test that queued it: the queue is not among the tables that Django empties after a test."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if COMMITTING & set(request.fixturenames) or (marker and marker.kwargs.get("transaction")):
        blocker: DjangoDbBlocker = request.getfixturevalue("django_db_blocker")
        with blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
