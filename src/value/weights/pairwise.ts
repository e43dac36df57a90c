import { failIfAny, type Problem } from "../../core/errors.js";
import { placeOf, type TextRow, type TextTable } from "./small-table.js";

const JUDGEMENT = /^(\d+(?:\.\d+)?|\.\d+)(?:\s*\/\s*(\d+(?:\.\d+)?|\.\d+))?$/;
const MOST = 10;

/** The pairwise judgements of one expert; null where the other half of the matrix holds the judgement. */
export interface Judgements {
  readonly expert: string;
  readonly criteria: readonly string[];
  readonly matrix: readonly (readonly (number | null)[])[];
}

/** The number that a judgement such as `3`, `0.5` or `1/3` states; null when it is none or not positive. */
export function judgementOf(text: string): number | null {
  const match = JUDGEMENT.exec(text.trim());
  if (!match) return null;
  const value = Number(match[1]) / (match[2] === undefined ? 1 : Number(match[2]));
  return value > 0 && value < Infinity ? value : null;
}

/**
 * The matrices of a file: one, or one per value of the column `expert`. Names of criteria stand in the head and before each
 * row, in the head alone, or nowhere (then `names`, else 1, 2, …). A half matrix may leave the other half empty. Throws
 * VAL-014 with the places of everything that is no judgement, not square, not reciprocal to 1e-6, or not 1 on the diagonal.
 */
export function judgementsOf(
  table: TextTable,
  names: readonly string[] | null,
  expert?: string,
): readonly Judgements[] {
  const [head] = table.rows;
  if (head === undefined) throwOne({ file: table.file }, "the file holds no row");
  const blocks = expert === undefined ? [{ expert: table.file, table }] : byExpert(table, expert);
  const found = blocks.map((block) => ({ ...matrixOf(block.table, names), expert: block.expert }));
  failIfAny(found.flatMap((each) => each.problems));
  return found.map(({ expert: name, criteria, matrix }) => ({ expert: name, criteria, matrix }));
}

function byExpert(table: TextTable, column: string): { expert: string; table: TextTable }[] {
  const [head, ...rows] = table.rows;
  const at = head.cells.indexOf(column);
  if (at < 0) throwOne(placeOf(table, head, 0), "the head has no such column of the expert");
  const without = (row: TextRow) => ({ line: row.line, cells: row.cells.toSpliced(at, 1) });
  const experts = [...new Set(rows.map((row) => row.cells[at] ?? ""))];
  return experts.map((expert) => {
    const own = rows.filter((row) => (row.cells[at] ?? "") === expert).map(without);
    return { expert, table: { file: table.file, rows: [without(head), ...own] } };
  });
}

interface Found {
  readonly criteria: readonly string[];
  readonly matrix: (number | null)[][];
  readonly problems: readonly Problem[];
}

function matrixOf(table: TextTable, names: readonly string[] | null): Found {
  const { criteria, rows, from } = layoutOf(table, names);
  const n = criteria.length;
  if (n < 1 || n > MOST) throwOne({ file: table.file }, `the matrix compares ${String(n)} criteria`, "1 to 10");
  if (rows.length !== n)
    throwOne({ file: table.file }, "the matrix is not square", `${String(n)} rows`, `${String(rows.length)} rows`);
  const problems: Problem[] = [];
  const matrix = rows.map((row) => {
    if (row.cells.length - from > n) problems.push(unusable(placeOf(table, row, from + n), "the row is too long"));
    return criteria.map((_, j) => {
      const text = row.cells[from + j] ?? "";
      const value = text === "" ? null : judgementOf(text);
      if (text !== "" && value === null)
        problems.push(unusable(placeOf(table, row, from + j), "a judgement is a positive number or a fraction"));
      return value;
    });
  });
  if (problems.length === 0) problems.push(...inconsistencies(table, rows, from, matrix));
  return { criteria, matrix, problems };
}

interface Layout {
  readonly criteria: readonly string[];
  readonly rows: readonly TextRow[];
  /** Position of the first judgement in a row. */
  readonly from: number;
}

function layoutOf(table: TextTable, names: readonly string[] | null): Layout {
  const [head, ...rest] = table.rows;
  const isPlain = head.cells.every((cell) => cell === "" || judgementOf(cell) !== null);
  if (isPlain && rest.every((row) => row.cells.every((cell) => cell === "" || judgementOf(cell) !== null))) {
    const n = Math.max(...table.rows.map((row) => row.cells.length));
    const numbered = Array.from({ length: n }, (_, at) => String(at + 1));
    if (names !== null && names.length !== n)
      throwOne(
        { file: table.file },
        "the matrix has another size than the criteria given",
        String(names.length),
        String(n),
      );
    return { criteria: names ?? numbered, rows: table.rows, from: 0 };
  }
  const labelled = rest.some((row) => row.cells[0] !== "" && judgementOf(row.cells[0]) === null);
  if (!labelled) return { criteria: distinct(table, head, head.cells), rows: rest, from: 0 };
  const criteria = distinct(table, head, head.cells.slice(1));
  return { criteria, rows: inOrder(table, criteria, rest), from: 1 };
}

function distinct(table: TextTable, head: TextRow, criteria: readonly string[]): readonly string[] {
  const faulty = criteria.findIndex((each, at) => each === "" || criteria.indexOf(each) !== at);
  if (faulty >= 0) throwOne(placeOf(table, head, faulty), "a criterion in the head has no name or stands there twice");
  return criteria;
}

/** The rows in the order of the head; they may come in any order. */
function inOrder(table: TextTable, criteria: readonly string[], rows: readonly TextRow[]): readonly TextRow[] {
  const problems = rows
    .filter(
      (row, at) =>
        !criteria.includes(row.cells[0]) || rows.findIndex((other) => other.cells[0] === row.cells[0]) !== at,
    )
    .map((row) => unusable(placeOf(table, row, 0), "the name of the row is not in the head, or stands there twice"));
  failIfAny(problems);
  return criteria.flatMap((name) => rows.filter((row) => row.cells[0] === name));
}

function inconsistencies(
  table: TextTable,
  rows: readonly TextRow[],
  from: number,
  matrix: readonly (readonly (number | null)[])[],
): Problem[] {
  const at = (i: number, j: number) => placeOf(table, rows[i], from + j);
  return matrix.flatMap((row, i) =>
    row.flatMap((own, j) => {
      const other = matrix[j][i];
      if (i === j) return own === null || Math.abs(own - 1) <= 1e-6 ? [] : [unusable(at(i, j), "the diagonal is 1")];
      if (j < i) return [];
      if (own === null && other === null) return [unusable(at(i, j), "both halves lack this judgement")];
      if (own === null || other === null || Math.abs(own * other - 1) <= 1e-6) return [];
      return [
        unusable(at(j, i), "the two halves are not reciprocal", "write fractions such as 1/3, or leave one half empty"),
      ];
    }),
  );
}

const HINT = "a square matrix: positive, 1 on the diagonal, each half the reciprocal of the other or empty";

function unusable(place: Problem["place"], message: string, hint = HINT): Problem {
  return { code: "VAL-014", message, ...(place ? { place } : {}), hint };
}

function throwOne(place: Problem["place"], message: string, expected?: string, seen?: string): never {
  failIfAny([{ ...unusable(place, message), ...(expected ? { expected } : {}), ...(seen ? { seen } : {}) }]);
  throw new Error("unreachable");
}
