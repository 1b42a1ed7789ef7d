"""Where in an imported file something stood."""

from rest_framework import serializers

from api.serializers import Out


class RowPlaceOut(Out):
    """A row of an imported file."""

    id = serializers.IntegerField(source="import_id", help_text="Of the import.")
    row_id = serializers.IntegerField(help_text="Of the row, as the rows of an import have it.")
    file_name = serializers.CharField()
    sheet = serializers.CharField(allow_blank=True)
    row = serializers.IntegerField(help_text="As the spreadsheet counts.")


class ImportPlaceOut(RowPlaceOut):
    """Where in an imported file a value stood; `cell` is null where no column of the file was read for it."""

    cell = serializers.CharField(allow_null=True)


class CellsPlaceOut(RowPlaceOut):
    """Where in an imported file a fact stood, with the cell of each of its fields."""

    cells = serializers.DictField(child=serializers.CharField(), help_text="By field, e.g. D37.")
