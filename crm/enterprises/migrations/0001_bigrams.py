"""The SQL function under the name search: two Chinese characters make no trigram, but they are one bigram."""

from typing import ClassVar

from django.db import migrations

CREATE = """
create function bigrams(text) returns text[] language sql immutable strict parallel safe as $$
    select coalesce(array_agg(distinct substr($1, place, 2)), '{}')
    from generate_series(1, length($1) - 1) as place
$$
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar = [migrations.RunSQL(CREATE, "drop function bigrams(text)")]
