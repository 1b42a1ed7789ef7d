"""From a file to sheets of raw cells. What a cell means is none of this room's business."""

import hashlib
from dataclasses import replace
from typing import BinaryIO

from django.utils.translation import gettext as _

from crm.intake.reading.delimited import read_delimited
from crm.intake.reading.sheets import (
    MOST_BYTES,
    FileEmpty,
    FileTooLarge,
    FileTypeUnknown,
    OldWorkbook,
    Table,
    WebPage,
    WorkbookEncrypted,
)
from crm.intake.reading.workbook import read_workbook


def read_table(file: bytes | BinaryIO) -> Table:
    """Read a CSV, TSV or XLSX file; the content decides which it is, not its name.

    :raises FileRefused: the file is too large, of another kind, damaged, or built to exhaust the reader.
    """
    content = file if isinstance(file, bytes) else file.read(MOST_BYTES + 1)
    if not content.strip():
        raise FileEmpty(_("The file is empty. Choose the file that holds the table."))
    if len(content) > MOST_BYTES:
        raise FileTooLarge(
            _("The file is larger than %(most)s MB. Split it and import the parts.") % {"most": MOST_BYTES // 2**20}
        )
    if content.startswith(b"PK\x03\x04"):
        table = read_workbook(content)
    else:
        _refuse_what_is_no_text(content)
        table = read_delimited(content)
    return replace(table, sha256=hashlib.sha256(content).hexdigest())


def _refuse_what_is_no_text(content: bytes) -> None:
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _refuse_compound_file(content)
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body", b"<script", b"<svg")):
        raise WebPage(
            _("This is a web page, even if its name says .xls. Open it in a spreadsheet program and save it as .xlsx.")
        )
    if start.startswith(
        (b"<?xml", b"%pdf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"mz")
    ):
        raise FileTypeUnknown(_("This is neither a CSV file nor an .xlsx workbook. Save the table as one of them."))


def _refuse_compound_file(content: bytes) -> None:
    """The old container: an .xls workbook, or an .xlsx workbook that a password locks."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise WorkbookEncrypted(
            _("The workbook is encrypted with a password. Save it without one and upload it again.")
        )
    raise OldWorkbook(
        _("The old .xls format is not read. Open the file in a spreadsheet program and save it as .xlsx.")
    )
