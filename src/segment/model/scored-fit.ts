import type { Engine } from "../../engine/engine.js";
import { id, join, sql, type, type Sql } from "../../engine/sql.js";
import { ASSIGNMENTS, labelsOf } from "../assignments.js";
import type { SegmentModel } from "./model.js";

/** How well the scored customers fit the model's segments. */
export interface ScoredFit {
  /** Customers in each segment. */
  readonly sizes: readonly number[];
  /** Customers in the training bins of the distance to the own centre. */
  readonly distances: Float64Array;
  /** Mean squared distance to the own centre; null where a distance is too large to be summed exactly. */
  readonly wss_per_row: number | null;
  /** Mean simplified silhouette; null for one segment. */
  readonly silhouette_simplified: number | null;
}

/** Squares above this do not fit the exact sum. */
const LARGEST_SQUARE = 1e15;

/** Reads the fit from the table of assignments; sums are exact, so that they do not depend on the number of threads. */
export async function scoredFit(engine: Engine, model: SegmentModel): Promise<ScoredFit | null> {
  const [found] = await engine.rows(fitQuery(model));
  const scored = Number(found["scored"]);
  if (scored === 0) return null;
  const summable = Number(found["too_far"]) === 0;
  return Object.freeze({
    sizes: model.segments.map((_, at) => Number(found[`size_${String(at)}`])),
    distances: Float64Array.from({ length: model.training.distance_edges.length + 1 }, (_, bin) =>
      Number(found[`bin_${String(bin)}`]),
    ),
    wss_per_row: summable ? Number(found["squares"]) / scored : null,
    silhouette_simplified: model.centres.length === 1 ? null : Number(found["widths"]) / scored,
  });
}

function fitQuery(model: SegmentModel): Sql {
  const edges = model.training.distance_edges;
  const bins = Array.from({ length: edges.length + 1 }, (_, bin) => {
    const above = bin === 0 ? sql`true` : sql`distance > ${edges[bin - 1]}`;
    const upTo = bin === edges.length ? sql`true` : sql`distance <= ${edges[bin]}`;
    return sql`count(case when ${above} and ${upTo} then 1 end) as ${id(`bin_${String(bin)}`)}`;
  });
  const sizes = labelsOf(model.segments.length).map(
    (label, at) => sql`count(case when segment = ${label} then 1 end) as ${id(`size_${String(at)}`)}`,
  );
  const square = sql`least(distance * distance, ${LARGEST_SQUARE})`;
  return sql`select count(*) as scored, count(case when distance * distance > ${LARGEST_SQUARE} then 1 end) as too_far,
  sum(cast(${square} as ${type("decimal")})) as squares, sum(cast(1 - ratio as ${type("decimal")})) as widths,
  ${join([...sizes, ...bins])}
from ${id(ASSIGNMENTS)}`;
}
