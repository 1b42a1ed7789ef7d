import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import LOOPBACK, ROOT, Environment

GOOD_KEY = "".join(chr(ord("0") + number) for number in range(60))
EXPOSED = {"TIDU_HOSTS": "tidu.example.org", "TIDU_SECRET_KEY": GOOD_KEY}


class TestRead:
    def test_answers_only_to_this_machine_when_nothing_is_said(self):
        read = Environment.read({})
        assert (read.hosts, read.exposed, read.debug, read.secret_key) == (LOOPBACK, False, False, "")
        assert read.var == ROOT / "var"

    def test_accepts_an_exposed_installation_with_a_real_key(self):
        read = Environment.read({**EXPOSED, "TIDU_HOSTS": "tidu.example.org, 10.0.0.8"})
        assert read.exposed
        assert read.hosts == ("tidu.example.org", "10.0.0.8")

    def test_refuses_debug_when_others_can_reach_it(self):
        with pytest.raises(ImproperlyConfigured, match="TIDU_DEBUG"):
            Environment.read({**EXPOSED, "TIDU_DEBUG": "1"})

    @pytest.mark.parametrize(
        ("key", "fault"),
        [
            ("", "is not set"),
            (GOOD_KEY[:49], "too easy"),
            ("ab" * 40, "too easy"),
            ("django-insecure-" + GOOD_KEY, "sample"),
        ],
    )
    def test_refuses_a_key_that_can_be_guessed_when_others_can_reach_it(self, key: str, fault: str):
        with pytest.raises(ImproperlyConfigured, match=fault):
            Environment.read({**EXPOSED, "TIDU_SECRET_KEY": key})

    def test_refuses_to_answer_to_every_name(self):
        with pytest.raises(ImproperlyConfigured, match="forged"):
            Environment.read({**EXPOSED, "TIDU_HOSTS": "*"})

    def test_refuses_a_switch_that_is_neither_yes_nor_no(self):
        with pytest.raises(ImproperlyConfigured, match="neither yes nor no"):
            Environment.read({"TIDU_DEBUG": "maybe"})


class TestSettings:
    def test_stop_an_exposed_process_that_has_no_key(self, tmp_path: Path):
        ended = _import_settings(tmp_path, TIDU_HOSTS="tidu.example.org")
        assert ended.returncode != 0
        assert "TIDU_SECRET_KEY is not set" in ended.stderr

    def test_let_nothing_insecure_through_when_exposed(self, tmp_path: Path):
        ended = _import_settings(tmp_path, TIDU_HOSTS="tidu.example.org", TIDU_SECRET_KEY=GOOD_KEY)
        assert ended.returncode == 0, ended.stderr
        assert ended.stdout.split() == ["False", "True", "True", "True", "31536000"]
        assert not (tmp_path / "secret_key").exists()


def _import_settings(var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    code = (
        "from config import settings as s; print(s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, "
        "s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS)"
    )
    given = {"DATABASE_URL": "postgresql:///nowhere", "TIDU_VAR": str(var), **environment}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=given, capture_output=True, text=True)
