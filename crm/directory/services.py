"""What changes reference data: loading the tables that ship."""

from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from crm.directory.models import IndustrialChain, Industry, Region, TechnologyField
from crm.directory.reference_files import read_chains, read_industries, read_regions, read_technology_fields
from crm.directory.upsert import Changes, upsert


@transaction.atomic
def load_reference(folder: Path) -> Mapping[str, Changes]:
    """Bring regions, industries, technology fields and chains in line with the CSV files in `folder`.

    Nothing is deleted, and a chain that is there is left as the bureau has it.

    :raises ReferenceFileUnreadable: a file is damaged; then no table is changed.
    """
    return {
        "regions": upsert(read_regions(folder / "regions.csv"), model=Region),
        "industries": upsert(read_industries(folder / "industries.csv"), model=Industry),
        "technology fields": upsert(read_technology_fields(folder / "technology_fields.csv"), model=TechnologyField),
        "chains": upsert(read_chains(folder / "chains.csv"), model=IndustrialChain, overwrite=False),
    }
