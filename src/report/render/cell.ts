import { isHidden } from "../../privacy/index.js";
import type { Cell, Column, Figure, Table } from "../document.js";
import { MISSING, type Numbers, type Value } from "../numbers.js";
import type { Language, Words } from "../words.js";
import { labelsOf } from "./labels.js";

const PRINTED_NUMBER = /^(?:[−<(]?[\d.]|–$|\([cd]\)$)/;

/** Whether a cell holds words and not a value. */
export function isWords(value: Value | Words): value is Words {
  return typeof value === "object" && value !== null && "en" in value;
}

/** A cell as a reader sees it. */
export function printCell({ value }: Cell, column: Column, numbers: Numbers, language: Language): string {
  if (isWords(value)) return value[language];
  if (typeof value === "string" && (column.kind === "text" || column.kind === "code")) return value;
  return printValue(value, column, numbers);
}

function printValue(value: Value, { kind, digits }: Column, numbers: Numbers): string {
  switch (kind) {
    case "count":
      return numbers.count(value);
    case "share":
      return numbers.share(value, digits);
    case "money":
      return numbers.money(value, digits);
    case "amount":
    case "decimal":
      return numbers.decimal(value, digits);
    case "p":
      return numbers.p(value);
    default:
      return typeof value === "number" ? String(value) : numbers.count(value);
  }
}

/** The head of a column with its unit. */
export function headOf(column: Column, language: Language): string {
  const label = column.label[language];
  return column.unit ? labelsOf(language).unit(label, column.unit[language]) : label;
}

/** Whether a column is set flush right: a column of numbers, or one of texts that are all printed numbers. */
export function isNumeric(table: Table, index: number, language: Language): boolean {
  const { kind } = table.columns[index];
  if (kind === "code") return false;
  if (kind !== "text") return true;
  const texts = table.rows.map((row) => row[index].value).map((value) => (isWords(value) ? value[language] : MISSING));
  const filled = texts.filter((text) => text !== MISSING && text !== "");
  return (
    index > 0 && filled.length > 0 && filled.filter((text) => PRINTED_NUMBER.test(text)).length > filled.length / 2
  );
}

/** What stands under a figure: its caption, the meaning of marks in it, and its source. */
export function figureNotes(figure: Figure, numbers: Numbers, language: Language): string[] {
  const marked = figure.data.rows.some((row) => row.some(({ value }) => isHidden(value)));
  const { note, small } = labelsOf(language);
  const marks = marked ? [note + small(numbers.threshold)] : [];
  return [figure.caption[language], ...marks, figure.data.source[language]];
}
