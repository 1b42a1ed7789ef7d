"""Where the public data sets lie that benches measure on; they are licensed for that and do not ship."""

import os
from pathlib import Path

from config.cli.steps import StepFailed


class DataMissing(StepFailed):
    """A data set is not where it was looked for."""


def public_data(folder: str, name: str) -> Path:
    """A file of the public data sets: below TIDU_DATA, else below `shared/data` beside the repository.

    :raises DataMissing: it is not there.
    """
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    file = Path(os.environ.get("TIDU_DATA") or beside) / folder / name
    if not file.is_file():
        raise DataMissing(
            f"{file} is missing, and this bench measures on it. Set TIDU_DATA to the folder of data sets."
        )
    return file
