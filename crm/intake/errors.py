"""What the services of intake refuse, and why."""

from crm.errors import DomainError
from crm.intake.reading.needs import Need


class KindUnknown(DomainError):
    code = "import.kind_unknown"


class SourceMissing(DomainError):
    code = "import.source_missing"


class KnownOnInFuture(DomainError):
    code = "import.known_on_in_future"


class TableHasNoRows(DomainError):
    code = "table.no_rows"


class ColumnsUnclear(DomainError):
    """The table cannot be read before somebody says what its columns are; `code` is that of the first thing unclear."""

    def __init__(self, *needs: Need) -> None:
        super().__init__(" ".join(need.message for need in needs), needs=[need.to_json() for need in needs])
        self.code = needs[0].code  # type: ignore[misc]  # which of them it is, only the table shows


class NotPreviewed(DomainError):
    code = "import.not_previewed"


class NotMappable(DomainError):
    code = "import.not_mappable"


class NotCommitted(DomainError):
    code = "import.not_committed"


class CannotBeUndone(DomainError):
    code = "import.cannot_be_undone"


class NothingToStop(DomainError):
    code = "import.nothing_to_stop"


class HasBadRows(DomainError):
    code = "import.has_bad_rows"


class ImportOvertaken(DomainError):
    code = "import.overtaken"


class NotConfirmable(DomainError):
    code = "import.not_confirmable"


class CellUnknown(DomainError):
    code = "import.cell_unknown"


class FirmUnknown(DomainError):
    code = "import.firm_unknown"


class BatchUnusable(DomainError):
    code = "import.batch_unusable"
    status = 400


class BrokenOff(DomainError):
    code = "import.broken_off"
