"""CSV and TSV files: which encoding, which separator, which rows."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from crm.intake.reading.sheets import MOST_ROWS, FileRefused, FileTooLarge, Row, Sheet, Table

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEPARATORS = (",", "\t", ";")
GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
"""What an export writes where a text would be taken for a formula: of the apostrophes the first is ours."""


class EncodingUnreadable(FileRefused):
    code = "file.encoding"


class EncodingAmbiguous(FileRefused):
    code = "file.encoding_ambiguous"


class CsvBroken(FileRefused):
    code = "file.csv_broken"


def read_delimited(content: bytes) -> Table:
    """Read a CSV or TSV file in UTF-8, UTF-16, GBK or GB18030.

    :raises EncodingUnreadable: no such encoding fits the bytes.
    :raises EncodingAmbiguous: two fit and give different texts.
    :raises CsvBroken: a quotation mark does not close.
    :raises FileTooLarge: more than `MOST_ROWS` rows.
    """
    text, encoding = decode(content)
    rows = tuple(_rows(text, separator_of(text)))
    return Table(format="csv", encoding=encoding, sheets=(Sheet(name="", rows=rows, fixed_width=True),))


def _unguarded(cell: str) -> str:
    """The text without the one apostrophe that an export put before it, so that it comes back as it left."""
    return cell[1:] if GUARDED.match(cell) else cell


def decode(content: bytes) -> tuple[str, str]:
    """The text of `content`, and the encoding that gave it."""
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return _decoded(content, encoding), encoding
    if encoding := _utf_16_without_bom(content):
        return _decoded(content, encoding), encoding
    as_utf_8, as_gb18030 = _tried(content, "utf-8"), _tried(content, "gb18030")
    if as_utf_8 is None:
        return (as_gb18030, "gb18030") if as_gb18030 is not None else (_decoded(content, "gb18030"), "")
    if as_gb18030 is not None and _only_two_byte_signs(as_utf_8):
        raise EncodingAmbiguous(
            _(
                "The file reads as UTF-8 (“%(utf8)s”) and as GBK (“%(gbk)s”)."
                " Save it as “CSV UTF-8” and upload it again."
            )
            % {"utf8": _sample(as_utf_8), "gbk": _sample(as_gb18030)}
        )
    return as_utf_8, "utf-8"


def _tried(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise EncodingUnreadable(
            _(
                "Line %(line)s cannot be read as %(encoding)s: the file is damaged or in another encoding."
                " Save it as “CSV UTF-8”."
            )
            % {"line": line, "encoding": encoding}
        ) from error


def _utf_16_without_bom(content: bytes) -> str:
    """ASCII signs leave every other byte zero: the odd ones in little-endian files, the even ones in big-endian.

    Some zeros stand on the other side, as in 一 (U+4E00): only a clear majority counts.
    """
    start = content[:4096]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > len(start) // 16 and odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > len(start) // 16 and even > 4 * odd else ""


def _only_two_byte_signs(text: str) -> bool:
    """Whether all that is not ASCII lies below U+0800: no Chinese sign does, but pairs of GBK bytes may look so."""
    beyond = [sign for sign in text if sign > "\x7f"]
    return bool(beyond) and all(sign < "\u0800" for sign in beyond)


def _sample(text: str) -> str:
    first = next(index for index, sign in enumerate(text) if sign > "\x7f")
    return text[max(0, first - 4) : first + 8].replace("\n", " ")


def separator_of(text: str) -> str:
    """The separator that stands most often, outside quotation marks, in the first ten lines."""
    head = "\n".join(text.splitlines()[:10])
    outside = "".join(head.split('"')[::2])
    return max(SEPARATORS, key=outside.count)


def _rows(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    guarded, number = "'" in text, 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS:
                raise FileTooLarge(
                    _("The table has more than %(most)s rows. Split it and import the parts.") % {"most": MOST_ROWS}
                )
            if any(cells):
                kept = map(_unguarded, cells) if guarded else cells
                yield Row(number=number, cells=tuple(cell or None for cell in kept))
    except csv.Error as error:
        raise CsvBroken(
            _(
                "Row %(row)s: a quotation mark does not close, or a cell is far too long (%(error)s)."
                " Save the file again as CSV."
            )
            % {"row": number + 1, "error": error}
        ) from error
