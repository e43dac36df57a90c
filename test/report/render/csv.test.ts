import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { renderCsv } from "../../../src/report/render/csv.js";
import { numbers, sampleDocument, sampleFigures, sampleTable } from "./sample.js";

const files = new Map(renderCsv(sampleDocument, numbers, "CNY").map((file) => [file.path, file.content]));
const rowsOf = (path: string): string[][] => parse(files.get(path)!) as string[][];
const NUMBER = /^-?\d+(\.\d+)?(e[-+]\d+)?$/;

describe("renderCsv", () => {
  it("writes one file a table, those behind figures included, and a codebook", () => {
    const expected = ["sample", ...sampleFigures.map((figure) => figure.data.id), "codebook"];
    expect([...files.keys()].sort()).toEqual(expected.map((id) => `tables/${id}.csv`).sort());
  });

  it("keeps full precision, marks what is hidden and leaves empty what is missing", () => {
    const [head, first, second] = rowsOf("tables/sample.csv");
    expect(head).toEqual(["name_en", "name_zh", "code", "n", "profit", "share", "p"]);
    expect(first.slice(3)).toEqual(["12345", "-1234567.89", "0.12345678901", "0.00001"]);
    expect(second.slice(3)).toEqual(["<10", "(c)", "", "0.5"]);
  });

  it("holds no text that a spreadsheet would run", () => {
    for (const path of files.keys()) {
      for (const field of rowsOf(path).flat())
        expect(/^[=+@\t\r-]/.test(field) && !NUMBER.test(field), field).toBe(false);
    }
    expect(rowsOf("tables/sample.csv")[1].slice(0, 3)).toEqual(["'=cmd|' /C calc'!A0", "'+客户", "'@SUM(A1)"]);
  });

  it("says in the codebook in which unit the raw numbers stand", () => {
    const rows = rowsOf("tables/codebook.csv").filter(([table]) => table === sampleTable.id);
    const units = rows.map((row) => [row[3], row[5], row[6]]);
    expect(units).toContainEqual(["profit", "CNY", "CNY"]);
    expect(units).toContainEqual(["share", "fraction", "小数"]);
    expect(units).toContainEqual(["n", "customers", "户"]);
  });

  it("names every column of every file in the codebook", () => {
    const named = rowsOf("tables/codebook.csv")
      .slice(1)
      .map((row) => `${row[0]} ${row[3]}`);
    const columns = [...files.keys()]
      .filter((path) => path !== "tables/codebook.csv")
      .flatMap((path) => {
        const table = path.slice("tables/".length, -".csv".length);
        return rowsOf(path)[0].map((column) => `${table} ${column}`);
      });
    expect(named.sort()).toEqual(columns.sort());
  });

  it("refuses two tables with one id", () => {
    const [section] = sampleDocument.sections;
    const twice = { ...sampleDocument, sections: [{ ...section, blocks: [sampleTable, sampleTable] }] };
    expect(() => renderCsv(twice, numbers, "CNY")).toThrow(RangeError);
  });
});
