"""How long a recognition lasts."""

import calendar
from datetime import date, timedelta


def end_of_term(start: date, months: int) -> date:
    """The last day of a term of `months` that begins on `start`: the day before the same day of the month.

    Where that month is too short for such a day, its last day.
    """
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, start.day) - timedelta(days=1) if start.day <= last else date(year, month, last)
