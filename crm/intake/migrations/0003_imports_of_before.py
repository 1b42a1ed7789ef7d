from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SHEET = {"last_header_row": None, "fixed": {}, "merges": [], "epoch_1904": False, "fixed_width": False, "sample": []}
COLUMN = {"by": None, "suggestions": []}
WEIGHT = {True: "refuse", False: "remark"}

WEIGHED = """
UPDATE intake_importrow AS row
SET findings = (
    SELECT jsonb_agg(
        jsonb_build_object('field', '') || (found.finding - 'refuses') || jsonb_build_object(
            'weight', CASE WHEN (found.finding->>'refuses')::boolean THEN 'refuse' ELSE 'remark' END
        ) || CASE found.finding->>'code'
            WHEN 'row.older' THEN '{"code": "fact.older"}'
            WHEN 'uscc.registration_no_shared' THEN jsonb_build_object(
                'code', 'enterprise.unidentified', 'details', (found.finding->'details') || '{"number": "…"}'
            )
            ELSE '{}'
        END
        ORDER BY found.place
    )
    FROM jsonb_array_elements(row.findings) WITH ORDINALITY AS found (finding, place)
)
WHERE jsonb_path_exists(row.findings, '$[*] ? (!exists(@.weight))')
"""
# The two codes have been given up: others say the same now.


def complete(apps: Apps, _editor: BaseDatabaseSchemaEditor | None) -> None:
    """Give imports of before the parts of their mapping that are read now; they kept no file to read again."""
    imports = apps.get_model("intake", "Import").objects.filter(file=None)
    imports.filter(state="previewed").update(state="discarded")
    for import_ in imports.only("mapping").iterator():
        import_.mapping = _completed(import_.mapping)
        import_.save(update_fields=["mapping"])


def _completed(mapping: dict[str, Any]) -> dict[str, Any]:
    findings = [_weighed(finding) for finding in mapping.get("findings", [])]
    sheets = [_sheet(sheet) for sheet in mapping.get("sheets", [])]
    return {"fixed": {}, "needs": []} | mapping | {"findings": findings, "sheets": sheets}


def _sheet(sheet: dict[str, Any]) -> dict[str, Any]:
    header = {"last_header_row": sheet.get("header_row")}
    return SHEET | header | sheet | {"columns": [COLUMN | column for column in sheet["columns"]]}


def _weighed(finding: dict[str, Any]) -> dict[str, Any]:
    refuses = finding.pop("refuses", False)
    return {"field": "", "weight": WEIGHT[bool(refuses)]} | finding


class Migration(migrations.Migration):
    """Imports that were made before files were kept stay readable; those never committed are given up."""

    dependencies = [("intake", "0002_dated_facts_and_intake")]

    operations = [
        migrations.RunPython(complete, migrations.RunPython.noop),
        migrations.RunSQL(WEIGHED, migrations.RunSQL.noop),
    ]
