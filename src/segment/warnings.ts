import type { ErrorCode } from "../core/codes/index.js";
import type { Warning } from "../engine/stage.js";
import type { SegmentResult } from "../tables/results/segment.js";

const ROWS_PER_FEATURE = 70;
const CLOSE_CORRELATION = 0.8;
const SKEWED = 2;

function warn(code: ErrorCode, message: string): Warning {
  return Object.freeze({ code, message });
}

type Report = Pick<
  SegmentResult,
  | "customers"
  | "components"
  | "features"
  | "correlations"
  | "evidence"
  | "k"
  | "restarts"
  | "restarts_agreeing"
  | "identified_by"
>;

/** What a reader must know of a segmentation before using it. */
export function warningsOf(report: Report, at_edge: boolean): readonly Warning[] {
  return Object.freeze([
    ...fewRows(report),
    ...correlated(report),
    ...skewed(report),
    ...unsecured(report),
    ...unconverged(report),
    ...onComponents(report),
    ...(at_edge ? [warn("SEG-106", `the best silhouette is at k = ${String(report.k)}, the end of the range`)] : []),
    ...(report.identified_by === "file_order" ? [warn("SEG-108", "no customer id: rows are taken in file order")] : []),
  ]);
}

/** The warning that a declared k could not be reached. */
export function fewerThanAsked(asked: number | object, made: number): readonly Warning[] {
  if (typeof asked !== "number" || asked <= made) return [];
  return [warn("SEG-115", `${String(made)} segments in place of ${String(asked)}: there are no more distinct rows`)];
}

function fewRows({ customers, features }: Report): readonly Warning[] {
  const wanted = ROWS_PER_FEATURE * features.length;
  if (customers >= wanted) return [];
  return [
    warn("SEG-101", `${String(customers)} customers for ${String(features.length)} features; ${String(wanted)} wanted`),
  ];
}

function correlated({ correlations }: Report): readonly Warning[] {
  return correlations.flatMap(({ a, b, pearson, identical }) => {
    if (identical) return [warn("SEG-103", `"${a}" and "${b}" are equal after preparation`)];
    if (pearson === null || Math.abs(pearson) < CLOSE_CORRELATION) return [];
    return [warn("SEG-102", `"${a}" and "${b}" correlate at ${pearson.toFixed(2)}`)];
  });
}

function skewed({ features }: Report): readonly Warning[] {
  return features.flatMap(({ feature, transform, skewness }) =>
    transform === "none" && skewness !== null && Math.abs(skewness) > SKEWED
      ? [warn("SEG-105", `"${feature}" has skewness ${skewness.toFixed(1)} and no transform`)]
      : [],
  );
}

function unsecured({ k, restarts, restarts_agreeing }: Report): readonly Warning[] {
  if (k === 1 || restarts === 1 || restarts_agreeing > 1) return [];
  return [warn("SEG-104", `only one of ${String(restarts)} restarts reached the best solution with k = ${String(k)}`)];
}

function onComponents({ components }: Report): readonly Warning[] {
  if (components === null) return [];
  const { kept, columns, explained } = components;
  const share = explained === null ? "" : `, which explain ${(100 * explained).toFixed(1)} % of the variance`;
  const message = `clustered on ${String(kept)} of ${String(columns.length)} principal components${share}; the rest is discarded`;
  return [warn("SEG-120", message)];
}

function unconverged({ evidence }: Report): readonly Warning[] {
  const stopped = evidence.filter((each) => !each.converged).map((each) => String(each.k));
  if (stopped.length === 0) return [];
  return [warn("SEG-012", `the iteration limit was reached for k = ${stopped.join(", ")}`)];
}
