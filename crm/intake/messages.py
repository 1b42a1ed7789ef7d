"""What intake says, a template a code: what was found, why it is a problem, what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm.enterprises.uscc import MESSAGES as USCC_MESSAGES

TEMPLATES: dict[str, Promise] = {
    **{problem.value: message for problem, message in USCC_MESSAGES.items()},
    "uscc.not_text": _(
        "The code is stored as a number, and a spreadsheet keeps only 15 digits of a number: the last ones are"
        " lost. Format the column as text and enter the code again."
    ),
    "uscc.missing": _("The row has no unified social credit code. Add it, or take the row out."),
    "uscc.registration_no_unknown": _(
        "No firm that you may see has the old registration number %(value)s. Add the 18-digit unified social"
        " credit code."
    ),
    "uscc.registration_no_shared": _(
        "Several firms have the old registration number %(value)s. Add the 18-digit unified social credit code."
    ),
    "registration_no.shape": _("“%(value)s” is no 15-digit registration number: the field stays empty."),
    "uscc.division_not_listed": _(
        "Digits 3 to 8 (%(value)s) are in no current list of divisions. The code is accepted."
    ),
    "uscc.two_names": _(
        "The code %(value)s stands in this file under several names (rows %(rows)s). Keep the right row; none was"
        " taken."
    ),
    "row.contradicts": _(
        "Rows %(rows)s speak of the same thing and differ in %(fields)s. Keep the right row; none was taken."
    ),
    "row.twice": _("The row says the same as row %(row)s."),
    "row.width": _(
        "The row has %(found)s cells, the header has %(expected)s: values may stand under the wrong header. Check"
        " for a separator too many or too few."
    ),
    "row.merged": _(
        "Cells %(range)s are merged, so it is not clear whose value it is. Split them and fill in each row."
    ),
    "row.older": _("The firm is already known from a later table (%(known_on)s): only empty fields were filled."),
    "enterprise.not_found": _("No firm that you may see has this code. Import the firm first, or check the code."),
    "enterprise.not_yours": _("This code belongs to a firm outside your regions. Ask the data steward."),
    "name.missing": _("The row has no name. Add the registered name of the firm."),
    "name.differs": _(
        "The firm with this code is on record as “%(known)s”, the row says “%(value)s”. Check that the code is right."
    ),
    "region.not_found": _("“%(value)s” is no region in the directory: the field stays empty."),
    "region.not_yours": _("The firm lies outside your regions, so you may not enter it. Ask the data steward."),
    "industry.not_found": _("“%(value)s” is no code or name of GB/T 4754-2017: the field stays empty."),
    "status.end_without_reason": _(
        "The firm has an end date, but no status that ends it (注销, 吊销, 迁出). Correct one of them."
    ),
    "status.end_day_missing": _("The firm has ended, and no table says on which day: the end date stays empty."),
    "choice.unknown": _("“%(value)s” is not one of: %(choices)s."),
    "text.too_long": _("The text has %(length)s characters; at most %(most)s fit. Shorten it."),
    "text.control": _("The text contains the invisible sign %(found)s. Enter the text again."),
    "text.garbled": _(
        "“%(value)s” is garbled: characters were lost when the file was saved. Export it again as UTF-8."
    ),
    "text.not_in_a_name": _("“%(found)s” cannot stand in the name of a firm. Enter the registered name."),
    "date.no_such_day": _("“%(value)s” is no day of the calendar. Correct it."),
    "date.ambiguous": _("“%(value)s” can be read as several days. Write year, month, day: 2025-06-01."),
    "date.unreadable": _("“%(value)s” is not a date. Write year, month, day: 2025-06-01."),
    "date.out_of_range": _("“%(value)s” lies outside %(earliest)s to %(latest)s. Correct the date."),
    "year.unreadable": _("“%(value)s” is not a year. Write four digits: 2025."),
    "year.out_of_range": _("The year %(value)s lies outside %(earliest)s to %(latest)s. Correct it."),
    "year.missing": _("The row does not say which year the figures are of. Add the year."),
    "figures.missing": _("The row has no figure at all, so there is nothing to record."),
    "amount.not_a_number": _("“%(value)s” is not a number. Correct it."),
    "amount.letter_in_number": _("“%(value)s” is not a number (a letter O, I or l in place of a digit?). Correct it."),
    "amount.in_words": _(
        "“%(value)s” is written in Chinese numerals, which are not read so that nothing is misread. Write digits."
    ),
    "amount.exponent": _(
        "“%(value)s” is a number in exponent form, stored as text: digits are lost. Enter the number in full."
    ),
    "amount.separators": _("“%(value)s”: the commas do not part thousands. Write the number without commas."),
    "amount.unit_missing": _("“%(value)s” has no unit, nor has the header. Write 元, 万元 or 亿元 in the header."),
    "amount.unit_conflict": _("The header says %(header)s, the cell says “%(value)s”. Make them agree."),
    "amount.unit_unknown": _("“%(value)s”: the unit “%(found)s” is not known. Use 元, 万元 or 亿元."),
    "amount.foreign_currency": _("“%(value)s” is not in yuan: the amount stays empty, nothing was converted."),
    "amount.negative": _("“%(value)s” is negative, which this figure cannot be. Correct it."),
    "amount.too_large": _("“%(value)s” is more than any firm has (16 digits before the point). Check the unit."),
    "amount.thousandfold": _(
        "%(value)s yuan is over a thousand times off the year before (%(other)s yuan): held, the unit may be"
        " wrong. Correct the unit, or import again and confirm."
    ),
    "ratio.unit_missing": _("“%(value)s” can be a percentage or a fraction. Write it with a percent sign."),
    "cell.error": _("The cell shows the error %(value)s. Correct the formula."),
    "cell.formula_without_value": _(
        "The formula has no stored value. Open the file in a spreadsheet program, save it, and upload again."
    ),
    "cell.formula": _("The value was worked out by a formula."),
    "cell.kind": _("“%(value)s” is no value for this column. Correct it."),
    "column.ambiguous": _("The headers “%(value)s” all mean %(field)s, so none of them was read. Keep one."),
    "table.basis_assumed": _("No column says how the figures were measured: they are taken as declared by the firm."),
    "table.sheet_not_read": _("Sheet “%(value)s” was not read: it has no header row that names a code column."),
    "table.sheet_hidden": _("Sheet “%(value)s” is hidden and was not read."),
    "table.hidden_rows": _("Sheet “%(value)s” has %(rows)s hidden rows, which were read as well."),
    "table.parts_ignored": _("The file also contains %(value)s, which were not opened."),
}
