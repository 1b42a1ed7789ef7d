import { describe, expect, it } from "vitest";
import {
  askedOf,
  draftOf,
  isChanged,
  letterOfPlace,
  likely,
  openNeeds,
  placeOfLetter,
  samplesOf,
  withField,
  withLikely,
  withSheet,
  withUnit,
  type SheetDraft,
} from "@/features/imports/mapping/draft";
import { FIELDS, someField, someImport, UNCLEAR } from "@/features/imports/fixtures";

const draft = draftOf(UNCLEAR);
const [sheet] = draft.sheets;
if (!sheet) throw new Error("no sheet");
const withFirst = (change: (sheet: SheetDraft) => SheetDraft) => withSheet(draft, sheet.name, change(sheet));

describe("letters", () => {
  it.each([
    ["A", 0],
    ["Z", 25],
    ["AA", 26],
    ["AZ", 51],
    ["XFD", 16383],
  ])("%s stands at %i", (letter, place) => {
    expect(placeOfLetter(letter)).toBe(place);
    expect(letterOfPlace(place)).toBe(letter);
  });
});

describe("samplesOf", () => {
  const sample = [
    { number: 1, cells: ["年报", null] },
    { number: 2, cells: ["代码", "收入"] },
    { number: 3, cells: ["甲", 0] },
    { number: 4, cells: ["甲", " "] },
    { number: 5, cells: ["乙", 12.5] },
  ];

  it("gives what stands below the header, each once and without blanks", () => {
    expect(samplesOf(sample, 2, "A")).toEqual(["甲", "乙"]);
    expect(samplesOf(sample, 2, "B")).toEqual(["0", "12.5"]);
    expect(samplesOf(sample, 2, "C")).toEqual([]);
  });
});

describe("openNeeds", () => {
  it("repeats what the server needs while it is so", () => {
    expect(openNeeds(draft, UNCLEAR, FIELDS).map(({ code, letter }) => [code, letter])).toEqual([
      ["said", "C"],
      ["said", null],
    ]);
  });

  it("strikes off a unit that was chosen, and a column that is not read after all", () => {
    const chosen = withFirst((one) => withUnit(one, "C", "万元"));
    const unread = withFirst((one) => withField(one, "C", null));
    for (const answered of [chosen, unread]) {
      expect(openNeeds(answered, UNCLEAR, FIELDS)).toMatchObject([{ code: "said", letter: null }]);
    }
  });

  it("strikes off a field that a column or a value of every row gives", () => {
    const column = withFirst((one) => withField(one, "D", someField("year")));
    const fixed = { ...draft, fixed: { year: "2025" } };
    for (const answered of [column, fixed]) {
      expect(openNeeds(answered, UNCLEAR, FIELDS)).toMatchObject([{ code: "said", letter: "C" }]);
    }
  });

  it("takes any of the fields that identify a firm for the one that is missing", () => {
    const need = { sheet: "表", column: null, letter: null, field: "uscc", code: "table.column_missing", message: "" };
    const table = { ...someImport("unclear"), needs: [need] };
    expect(openNeeds(draftOf(table), table, FIELDS)).toEqual([]); // the name is there
  });

  it("finds one field in two columns, and money without a unit, before the server does", () => {
    const twice = withFirst((one) =>
      withField(withField(withUnit(one, "C", "元"), "D", someField("year")), "A", someField("year")),
    );
    expect(openNeeds(twice, UNCLEAR, FIELDS)).toMatchObject([{ code: "twice", letters: ["A", "D"] }]);
    const money = withFirst((one) => withField(withUnit(one, "C", "元"), "D", someField("rd_expense")));
    expect(openNeeds(money, { ...UNCLEAR, needs: [] }, FIELDS)).toMatchObject([{ code: "unit", letter: "D" }]);
  });

  it("asks for a sheet when none is read, and for nothing of one that is not", () => {
    expect(openNeeds(withSheet(draft, "表", { read: false }), UNCLEAR, FIELDS)).toMatchObject([{ code: "nothing" }]);
  });

  it("does not stand in the way for long of what it cannot judge", () => {
    const need = { sheet: "表", column: null, letter: null, field: null, code: "table.no_header", message: "无表头" };
    const table = { ...someImport("unclear"), needs: [need] };
    expect(openNeeds(draftOf(table), table, FIELDS)).toHaveLength(1);
    const changed = withSheet(draftOf(table), "表", { headerRow: 3 });
    expect(openNeeds(changed, table, FIELDS)).toEqual([]);
  });
});

describe("likely", () => {
  it("takes what a header clearly resembles, each field once", () => {
    expect([...likely(sheet)]).toEqual([["D", "year"]]);
    expect(withLikely(sheet).columns.map(({ field }) => field)).toEqual(["uscc", "name", "revenue", "year", null]);
  });
});

describe("withField", () => {
  it("drops a unit that the new field does not know", () => {
    const money = withUnit(sheet, "C", "万元");
    expect(withField(money, "C", someField("rd_expense")).columns[2]).toMatchObject({ unit: "万元" });
    expect(withField(money, "C", someField("year")).columns[2]).toMatchObject({ field: "year", unit: null });
  });
});

describe("askedOf", () => {
  it("says of every column what it is, and leaves out those of a sheet that is recognised anew", () => {
    expect(askedOf(draft).sheets[0]?.columns).toContainEqual({ letter: "C", field: "revenue", unit: null });
    expect(askedOf(draft, "表").sheets[0]).toEqual({ name: "表", read: true, header_row: 2 });
  });

  it("knows whether anything was changed", () => {
    expect(isChanged(draft, UNCLEAR)).toBe(false);
    expect(
      isChanged(
        withFirst((one) => withUnit(one, "C", "元")),
        UNCLEAR,
      ),
    ).toBe(true);
  });
});
