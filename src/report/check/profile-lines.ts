import type { CheckResult } from "../../tables/results/index.js";
import { createNumbers } from "../numbers.js";
import { aligned, cut, type Cell, type Paint } from "./lines.js";

const { count, percent, decimal } = createNumbers(10, 1);

/** One block a table, one line a column: type, missing, distinct, range, and the most frequent codes or the skewness. */
export function profileLines({ profile, tables }: CheckResult, paint: Paint): readonly string[] {
  return tables.flatMap(({ table, rows }, at) => {
    const own = profile.filter((each) => each.table === table);
    const title = `${paint.strong(table)}  ${count(rows)} rows`;
    return [
      ...(at === 0 ? [] : [""]),
      title,
      ...aligned(
        own.map((each) => lineOf(each, paint)),
        [2, 3],
      ),
    ];
  });
}

function lineOf(column: CheckResult["profile"][number], paint: Paint): readonly Cell[] {
  const { missing, rows, distinct } = column;
  const share = rows === 0 ? 0 : missing / rows;
  return [
    cut(column.column, 28),
    [column.type, paint.faint],
    missing === 0 ? ["0% missing", paint.faint] : `${percentOf(share)} missing`,
    `${count(distinct)} distinct`,
    rangeOf(column),
    [noteOf(column), paint.faint],
  ];
}

/** A share that is not zero never looks like it. */
function percentOf(share: number): string {
  return share < 0.0005 ? "<0.1%" : percent(share);
}

function rangeOf({ low, high, type }: CheckResult["profile"][number]): string {
  if (low === null || high === null) return "";
  return type === "date" ? `${low} to ${high}` : `${tidy(low)} to ${tidy(high)}`;
}

/** A quantile without the zeros of its type. */
function tidy(text: string): string {
  return text.includes(".") && !/e/i.test(text) ? text.replace(/\.?0+$/, "") : text;
}

function noteOf({ skewness, transform, top }: CheckResult["profile"][number]): string {
  if (transform !== null) return `skewness ${decimal(skewness, 1)}: as a feature use transform: ${transform}`;
  return top.map(({ code, rows }) => `${cut(code, 16)} ${count(rows)}`).join(" · ");
}
