"""What one version of a rulebook has otherwise than another, told in the words of both languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from scoring.rulebooks.schema import (
    ClassTable,
    Criterion,
    Document,
    Group,
    Item,
    Note,
    Part,
    Rulebook,
    Text,
)
from scoring.rulebooks.wording import amount, code_ranges, condition, measure_words
from scoring.rulebooks.wording_score import class_bounds, scale_lines, titles_of

ChangeKind = Literal["added", "removed", "changed"]
What = Literal["term", "document", "criterion", "item", "class", "note"]
Words = Mapping[str, Text | None]
"""What is said of one thing, by the name of the field."""

YES = Text(zh="是", en="yes")
CONFIDENCE: Mapping[str, Text] = {
    "solid": Text(zh="可靠", en="solid"),
    "secondary": Text(zh="转引", en="secondary"),
    "unverified": Text(zh="未核实", en="unverified"),
    "doubtful": Text(zh="存疑", en="doubtful"),
}
STATUS: Mapping[str, Text] = {
    "active": Text(zh="有效", en="active"),
    "reference": Text(zh="参考标准", en="reference standard"),
    "draft": Text(zh="草案", en="draft"),
    "historical": Text(zh="历史版本", en="historical"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field, before and after; None where there was, or is, nothing."""

    name: str
    before: Text | None
    after: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that was added, removed or changed; for added and removed things the fields say what they hold."""

    kind: ChangeKind
    what: What
    id: str
    title: Text
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thing:
    """One thing of a rulebook that can be compared with its like."""

    what: What
    id: str
    title: Text
    words: Words


def compare(left: Rulebook, right: Rulebook) -> tuple[Change, ...]:
    """Tell what `right` has otherwise than `left`; things are the same if their ids are.

    Order: the term, documents, criteria, the score, classes, notes; in each, as `right` has them, then what is gone.
    """
    before = {(thing.what, thing.id): thing for thing in _things(left)}
    after = {(thing.what, thing.id): thing for thing in _things(right)}
    order = list(dict.fromkeys((what, name) for what in _KINDS for kept, name in (*after, *before) if kept == what))
    changes = (_change(before.get(key), after.get(key)) for key in order)
    return tuple(change for change in changes if change)


_KINDS: tuple[What, ...] = ("term", "document", "criterion", "item", "class", "note")


def _change(before: _Thing | None, after: _Thing | None) -> Change | None:
    here = after or before
    assert here, "each key is of one of the two"
    old, new = before.words if before else {}, after.words if after else {}
    fields = tuple(
        FieldChange(name=name, before=old.get(name), after=new.get(name))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    )
    if before and after and not fields:
        return None
    kind: ChangeKind = "changed" if before and after else "added" if after else "removed"
    return Change(kind=kind, what=here.what, id=here.id, title=here.title, fields=fields)


def _things(rulebook: Rulebook) -> Iterator[_Thing]:
    yield _Thing(what="term", id="term", title=rulebook.title, words=_term(rulebook))
    for document in rulebook.documents:
        yield _Thing(what="document", id=document.number, title=document.title, words=_document(document))
    titles = titles_of(rulebook)
    for criterion, group in _with_groups(rulebook.criteria):
        words = {**_criterion(criterion, group, titles), "document": _beside_the_main_one(criterion, rulebook)}
        yield _Thing(what="criterion", id=criterion.id, title=criterion.title, words=words)
    for part in rulebook.score.parts if rulebook.score else ():
        yield _Thing(what="item", id=part.id, title=part.title, words=_part(part))
        for item in part.items:
            yield _Thing(what="item", id=item.id, title=item.title, words=_item(item, part))
    if rulebook.class_table:
        yield from _classes(rulebook.class_table)
    for note in rulebook.notes:
        yield _Thing(what="note", id=note.text.zh, title=note.text, words=_note(note))


def _with_groups(criteria: tuple[Criterion, ...], above: Criterion | None = None) -> Iterator[tuple[Criterion, str]]:
    for criterion in criteria:
        yield criterion, above.id if above else ""
        if isinstance(criterion.clause, Group):
            yield from _with_groups(criterion.clause.members, criterion)


def _term(rulebook: Rulebook) -> Words:
    until = rulebook.effective_until
    return {
        "title": rulebook.title,
        "status": STATUS[rulebook.status],
        "effective_from": _same(rulebook.effective_from.isoformat()),
        "effective_until": _same(until.isoformat()) if until else None,
        "max": amount(rulebook.score.max, "points") if rulebook.score else None,
    }


def _document(document: Document) -> Words:
    issued = document.issued_on
    return {
        "title": document.title,
        "issuers": _same("、".join(document.issuers)),
        "issued_on": _same(issued.isoformat()) if issued else None,
    }


def _criterion(criterion: Criterion, group: str, titles: Mapping[str, Text]) -> Words:
    return {
        "title": criterion.title,
        "condition": condition(criterion.clause, titles),
        "text": criterion.text,
        "group": _same(group) if group else None,
        "article": _same(criterion.article),
        "confidence": CONFIDENCE[criterion.confidence],
        "note": criterion.note,
    }


def _beside_the_main_one(criterion: Criterion, rulebook: Rulebook) -> Text | None:
    """Return the document that a criterion stands in, unless that is the main one: another main one is told once."""
    return None if criterion.document == rulebook.documents[0].number else _same(criterion.document)


def _part(part: Part) -> Words:
    return {"title": part.title, "max": amount(part.max, "points")}


def _item(item: Item, part: Part) -> Words:
    return {
        "title": item.title,
        "max": amount(item.max, "points"),
        "scale": _scale(item),
        "group": _same(part.id),
        "requires": _same(item.requires) if item.requires else None,
        "judged": measure_words(item.judged) if item.judged else None,
        "bonus": YES if item.bonus else None,
        "article": _same(item.article),
        "confidence": CONFIDENCE[item.confidence],
        "note": item.note,
    }


def _scale(item: Item) -> Text:
    """Say a scale in one text, a line a band."""
    zh, en = [], []
    heads: list[Text] = []
    for line in scale_lines(item.scale):
        if line.of and line.of not in heads:
            heads.append(line.of)
            zh.append(line.of.zh)
            en.append(line.of.en)
        zh.append(f"{line.when.zh}：{line.points.zh}")
        en.append(f"{line.when.en}: {line.points.en}")
    return Text(zh="\n".join(zh), en="\n".join(en))


def _classes(table: ClassTable) -> Iterator[_Thing]:
    titles = {named.id: named.title for named in table.classes}
    order = Text(zh="、".join(t.zh for t in titles.values()), en=", ".join(t.en for t in titles.values()))
    head = Text(zh="分类", en="Classes")
    yield _Thing(what="class", id="classes", title=head, words={"classes": order, "by": measure_words(table.by)})
    for row in table.rows:
        bounds = {f"bounds.{name}": words for name, words in class_bounds(row, table)}
        words = {"codes": _same("、".join(code_ranges(row.codes))), **bounds}
        yield _Thing(what="class", id=row.title.zh, title=row.title, words=words)


def _note(note: Note) -> Words:
    return {"text": note.text, "confidence": CONFIDENCE[note.confidence]}


def _same(text: str) -> Text:
    return Text(zh=text, en=text)
