import { formulaSafe, isHidden } from "../../privacy/index.js";
import { walk, type Cell, type Column, type Document, type Table } from "../document.js";
import type { Numbers } from "../numbers.js";
import { labelsOf } from "./labels.js";
import { isWords } from "./cell.js";

export interface CsvFile {
  readonly path: string;
  readonly content: string;
}

const EXACT = /^-?\d+(\.\d+)?$/;
const PRINTED = /^−?\d{1,3}(,\d{3})*(\.\d+)?$/;
const CODEBOOK = ["table", "title_en", "title_zh", "column", "kind", "unit_en", "unit_zh", "label_en", "label_zh"];

/**
 * One tidy file per table, those behind figures included, and a codebook of all columns. Numbers stand in full precision, shares
 * as fractions and money in `currency`; a hidden cell is its mark, a missing one is empty; words stand in both languages.
 */
export function renderCsv(document: Document, numbers: Numbers, currency: string): CsvFile[] {
  const tables = tablesOf(document);
  const files = tables.map((table) => ({ path: `tables/${table.id}.csv`, content: fileOf(table, numbers) }));
  const codebook = [CODEBOOK, ...tables.flatMap((table) => codebookOf(table, currency))];
  return [...files, { path: "tables/codebook.csv", content: textOf(codebook) }];
}

/** All tables of the document in reading order, the numbers behind figures among them. */
function tablesOf(document: Document): Table[] {
  const tables = walk(document.sections).flatMap((block) =>
    block.kind === "table" ? [block] : block.kind === "figure" ? [block.data] : [],
  );
  const ids = new Set(["codebook"]);
  for (const { id } of tables) {
    if (ids.has(id)) throw new RangeError(`two tables of a report have the id ${id}`);
    ids.add(id);
  }
  return tables;
}

function fileOf(table: Table, numbers: Numbers): string {
  const head = table.columns.flatMap(headsOf);
  const rows = table.rows.map((row) => row.flatMap((cell, index) => fieldsOf(cell, table.columns[index], numbers)));
  return textOf([head, ...rows]);
}

function headsOf({ id, kind }: Column): string[] {
  return kind === "text" ? [`${id}_en`, `${id}_zh`] : [id];
}

function fieldsOf({ value }: Cell, { kind }: Column, numbers: Numbers): string[] {
  const fields = isWords(value) ? [safe(value.en), safe(value.zh)] : new Array<string>(2).fill(rawOf(value, numbers));
  return kind === "text" ? fields : [fields[0]];
}

function rawOf(value: Exclude<Cell["value"], { en: string }>, numbers: Numbers): string {
  if (value === null || value === undefined) return "";
  if (isHidden(value)) return numbers.count(value);
  return typeof value === "number" ? String(value) : safe(value as string);
}

/** A number as it is, a number that was printed as a plain one, and any other text so that no spreadsheet runs it. */
function safe(text: string): string {
  if (EXACT.test(text)) return text;
  if (PRINTED.test(text)) return text.replaceAll(",", "").replace("−", "-");
  return formulaSafe(text);
}

function codebookOf(table: Table, currency: string): string[][] {
  return table.columns.flatMap((column) =>
    headsOf(column).map((name) => {
      const texts = [table.title.en, table.title.zh, name, column.kind, ...unitOf(column, currency)];
      return [table.id, ...texts, column.label.en, column.label.zh].map(safe);
    }),
  );
}

function unitOf({ kind, unit }: Column, currency: string): string[] {
  if (kind === "money") return [currency, currency];
  if (kind === "share") return [labelsOf("en").fraction, labelsOf("zh").fraction];
  return [unit?.en ?? "", unit?.zh ?? ""];
}

function textOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(",")}\n`).join("");
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
