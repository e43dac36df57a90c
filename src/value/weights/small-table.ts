import type { Place } from "../../core/errors.js";

/** One row of a small delimited file with the line that it begins on. */
export interface TextRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A small file of texts; blank rows are left out. */
export interface TextTable {
  readonly file: string;
  readonly rows: readonly TextRow[];
}

const DELIMITERS = [",", ";", "\t", "|"] as const;

/**
 * The rows of a delimited text: quoted cells with doubled quotes, any line ends, blanks around cells taken off. Without a
 * delimiter it is the one of comma, semicolon, tab and bar that the first row has most of.
 */
export function readTextTable(text: string, file: string, delimiter?: string): TextTable {
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const [head = ""] = plain.split(/\r?\n|\r/).filter((each) => each.trim() !== "");
  const counts = DELIMITERS.map((each) => head.split(each).length);
  const separator = delimiter ?? DELIMITERS[counts.indexOf(Math.max(...counts))];
  const rows = splitRows(plain, separator).filter(({ cells }) => cells.some((cell) => cell !== ""));
  return Object.freeze({ file, rows: Object.freeze(rows) });
}

function splitRows(text: string, separator: string): TextRow[] {
  const rows: TextRow[] = [];
  let [line, start, cell, quoted] = [1, 1, "", false];
  let cells: string[] = [];
  const endCell = () => {
    cells.push(cell.trim());
    cell = "";
  };
  const endRow = () => {
    endCell();
    rows.push({ line: start, cells });
    [cells, start] = [[], line];
  };
  for (let at = 0; at < text.length; at++) {
    const here = text[at];
    const isEnd = here === "\n" || (here === "\r" && text[at + 1] !== "\n");
    if (isEnd) line++;
    if (quoted && here === '"' && text[at + 1] === '"') cell += text[++at];
    else if (here === '"' && (quoted || cell.trim() === "")) quoted = !quoted;
    else if (quoted) cell += here;
    else if (here === separator) endCell();
    else if (isEnd) endRow();
    else cell += here;
  }
  endRow();
  return rows;
}

/** The place of a cell, counted from 1. */
export function placeOf(table: TextTable, row: TextRow, column: number): Place {
  return { file: table.file, line: row.line, column: column + 1 };
}
