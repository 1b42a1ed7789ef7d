from django.db import migrations

MAKERS_ONLY = """
UPDATE enterprises_enterprise AS firm
SET import_row_id = NULL
FROM intake_importrow AS made
WHERE made.id = firm.import_row_id AND made.outcome <> 'create'
"""
# An update set it, too. From now on it names the row that made the firm, with which an undo takes the firm away.

STATED = """
INSERT INTO enterprises_registration (
    enterprise_id, name, registration_no, legal_form, registered_on, registered_capital, registered_region_id,
    operating_region_id, address, business_scope, industry_id, technology_field_id, status, ended_on,
    source, known_on, import_row_id, recorded_at
)
SELECT
    firm.id, firm.name, nullif(firm.registration_no, ''), nullif(firm.legal_form, ''), firm.registered_on,
    firm.registered_capital, firm.registered_region_id, firm.operating_region_id, nullif(firm.address, ''),
    nullif(firm.business_scope, ''), firm.industry_id, firm.technology_field_id, firm.status, firm.ended_on,
    firm.source, firm.known_on, firm.import_row_id, now()
FROM enterprises_enterprise AS firm
WHERE NOT EXISTS (SELECT 1 FROM enterprises_registration AS said WHERE said.enterprise_id = firm.id)
"""


class Migration(migrations.Migration):
    """What is on record of each firm becomes the statement of the source that it came from; its row made the firm."""

    dependencies = [("enterprises", "0003_dated_facts_and_intake")]

    operations = [
        migrations.RunSQL(MAKERS_ONLY, migrations.RunSQL.noop),
        migrations.RunSQL(STATED, migrations.RunSQL.noop),
    ]
