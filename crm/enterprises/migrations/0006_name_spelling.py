"""The SQL function under the comparison of names; Python's twin is `crm.enterprises.names.spelling`."""

from typing import ClassVar

from django.db import migrations, models

import crm.enterprises.models.enterprise

CREATE = r"""
create function name_spelling(text) returns text language sql immutable strict parallel safe as $$
    select upper(translate(
        normalize($1, NFKC),
        U&'[]\3010\3011\3014\3015{}\3016\3017\0009\000A\000B\000C\000D \0085\00AD\1680\180E\200B\200C\200D\2028\2029\2060\FEFF',
        '()()()()()'
    ) collate "C")
$$
"""


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("enterprises", "0005_why_it_was_stated")]
    operations: ClassVar = [
        migrations.RunSQL(CREATE, "drop function name_spelling(text)"),
        migrations.AddIndex(
            model_name="enterprise",
            index=models.Index(crm.enterprises.models.enterprise.Spelling("name"), name="enterprise_by_spelling"),
        ),
        migrations.AddIndex(
            model_name="formername",
            index=models.Index(crm.enterprises.models.enterprise.Spelling("name"), name="former_name_by_spelling"),
        ),
    ]
