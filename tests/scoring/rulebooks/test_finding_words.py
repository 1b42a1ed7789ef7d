"""Findings in Chinese: none is left out."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import scoring.rulebooks
from scoring.rulebooks.finding_words import in_words
from scoring.rulebooks.loader import RulebookError, parse_rulebook
from tests.scoring.rulebooks.samples import GOOD

FOLDER = Path(scoring.rulebooks.__file__).parent
SPEAKERS = (
    *("parser", "fields", "yaml_tree", "cases", "checks", "checks_score"),
    *("parse_classes", "parse_criteria", "parse_quantities", "parse_score"),
)
FILLED_IN = (
    "there is no measure `7`; 7",
    "`7` is not known here; 7",
    "`7` 7",
    "this band gives 7 points than the one above it, against the way of the others. Correct them.",
)
"""Sentences with a gap for words of ours, not of the file: tried out below."""


def messages() -> Iterator[str]:
    """Every sentence of the modules that speak of findings, with `7` where something is filled in."""
    for name in SPEAKERS:
        tree = ast.parse((FOLDER / f"{name}.py").read_text("utf-8"))
        said = [node.args[1] for node in ast.walk(tree) if isinstance(node, ast.Call) and _adds(node)]
        said += [node.value for node in ast.walk(tree) if isinstance(node, ast.Assign) and _named(node, "message")]
        yield from (_filled(one) for one in said if isinstance(one, ast.JoinedStr | ast.Constant))


def _adds(node: ast.Call) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "add"
        and len(node.args) == 2
    )


def _named(node: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in node.targets)


def _filled(node: ast.JoinedStr | ast.Constant) -> str:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts)


class TestInWords:
    @pytest.mark.parametrize("message", sorted(set(messages())))
    def test_has_chinese_for_every_message(self, message: str) -> None:
        if message in FILLED_IN:
            return
        words = in_words(message)
        assert words.en == message
        assert words.zh != message
        assert "{" not in words.zh.replace("{zh", "")

    @pytest.mark.parametrize(
        ("old", "new", "zh"),
        [
            (
                "measure: mainland_resident",
                "measure: mainland_residant",
                "没有指标 `mainland_residant`，是不是 `mainland_resident`？",
            ),
            ("status: active", "statsu: active", "这里没有 `statsu` 这一项，是不是 `status`？"),
            (
                "at_least: 1, points: 10",
                "at_least: 1, points: 40",
                "本档分值高于上一档，与其他各档的走向相反。请改正。",
            ),
            ("bound: 500", "bound: 1e3", "`1e3` 不是普通数字。请只写数字和至多一个小数点，如1000或0.05。"),
            ("of: total", "of: nothing", "评分表没有 `nothing`。请写 `total`，或某部分、某项的编号。"),
        ],
    )
    def test_keeps_what_was_found_and_what_to_do(self, old: str, new: str, zh: str) -> None:
        with pytest.raises(RulebookError) as refused:
            parse_rulebook(GOOD.replace(old, new))
        assert zh in [in_words(finding.message).zh for finding in refused.value.findings]

    def test_has_words_for_what_stands_there_empty(self) -> None:
        assert in_words("`` is not possible here; one of: met, unmet.").zh == "这里不能写 ``，只能是：met, unmet。"

    def test_says_in_chinese_too_what_is_wrong_with_a_rulebook_referred_to(self) -> None:
        message = "`a@1` cannot be used, its own text is wrong: a key has to be a single word."
        assert in_words(message).zh == "不能引用 `a@1`，它自身的文本有误：键只能是一个词。"

    def test_leaves_what_it_does_not_know(self) -> None:
        assert in_words("Something new.").zh == "Something new."
