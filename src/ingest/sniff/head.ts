import { meaningsOf } from "../dictionary/match.js";
import { isNumeric } from "./fields.js";

/** What the first lines of a file are. */
export interface FoundHead {
  /** Lines above the head. */
  readonly skipLines: number;
  /** Rows of the head: 0, 1 or 2. */
  readonly rows: number;
  /** Which of them holds the names that the dictionary knows best. */
  readonly namesRow: number;
  /** The head lacks the name of the first column. */
  readonly rowNames: boolean;
  /** Why the head is uncertain, or null. */
  readonly unsure: string | null;
}

type Lines = readonly (readonly string[])[];

const BODY = 200;

/** Finds the head among the first lines: the line before the first that looks like data. `fields` is the width of most lines. */
export function headOf(lines: Lines, fields: number, blankAligned: boolean): FoundHead {
  const short = blankAligned ? fields - 1 : fields;
  const start = Math.max(
    0,
    lines.findIndex((each) => each.length === fields || (each.length === short && short > 1)),
  );
  const head = lines[start] ?? [];
  const body = lines.slice(start + 1, start + 1 + BODY).filter((each) => each.length === fields);
  const rowNames = head.length === fields - 1 && body.length > 0;
  const shifted = rowNames ? body.map((each) => each.slice(1)) : body;
  if (!looksLikeNames(head, shifted))
    return {
      skipLines: start,
      rows: 0,
      namesRow: 1,
      rowNames: false,
      unsure: "the first line looks like data: the file seems to have no head",
    };
  const second = shifted[0] ?? [];
  if (!isSecondHead(second, shifted.slice(1)))
    return {
      skipLines: start,
      rows: 1,
      namesRow: 1,
      rowNames,
      unsure: surelyNames(head, shifted)
        ? null
        : "all columns are text, so that the first line is taken for the head by its look",
    };
  return {
    skipLines: start,
    rows: 2,
    namesRow: known(second) > known(head) ? 2 : 1,
    rowNames,
    unsure: "the second line looks like a second head",
  };
}

function known(cells: readonly string[]): number {
  return cells.filter((each) => meaningsOf(each).length > 0).length;
}

/** Names are not numbers, differ from each other, and do not come back as values of their column. */
function looksLikeNames(head: readonly string[], body: Lines): boolean {
  const named = head.filter((each) => each !== "");
  if (named.length === 0 || named.some((each) => isNumeric(each)) || new Set(named).size < named.length * 0.8)
    return false;
  if (surelyNames(head, body)) return true;
  return !body.some((row) => row.some((cell, at) => cell !== "" && cell === head[at]));
}

/** Some column is numbers below a text, or the dictionary knows a third of the names. */
function surelyNames(head: readonly string[], body: Lines): boolean {
  if (known(head) * 3 >= head.length) return true;
  return head.some((_, at) => numericBelow(body, at));
}

function numericBelow(body: Lines, at: number): boolean {
  const cells = body.map((row) => row[at] ?? "").filter((each) => each !== "");
  return cells.length > 0 && cells.filter(isNumeric).length >= 0.9 * cells.length;
}

/** A line of texts above columns of numbers. */
function isSecondHead(cells: readonly string[], body: Lines): boolean {
  if (
    body.length < 2 ||
    cells.some((each) => each === "" || isNumeric(each) || /^[?\-]$|^NA$|^NULL$|^\\N$/i.test(each))
  )
    return false;
  if (new Set(cells).size < cells.length) return false;
  return cells.some((_, at) => numericBelow(body, at));
}
