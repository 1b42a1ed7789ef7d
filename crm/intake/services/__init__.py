"""What changes an import, a use case a function: received, read, mapped, mended, committed, undone."""

from crm.intake.errors import HasBadRows, ImportOvertaken, NotPreviewed
from crm.intake.progress import no_progress
from crm.intake.services.committing import carry_out_commit, commit_after_reading, commit_import, request_commit
from crm.intake.services.deciding import RowChange, RowMended, decide_all, mend_row
from crm.intake.services.giving_up import cancel_job, discard_import
from crm.intake.services.mapping import map_import
from crm.intake.services.reading import read_import
from crm.intake.services.receiving import Received, preview_import, receive_import
from crm.intake.services.undoing import carry_out_undo, request_undo, undo_import, what_undoing_does

__all__ = [
    "HasBadRows",
    "ImportOvertaken",
    "NotPreviewed",
    "Received",
    "RowChange",
    "RowMended",
    "cancel_job",
    "carry_out_commit",
    "carry_out_undo",
    "commit_after_reading",
    "commit_import",
    "decide_all",
    "discard_import",
    "map_import",
    "mend_row",
    "no_progress",
    "preview_import",
    "read_import",
    "receive_import",
    "request_commit",
    "request_undo",
    "undo_import",
    "what_undoing_does",
]
