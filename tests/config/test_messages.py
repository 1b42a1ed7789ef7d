"""The Chinese catalogue, held against the code; and what a running Django makes of it."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import PoFileError, read_po
from django.utils.translation import override
from pytest_django import Settings

from config.cli import messages
from config.cli.dependencies import ROOT
from config.cli.messages import compile_messages
from crm.accounts.models import User
from crm.accounts.passwords import PasswordWeak, refuse_weak_password
from crm.enterprises.models import Enterprise
from crm.enterprises.uscc import UsccRefused, read_uscc
from scoring.models import Assessment

CATALOGUE = Path("locale", "zh_Hans", "LC_MESSAGES", "django.po")
PACKAGES = ("api", "config", "crm", "scoring", "seeds")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NO_MESSAGE = {"activate", "deactivate", "get_language", "override", "templatize"}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def said_by_the_code() -> Iterator[tuple[str, str]]:
    """Each message that the code extracts, after the file that says it."""
    for package in PACKAGES:
        for file, _line, said, _comments, _context in extract_from_dir(ROOT / package, keywords=KEYWORDS):
            for message in (said,) if isinstance(said, str) else said:
                yield f"{package}/{file}", message


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (ROOT / CATALOGUE).open("rb") as source:
        return read_po(source, abort_invalid=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the catalogue, not compiled yet, that the command line takes for the project's."""
    copy = tmp_path / CATALOGUE
    copy.parent.mkdir(parents=True)
    copy.write_bytes((ROOT / CATALOGUE).read_bytes())
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    return tmp_path


class TestExtraction:
    def test_finds_the_messages_of_every_package_that_has_some(self) -> None:
        assert {file.split("/")[0] for file, _message in said_by_the_code()} >= {"api", "crm", "scoring", "seeds"}

    def test_knows_every_name_that_gettext_is_imported_under(self) -> None:
        for file in (file for package in PACKAGES for file in (ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                    names = {alias.asname or alias.name for alias in node.names}
                    assert names <= KEYWORDS.keys() | NO_MESSAGE, f"{file}: add the name to KEYWORDS"


class TestCatalogue:
    def test_translates_every_message_of_the_code(self, catalogue: Catalog) -> None:
        translated = {message.id for message in catalogue if message.string and not message.fuzzy}
        missing = [f"{file}: {message}" for file, message in said_by_the_code() if message not in translated]
        assert not missing, "translate them as docs/development.md says"

    def test_holds_nothing_that_the_code_no_longer_says(self, catalogue: Catalog) -> None:
        said = {message for _file, message in said_by_the_code()}
        assert [message.id for message in catalogue if message.id and message.id not in said] == []

    def test_takes_the_same_values_as_the_english(self, catalogue: Catalog) -> None:
        for message in catalogue:
            assert set(PLACEHOLDER.findall(message.string)) == set(PLACEHOLDER.findall(message.id)), message.id

    def test_can_be_filled_in(self, catalogue: Catalog) -> None:
        for message in catalogue:
            names = set(re.findall(r"%\((\w+)\)", message.id))
            if names:
                filled = message.string % {name: f"<{name}>" for name in names}
                assert all(f"<{name}>" in filled for name in names), message.id

    def test_is_chinese(self, catalogue: Catalog) -> None:
        assert [message.id for message in catalogue if message.id and not CHINESE.search(message.string)] == []

    def test_ends_a_sentence_where_the_english_does(self, catalogue: Catalog) -> None:
        for message in catalogue:
            assert message.string.endswith("。") == message.id.endswith("."), message.id


class TestCompileMessages:
    def test_makes_what_django_answers_a_chinese_reader_with(self, project: Path, settings: Settings) -> None:
        compile_messages()
        settings.LOCALE_PATHS = [project / "locale"]
        with override("zh-hans"):
            assert Enterprise.Status.OPERATING.label == "存续"
            assert Assessment.Verdict.UNDETERMINED.label == "待定"
            refused = read_uscc("9141")
            assert isinstance(refused, UsccRefused)
            assert refused.message == "“9141”有 4 位，统一社会信用代码应为 18 位。请按营业执照填写。"
            with pytest.raises(PasswordWeak, match=r"^这个密码不能使用："):
                refuse_weak_password("short", User(username="li"))
        with override("en"):
            assert Enterprise.Status.OPERATING.label == "operating"

    def test_does_nothing_when_nothing_changed(self, project: Path) -> None:
        compile_messages()
        compiled = (project / CATALOGUE).with_suffix(".mo")
        compiled.write_bytes(b"kept")
        compile_messages()
        assert compiled.read_bytes() == b"kept"

    def test_compiles_anew_what_was_changed_since(self, project: Path) -> None:
        compile_messages()
        compiled = (project / CATALOGUE).with_suffix(".mo")
        compiled.write_bytes(b"outdated")
        os.utime(compiled, (0, 0))
        compile_messages()
        assert "存续".encode() in compiled.read_bytes()

    def test_refuses_a_catalogue_that_cannot_be_read(self, project: Path) -> None:
        (project / CATALOGUE).write_text('msgid "half\n', encoding="utf-8")
        with pytest.raises(PoFileError):
            compile_messages()
        assert not (project / CATALOGUE).with_suffix(".mo").exists()
