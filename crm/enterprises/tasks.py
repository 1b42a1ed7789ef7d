"""Jobs about firms: each calls one service, can be run twice without harm, and goes on where it was cut off."""

from django.utils.timezone import localdate
from procrastinate.contrib.django import app

from crm.enterprises.duplicates import find_duplicates


@app.periodic(cron="30 2 * * *")
@app.task(queueing_lock="nightly_duplicates", lock="duplicates")
def find_duplicates_nightly(timestamp: int) -> None:
    """Look each night for firms that may be one."""
    del timestamp
    find_duplicates(on=localdate())


@app.task(queueing_lock="look_for_duplicates", lock="duplicates")
def look_for_duplicates() -> None:
    """Look now for firms that may be one, e.g. after an import."""
    find_duplicates(on=localdate())
