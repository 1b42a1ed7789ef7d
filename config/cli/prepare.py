"""`./tidu prepare`: bring a database from whatever it is to one that can be served. Done steps are done in no time."""

import io
from collections.abc import Sequence

import django
from django.core.management import CommandError, call_command

from config.cli.steps import Step, StepFailed, say, step

LOGIN = "login\t"  # begins the lines of `load_demo` that hold a login: role, user name, password
EMPTY = (
    ("数据表 migrations", ("migrate", "--no-input", "--verbosity=0"), ("createcachetable", "--verbosity=0")),
    ("参考数据 reference data", ("load_reference",)),
    ("认定规则 rulebooks", ("load_rulebooks",)),
)
DEMO_CITY = (
    ("演示城市 demo city", ("load_demo",)),
    ("资格评估 assessments", ("assess", "--if-missing")),
    (
        "模型训练 likelihood models",
        ("train", "--if-missing", "--by", "demo-model-owner"),
        ("promote_demo_models",),
    ),
    ("可能性 likelihoods", ("score", "--if-missing")),
)


def prepare(arguments: Sequence[str]) -> int:
    """Migrate, load what ships, make the demo city, assess, train and score; each only if it is not done yet.

    The demo logins come last, so that they stand where one looks; it is the one time that their passwords are shown.
    """
    if unknown := [argument for argument in arguments if argument != "--no-demo"]:
        raise StepFailed(f"Unknown: {' '.join(unknown)}. ./tidu up and prepare take --no-demo.")
    django.setup()
    logins: list[str] = []
    try:
        for name, *commands in (*EMPTY, *(() if "--no-demo" in arguments else DEMO_CITY)):
            with step(name) as under_way:
                for command in commands:
                    _call(command, Lines(under_way, logins))
    finally:
        _show(logins)
    return 0


class Lines(io.TextIOBase):
    """A stream that shows each line under its step as it comes, but keeps logins for later."""

    def __init__(self, under_way: Step, logins: list[str]) -> None:
        self._under_way = under_way
        self._logins = logins
        self._begun = ""

    def write(self, text: str) -> int:
        """Take in `text`; a line counts when it is whole."""
        *whole, self._begun = (self._begun + text).split("\n")
        for line in whole:
            if line.startswith(LOGIN):
                self._logins.append(line)
            else:
                self._under_way.line(line)
        return len(text)


def _call(command: Sequence[str], output: Lines) -> None:
    try:
        call_command(*command, stdout=output)
    except CommandError as error:
        without = "\nTo go on without the demo city: ./tidu up --no-demo" if command == ("load_demo",) else ""
        raise StepFailed(f"./tidu {' '.join(command)} refused: {error}{without}") from error
    output.write("\n")  # ends a last line that had no end


def _show(logins: Sequence[str]) -> None:
    if not logins:
        return
    say("\n演示账号，密码只显示这一次  demo logins; passwords are shown only now (new ones: ./tidu reset_demo_logins)")
    for login in logins:
        _, role, username, password = login.split("\t")
        say(f"  {username:<28} {password:<24} {role}")
