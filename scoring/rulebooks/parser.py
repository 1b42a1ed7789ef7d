"""YAML → `Rulebook`: all that is wrong with a text at once, each with its line, its column and what to do."""

from datetime import date
from pathlib import Path
from typing import get_args

from scoring.rulebooks.checks import check_rulebook
from scoring.rulebooks.fields import READING, Fields, Library, Report, cited, no_library, shortened
from scoring.rulebooks.parse_criteria import CONFIDENCES, parse_criterion
from scoring.rulebooks.parse_score import parse_score
from scoring.rulebooks.schema import Document, Note, Points, Rulebook, Status
from scoring.rulebooks.yaml_tree import Finding, Node, RulebookError, Scalar, read_tree


def parse_rulebook(text: str, source: str = "rulebook", library: Library | None = None) -> Rulebook:
    """Read a rulebook from text; `source` is what messages call it, `library` finds those that it refers to.

    :raises RulebookError: with every finding, if there is one.
    """
    tree, findings = read_tree(text, source)
    report = Report(findings=findings, library=library or no_library)
    fields = Fields(tree, report)
    token = READING.set((*READING.get(), (fields.programme(), fields.version())))
    try:
        rulebook = _parse(fields)
    finally:
        READING.reset(token)
    _check_names(rulebook, report)
    if not report.findings:  # what cannot be read has stand-ins, of which much would be found wrong
        check_rulebook(rulebook, fields)
    if report.findings:
        raise RulebookError(source, tuple(report.findings))
    return rulebook


def read_text(path: Path) -> str:
    """Read a file as UTF-8.

    :raises RulebookError: it is another encoding.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        finding = Finding(line=line, column=1, message="this is not UTF-8. Save the file as UTF-8.")
        raise RulebookError(str(path), (finding,)) from error


def _parse(fields: Fields) -> Rulebook:
    programme, version = READING.get()[-1]
    documents = tuple(_parse_document(node, fields.report) for node in fields.nodes("documents"))
    first = documents[0].number if documents else ""
    status = fields.choice("status", get_args(Status))
    criteria = fields.nodes("criteria", optional=status == "draft")
    fields.need("effective_from")
    rulebook = Rulebook(
        programme=programme,
        version=version,
        status=status,
        title=fields.words("title"),
        documents=documents,
        effective_from=fields.day("effective_from") or date.min,
        effective_until=fields.day("effective_until"),
        criteria=tuple(parse_criterion(node, fields.report, document=first) for node in criteria),
        score=parse_score(node, fields.report) if (node := fields.get("score")) else None,
        notes=tuple(_parse_note(note, fields.report) for note in fields.nodes("notes", optional=True)),
    )
    fields.done()
    _check_term(rulebook, fields)
    return rulebook


def _parse_document(node: Node, report: Report) -> Document:
    fields = Fields(node, report)
    issuers = tuple(_parse_issuer(issuer, report) for issuer in fields.nodes("issuers"))
    document = Document(
        number=fields.text("number"),
        title=fields.words("title"),
        issuers=issuers,
        issued_on=fields.day("issued_on"),
    )
    fields.done()
    return document


def _parse_issuer(node: Node, report: Report) -> str:
    if isinstance(node, Scalar) and node.text.strip():
        return node.text
    report.add(node, "`issuers` has to be a text.")
    return ""


def _parse_note(node: Node, report: Report) -> Note:
    fields = Fields(node, report)
    note = Note(text=fields.words("text"), confidence=fields.choice("confidence", CONFIDENCES))
    fields.done()
    return note


def _check_term(rulebook: Rulebook, fields: Fields) -> None:
    until = rulebook.effective_until
    if until and until < rulebook.effective_from and (node := fields.get("effective_until")):
        fields.report.add(node, f"{until} lies before effective_from. Exchange or correct the days.")


def _check_names(rulebook: Rulebook, report: Report) -> None:
    """Look up what points and items refer to, now that all is read."""
    lines = {"total"} if rulebook.score else set()
    for part in rulebook.score.parts if rulebook.score else ():
        lines |= {part.id, *(item.id for item in part.items)}
    for node in report.points_of:
        if node.text not in lines:
            report.add(node, f"the score has no `{cited(node)}`; write `total`, or the id of a part or an item.")
    criteria = {criterion.id: criterion for criterion in rulebook.walk()}
    for node in report.required:
        if node.text not in criteria:
            report.add(node, f"there is no criterion `{cited(node)}`; write the id of a criterion or a member.")
        elif any(isinstance(inner.clause, Points) for inner in criteria[node.text].walk()):
            report.add(node, f"`{node.text}` reads points, so points cannot depend on it: that would be a circle.")
    _check_documents(rulebook, report)


def _check_documents(rulebook: Rulebook, report: Report) -> None:
    numbers = {document.number for document in rulebook.documents}
    for criterion in rulebook.walk():
        if criterion.document and criterion.document not in numbers and (node := report.ids.get(criterion.id)):
            report.add(
                node, f"`{shortened(criterion.document)}` is not among the documents; list it there, or correct it."
            )
