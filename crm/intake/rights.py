"""Who may read the rows of an import, and what may be done with it now."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from crm.accounts.models import User
from crm.intake.models import Import, Kind

Words = Literal["all", "headers", "none"]
"""Which words of a file somebody may read: all, only headers that are known as such, or none."""

OBJECTS: Mapping[str, str] = MappingProxyType(
    {
        Kind.ENTERPRISES: "enterprise",
        Kind.FINANCIAL_YEARS: "financials",
        Kind.IP_RIGHTS: "financials",
        Kind.RECOGNITIONS: "certificate",
        Kind.INCIDENTS: "financials",
        Kind.LIST_ENTRIES: "financials",
        Kind.CONVERSIONS: "financials",
        Kind.FINANCING_ROUNDS: "financials",
        Kind.JUDGEMENTS: "financials",
        Kind.CONTROLS: "financials",
        Kind.CONTACTS: "contact",
        Kind.ENGAGEMENTS: "engagement",
        Kind.DEMANDS: "exchange",
        Kind.ACHIEVEMENTS: "exchange",
        Kind.TECHNOLOGY_CONTRACTS: "exchange",
    }
)
"""What the matrix calls that which the rows of each kind say."""

MAPPABLE = (Import.State.UNCLEAR, Import.State.PREVIEWED, Import.State.FAILED)
STOPPABLE = (Import.State.RECEIVED, Import.State.READING, Import.State.COMMITTING, Import.State.UNDOING)
DISCARDABLE = (Import.State.UNCLEAR, Import.State.PREVIEWED, Import.State.FAILED)


def may_read(user: User, kind: str) -> bool:
    """Whether `user` may read rows of this kind at all: they name firms, and say things about them."""
    return user.may("view", "enterprise") and user.may("view", OBJECTS[kind])


def may_write(user: User, kind: str) -> bool:
    """Whether `user` may enter facts of this kind, new ones and corrections."""
    return user.may("create", OBJECTS[kind]) and user.may("update", OBJECTS[kind])


def may_download(user: User, import_: Import) -> bool:
    """Whether `user` may have the cells as they came: personal data only who brought them and may see them in full."""
    if not may_read(user, import_.kind):
        return False
    if not user.sees_masked(OBJECTS[import_.kind]) or import_.kind != Kind.CONTACTS:
        return True
    return import_.uploaded_by_id == user.pk and user.may("unmask", OBJECTS[import_.kind])


def words_open_to(user: User, import_: Import) -> Words:
    """Which words of the file `user` may read, of an import that `visible_to` gave them."""
    if not (import_.rows_open and may_read(user, import_.kind)):
        return "none"
    return "all" if may_download(user, import_) else "headers"


def open_to(user: User, import_: Import) -> dict[str, bool]:
    """What `user` may do with an import that `visible_to` gave them, by its state and by their rights."""
    works = import_.rows_open and may_read(user, import_.kind) and may_write(user, import_.kind)
    edits = works and user.may("create", "import_job")
    runs = works and user.may("run", "import_job")
    readable = not str((import_.problem or {}).get("code", "")).startswith("file.")
    return {
        "map": edits and import_.state in MAPPABLE and readable and import_.has_file and may_download(user, import_),
        "edit": edits and import_.state == Import.State.PREVIEWED,
        "commit": runs and import_.state == Import.State.PREVIEWED,
        "undo": runs and import_.state == Import.State.COMMITTED and import_.has_file,
        "cancel": runs and import_.state in STOPPABLE,
        "discard": runs and import_.state in DISCARDABLE,
    }
