import { failIfAny, type Problem } from "../../core/errors.js";
import { placeOf, type TextTable } from "./small-table.js";

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** Options to compare: one value a criterion and option. */
export interface OptionsTable {
  readonly options: readonly string[];
  readonly criteria: readonly string[];
  /** One column a criterion, in the order of the options. */
  readonly values: readonly (readonly number[])[];
}

/**
 * The options of a table: names in the first column (or the column `label`), criteria in the others (or those of `criteria`).
 * Throws VAL-020 with the places of all cells that are no number, of names that are empty or stand twice, and of criteria
 * that the head lacks.
 */
export function optionsOf(table: TextTable, criteria: readonly string[] | null, label?: string): OptionsTable {
  const [head, ...rows] = table.rows;
  if (rows.length < 2) failIfAny([unusable({ file: table.file }, "a ranking needs a head and at least two options")]);
  const nameAt = label === undefined ? 0 : head.cells.indexOf(label);
  const wanted = criteria ?? head.cells.filter((_, at) => at !== nameAt);
  const columns = wanted.map((each) => head.cells.indexOf(each));
  failIfAny([
    ...(nameAt < 0 ? [unusable(placeOf(table, head, 0), "the head has no such column of the option's name")] : []),
    ...wanted
      .filter((_, at) => columns[at] < 0)
      .map((each) => unusable(placeOf(table, head, 0), `the head has no column "${each}"`)),
    ...(wanted.length === 0 || new Set(wanted).size !== wanted.length || wanted.includes("")
      ? [unusable(placeOf(table, head, 0), "the criteria need a name each")]
      : []),
  ]);
  const names = rows.map((row) => row.cells[nameAt] ?? "");
  const problems: Problem[] = [];
  rows.forEach((row, at) => {
    if (names[at] === "" || names.indexOf(names[at]) !== at)
      problems.push(unusable(placeOf(table, row, nameAt), "the option has no name, or one that stands above already"));
    columns
      .filter((column) => !NUMBER.test(row.cells[column] ?? ""))
      .forEach((column) => problems.push(unusable(placeOf(table, row, column), "the value is missing or no number")));
  });
  failIfAny(problems);
  const values = columns.map((column) => rows.map((row) => Number(row.cells[column])));
  return Object.freeze({ options: names, criteria: wanted, values });
}

function unusable(place: Problem["place"], message: string): Problem {
  const hint = "one row an option, one column a criterion, every cell a number with a decimal point";
  return { code: "VAL-020", message, ...(place ? { place } : {}), hint };
}
