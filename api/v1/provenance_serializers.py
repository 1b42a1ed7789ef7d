"""Where a value came from: the file, the sheet, the cell, and what stood there before."""

from rest_framework import serializers

from api.serializers import Out
from api.v1.enterprises_serializers import CaseworkerOut
from api.v1.import_places_serializers import ImportPlaceOut


class OriginPlaceOut(ImportPlaceOut):
    """The cell as it stood in the file, and who brought it in."""

    raw = serializers.CharField(allow_null=True)
    uploaded_by = CaseworkerOut(allow_null=True)
    committed_at = serializers.DateTimeField(allow_null=True)


class FirmRefOut(Out):
    """A firm, in another answer."""

    uscc = serializers.CharField()
    name = serializers.CharField()


class EarlierOut(Out):
    """A change of the value: when, by whom, what from, what to."""

    at = serializers.DateTimeField()
    by = CaseworkerOut(allow_null=True)
    old = serializers.CharField(allow_null=True)
    new = serializers.CharField(allow_null=True)
    why = serializers.CharField(allow_null=True)


class ProvenanceOut(Out):
    """One value of one fact, back to its cell."""

    table = serializers.CharField()
    id = serializers.IntegerField()
    reserved = {
        "field": serializers.CharField(),
        "source": serializers.CharField(),
        "import": OriginPlaceOut(source="import_place", allow_null=True),
    }
    zh = serializers.CharField()
    en = serializers.CharField()
    value = serializers.CharField(allow_null=True)
    shown = serializers.CharField(allow_null=True)
    period = serializers.CharField(help_text="The year or day that the fact speaks of; empty if of none.")
    enterprise = FirmRefOut(allow_null=True)
    known_on = serializers.DateField()
    recorded_at = serializers.DateTimeField(allow_null=True)
    edited_cell_was = serializers.CharField(
        allow_null=True, help_text="What the cell held in the file before somebody mended it in the preview."
    )
    history = EarlierOut(many=True, help_text="Changes of this value, the newest first.")
