"""What tests of scoring begin with."""

from pathlib import Path

import pytest

import seeds
from crm.enterprises.source_ranks import load_source_ranks


@pytest.fixture
def shipped_ranks(db: None) -> None:
    """The ranks of sources that ship: audited accounts before tax returns, and so on."""
    load_source_ranks(Path(seeds.__file__).with_name("source_ranks.yaml"))
