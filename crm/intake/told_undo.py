"""What undoing an import does, or did, in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from crm.intake.writing.undo_plan import REASONS, UndoPlan

TABLES: Mapping[str, tuple[str, str]] = {
    "firms": ("企业", "Enterprises"),
    "enterprises": ("企业", "Enterprises"),
    "registrations": ("登记信息", "Registrations"),
    "former_names": ("曾用名", "Former names"),
    "financial_years": ("年度财务与研发数据", "Financial years"),
    "ip_rights": ("知识产权", "IP rights"),
    "recognitions": ("资质认定", "Recognitions"),
    "incidents": ("违法失信事件", "Incidents"),
    "list_entries": ("名单记录", "Entries on public lists"),
    "conversions": ("成果转化", "Conversions of results"),
    "financing_rounds": ("融资", "Financing rounds"),
    "judgements": ("人工判断", "Judgements"),
    "controls": ("控制关系", "Controls"),
    "contacts": ("联系人", "Contacts"),
    "engagements": ("走访服务记录", "Engagements"),
    "demands": ("技术需求", "Technology demands"),
    "achievements": ("科技成果", "Achievements"),
    "technology_contracts": ("技术合同", "Technology contracts"),
}
"""What the tables of facts are called."""


def told_undo(plan: UndoPlan) -> dict[str, Any]:
    """The plan of an undoing."""
    deletes = [{**words_of(table), "count": count} for table, count in plan.deleted_by_table.items()]
    return {
        "deletes": deletes,
        "restores": sum(plan.restored_by_table.values()),
        "kept": told_kept(kept.to_json() for kept in plan.kept),
    }


def told_kept(kept: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The facts that undoing leaves, with the reason in the reader's language."""
    return [
        {
            **words_of(stored["table"]),
            "what": stored["what"],
            "uscc": stored["uscc"] or None,
            "code": stored["why"],
            "why": str(REASONS[stored["why"]]),
        }
        for stored in kept
    ]


def words_of(table: str) -> dict[str, str]:
    """A table by its label and in both languages; one without words is called by its label."""
    zh, en = TABLES.get(table, (table, table))
    return {"table": table, "zh": zh, "en": en}
