"""Dates in a workbook: numbers of days that only the style of a cell tells from other numbers.

Source: ECMA-376, Office Open XML, part 1, sections 18.8.30 (number formats) and 18.17.4 (dates).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_BUILT_IN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
# What in a format stands for itself: text in quotation marks, what a backslash, an underline or a star stands before,
# colours and conditions in square brackets (but not hours, minutes and seconds that go on beyond 24 or 60).
_ASIDE = re.compile(r'"[^"]*"|[\\_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]|general|e[+-]', re.IGNORECASE | re.DOTALL)
_IN_DATES = re.compile("[ymdhs]", re.IGNORECASE)
_LAST = 2_958_466  # the first of January 10000
_LONGEST_CODE = 255
_1900, _1904 = (datetime(year, 1, 1, tzinfo=UTC) for year in (1900, 1904))  # the zone is never written


def is_date(number: str, code: str) -> bool:
    """Whether a number format is that of a date or a time: one of the built-in ones, or one with letters for it."""
    if code:
        return bool(_IN_DATES.search(_ASIDE.sub("", code[:_LONGEST_CODE])))
    return number.isdecimal() and len(number) < 4 and int(number) in _BUILT_IN


def as_date(text: str, *, from_1904: bool = False) -> str:
    """The day, and the time if there is one, as ISO 8601 writes them; text that is no such number stays.

    >>> as_date("43952"), as_date("43952.5"), as_date("0.25"), as_date("43952", from_1904=True)
    ('2020-05-01', '2020-05-01 12:00:00', '06:00:00', '2024-05-02')
    """
    try:
        serial = float(text)
    except ValueError:
        return text
    if not 0 <= serial < _LAST - 1:
        return text
    days, seconds = divmod(round(serial * 86_400), 86_400)
    if not days:
        return f"{_1904 + timedelta(seconds=seconds):%H:%M:%S}"
    # Day 60 is the 29th of February 1900, which was none: all programs count it.
    first = _1904 if from_1904 else _1900 - timedelta(days=1 if days <= 60 else 2)
    try:
        moment = first + timedelta(days=days, seconds=seconds)
    except OverflowError:
        return text
    return moment.strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d")
