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
    "registration_no.shape": _("“%(value)s” is no 15-digit registration number: the field stays empty."),
    "uscc.division_not_listed": _(
        "Digits 3 to 8 (%(value)s) are in no current list of divisions. The code is accepted."
    ),
    "uscc.two_names": _(
        "The code %(value)s stands in this file under several names (rows %(rows)s). Keep the right row, and leave"
        " out or correct the others."
    ),
    "row.contradicts": _(
        "Rows %(rows)s speak of the same thing and differ in %(fields)s. Keep the right row, and leave out or correct"
        " the others."
    ),
    "row.twice": _("The row says the same as row %(row)s."),
    "row.left_out": _("Somebody decided to leave this row out."),
    "row.width": _(
        "The row has %(found)s cells, the header has %(expected)s: values may stand under the wrong header. Check"
        " for a separator too many or too few."
    ),
    "row.merged": _(
        "Cells %(range)s are merged, so it is not clear whose value it is. Split them and fill in each row."
    ),
    "enterprise.not_found": _("No firm that you may see has this code. Import the firm first, or check the code."),
    "enterprise.not_yours": _("This code belongs to a firm outside your regions. Ask the data steward."),
    "enterprise.unidentified": _(
        "It is not clear which firm “%(value)s” is: %(number)s firms that you may see fit exactly. Choose the firm, add"
        " its code, or leave the row out."
    ),
    "enterprise.by_registration_no": _(
        "The row has no unified social credit code; %(uscc)s is the only firm with the old registration number"
        " %(value)s."
    ),
    "enterprise.by_name": _("The row has no code; %(uscc)s is the only firm with exactly this name (%(value)s)."),
    "enterprise.by_former_name": _(
        "The row has no code; %(uscc)s is the only firm that once bore exactly this name (%(value)s)."
    ),
    "enterprise.assigned": _("Somebody decided that the row is about “%(value)s”."),
    "enterprise.merged": _("The record with the code %(value)s was merged into %(kept)s, which the row goes to."),
    "name.missing": _("The row has no name. Add the registered name of the firm."),
    "name.of_another_firm": _(
        "The code is that of “%(known)s”, but “%(value)s” is the name of another firm on record: codes and names may"
        " have slipped against each other. Correct the row, or confirm that the code is right."
    ),
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
    "status.works_again": _(
        "The firm is on record as ended (on %(ended_on)s), the row says that it is in business. Correct the row, or"
        " confirm that it is right."
    ),
    "status.ended_before_registered": _(
        "The end date %(value)s lies before the registration (%(registered_on)s). Correct one of them, or confirm that"
        " both are right."
    ),
    "source.outranked": _(
        "Another source says otherwise of %(fields)s: %(source)s (known on %(known_on)s). Both are kept; the other one"
        " is shown, because %(reason)s."
    ),
    "uscc.another_region": _(
        "The code %(value)s was given out in %(division)s, but the firm is entered in %(region)s. It may be another"
        " firm's code. Correct it, or confirm that the firm has moved."
    ),
    "judgement.not_yes_or_no": _("“%(value)s” is neither yes nor no. Write 是 or 否."),
    "judgement.not_a_number": _(
        "“%(value)s” is no number of 0 or more. Write a number, or a percentage with its sign."
    ),
    "judgement.too_much": _("%(value)s is more than %(most)s. Correct it; write a percentage with its sign."),
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
    "figures.rnd_above_revenue": _(
        "R&D expense (%(value)s yuan) is above revenue (%(whole)s yuan). Correct one of them, or confirm that both are"
        " right."
    ),
    "figures.st_staff_above_headcount": _(
        "There are more S&T staff (%(value)s) than people (%(whole)s). Correct one of them, or confirm that both are"
        " right."
    ),
    "figures.rnd_staff_above_headcount": _(
        "There are more R&D staff (%(value)s) than people (%(whole)s). Correct one of them, or confirm that both are"
        " right."
    ),
    "figure.disagrees": _(
        "%(source)s (known on %(known_on)s) gives %(other)s for %(field)s, this row %(value)s. Both are kept;"
        " %(counts)s counts, because %(reason)s."
    ),
    "year.before_registration": _(
        "The figures are of %(value)s, but the firm was registered on %(registered_on)s. Correct the year, or confirm"
        " that it is right."
    ),
    "year.after_end": _(
        "The figures are of %(value)s, but the firm ended on %(ended_on)s. Correct the year, or confirm that it is"
        " right."
    ),
    "fact.field_missing": _("The row says nothing for “%(field)s”, without which it cannot be recorded. Fill it in."),
    "fact.days_backward": _("%(then)s comes before %(first)s, which it has to follow. Correct one of the two days."),
    "fact.not_yet": _("%(day)s lies after %(known_on)s, the day on which the table became known. Correct the day."),
    "fact.older": _(
        "A later table (%(known_on)s) has spoken of this already: what it said stands, only empty fields were filled."
    ),
    "fact.of_another_firm": _("This number is on record for another firm. Check the number and the firm."),
    "fact.not_yours": _("This is on record for a firm outside your regions. Ask the data steward."),
    "programme.not_found": _("“%(value)s” is no programme on record. Write its name or code."),
    "technology_field.not_found": _(
        "“%(value)s” is no single technology field of 国科发火〔2016〕32号: the field stays empty."
    ),
    "caseworker.not_found": _("“%(value)s” is not the name of exactly one user: the caseworker stays empty."),
    "ip_right.kind_differs": _(
        "The number %(value)s is that of a right of the kind “%(told)s”, the row says “%(stated)s”. Correct one of"
        " them, or confirm the row."
    ),
    "ip_right.check_digit": _(
        "The check digit of %(value)s should be %(right)s (ZC 0006-2003): check the number for a slip."
    ),
    "ip_right.acquisition_assumed": _("Nothing says how the right was acquired: it is taken as the firm's own R&D."),
    "recognition.term_from_programme": _("No end is stated: the term of the programme makes it %(end)s."),
    "recognition.term_missing": _(
        "The programme has no term that is the same for all. State until when the recognition is valid."
    ),
    "recognition.overlaps": _(
        "The term %(start)s to %(end)s overlaps the one on record for this programme, %(other_start)s to %(other_end)s"
        " (certificate %(number)s). Correct the term, or confirm that both hold."
    ),
    "recognition.overlaps_row": _(
        "The term %(start)s to %(end)s overlaps that of row %(row)s for the same programme, %(other_start)s to"
        " %(other_end)s. Correct one of them, or confirm that both hold."
    ),
    "recognition.certificate_taken": _(
        "Certificate %(value)s is on record for another firm. Check the number and the firm."
    ),
    "recognition.certificate_known": _(
        "Certificate %(value)s is on record for this firm with another term (%(term)s). Correct the number or the term."
    ),
    "recognition.certificate_in_row": _("Certificate %(value)s also stands in row %(row)s. Keep the right one."),
    "financing.nothing_paid": _("An amount of zero is no round of financing. Enter what was paid in."),
    "control.nobody_named": _(
        "The row names nobody who controls the firm. Write the code or name of the organisation, or the number of the"
        " person; leave the row out where nobody does."
    ),
    "control.person_named": _(
        "What stands here may be the name of a natural person, which is not kept. Clear the cell and write the number"
        " that the bureau gives the person (such as ZR-0012) into the column “自然人编号”; if it is an organisation,"
        " choose “单位” in the column “控制人类型”."
    ),
    "control.person_not_a_number": _(
        "What stands here is no number of the bureau for a natural person: letters, a hyphen, digits, such as ZR-0012."
        " Names and identity numbers are not kept. Clear the cell and write the number."
    ),
    "control.two_controllers": _("The row names an organisation and a natural person. Write a row for each."),
    "control.person_with_a_code": _(
        "The row says that the controller is a natural person, but gives the code of an organisation. Correct one of"
        " them."
    ),
    "control.organisation_by_number": _(
        "The row says that the controller is an organisation, but gives only the number of a person. Write the"
        " organisation's code or name."
    ),
    "control.share_of_no_whole": _("A share of %(value)s is none of a whole: it lies above 0 and is at most 100%%."),
    "control.of_itself": _(
        "The row names the firm itself as its controller. Enter who controls it, or leave the row out."
    ),
    "contact.email_unreadable": _("The e-mail address cannot be one: it stays empty."),
    "contract.technology_above_amount": _(
        "The technical part (%(value)s yuan) is more than the whole contract (%(amount)s yuan). Correct one of them."
    ),
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
        "%(value)s yuan is hundreds of times off the year beside it (%(other)s yuan): the unit may be wrong."
        " Correct the amount, or confirm that it is right."
    ),
    "ratio.unit_missing": _("“%(value)s” can be a percentage or a fraction. Write it with a percent sign."),
    "cell.error": _("The cell shows the error %(value)s. Correct the formula."),
    "cell.formula_without_value": _(
        "The formula has no stored value. Open the file in a spreadsheet program, save it, and upload again."
    ),
    "cell.formula": _("The value was worked out by a formula."),
    "cell.kind": _("“%(value)s” is no value for this column. Correct it."),
    "column.ambiguous": _("The headers “%(value)s” all mean %(field)s, so none of them was read. Keep one."),
    "table.no_header": _(
        "None of the first ten rows names the columns. Found: %(seen)s. Choose the row that holds the headers, or"
        " name the columns as in the template."
    ),
    "table.column_missing": _(
        "Sheet “%(sheet)s”: row %(row)s names no column for %(fields)s. Choose the column, give one value for all rows,"
        " or add it to the table."
    ),
    "table.column_ambiguous": _("The columns %(headers)s all mean %(field)s. Choose one of them."),
    "table.unit_missing": _(
        "Column %(letter)s “%(header)s” has no unit, and a guess could be off by ten thousand. Choose its unit."
    ),
    "table.year_from_header": _("The figures stand under the year %(value)s, which was taken for every row."),
    "table.basis_assumed": _("No column says how the figures were measured: they are taken as declared by the firm."),
    "table.sheet_not_read": _("Sheet “%(value)s” was not read: it has no header row that names a code column."),
    "table.sheet_hidden": _("Sheet “%(value)s” is hidden and was not read."),
    "table.hidden_rows": _("Sheet “%(value)s” has %(rows)s hidden rows, which were read as well."),
    "table.parts_ignored": _("The file also contains %(value)s, which were not opened."),
}
