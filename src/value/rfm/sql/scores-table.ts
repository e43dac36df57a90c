import { id, join, literal, sql, type, type Sql } from "../../../engine/sql.js";
import { scoreColumn } from "../measures.js";
import type { MeasureCuts } from "../cuts.js";
import type { RfmPlan } from "../plan.js";
import type { ScoredMeasure, Scoring } from "../scoring.js";
import { double, measureValue, scoreChain } from "./score.js";
import { segmentExpression } from "./segment.js";

/** The columns of rfm_scores, in order. */
export function scoreTableColumns(plan: RfmPlan): readonly string[] {
  const extras = plan.measures.map((each) => each.name).filter((name) => !CORE.includes(name));
  return [
    "customer_id",
    "first_date",
    "last_date",
    ...CORE,
    ...extras,
    ...plan.measures.map(scoreColumn),
    "rfm_code",
    "rfm_index",
    "weighted_score",
    "segment",
  ];
}

const CORE: readonly string[] = ["recency_days", "frequency", "monetary"];

/** One row per customer: measures, scores, composites and segment; in no order. */
export function scoresTable(plan: RfmPlan, scoring: Scoring): Sql {
  const columns = scoreTableColumns(plan).map((name) => {
    if (name === "rfm_code") return sql`${rfmCode(scoring)} as rfm_code`;
    if (name === "rfm_index") return sql`${rfmIndex(scoring)} as rfm_index`;
    if (name === "weighted_score") return sql`${weightedScore(scoring)} as weighted_score`;
    if (name === "segment") return sql`${segmentExpression(scoring)} as segment`;
    return id(name);
  });
  return sql`with ${scoreChain(
    plan,
    scoring.measures.map((each) => each.cuts),
  )}
select
  ${join(columns, ",\n  ")}
from scored`;
}

/** The scores joined in the order of the measures: digits, or with hyphens when a score can be 10. */
function rfmCode(scoring: Scoring): Sql {
  const separator = scoring.measures.some((each) => each.cuts.bins > 9) ? " || '-' || " : " || ";
  return join(
    scoring.measures.map((each) => sql`cast(${id(scoreColumn(each.cuts.measure))} as ${type("text")})`),
    separator,
  );
}

function weightedScore(scoring: Scoring): Sql {
  return join(
    scoring.measures.map((each) => sql`${double(each.weight)} * ${id(scoreColumn(each.cuts.measure))}`),
    " + ",
  );
}

/** 100 times the weighted sum of the values scaled to 0..1 by direction; a constant measure adds 0. */
function rfmIndex(scoring: Scoring): Sql {
  const sum = join(
    scoring.measures.map((each) => sql`${double(each.weight)} * ${scaledValue(each)}`),
    " + ",
  );
  const [first] = scoring.measures;
  return sql`case when ${id(scoreColumn(first.cuts.measure))} is not null then 100 * (${sum}) end`;
}

/** Clipped to 0..1: saved ranges can be narrower than the data. */
export function scaledValue({ cuts, minimum, maximum }: ScoredMeasure): Sql {
  if (minimum === null || maximum === null || minimum === maximum) return literal(0);
  const value = measureValue(cuts.measure);
  const range = double(maximum - minimum);
  const above =
    cuts.measure.better === "high" ? sql`${value} - ${double(minimum)}` : sql`${double(maximum)} - ${value}`;
  return sql`greatest(0, least(1, (${above}) / ${range}))`;
}

/** Columns: one a measure, the scores of customers with an occasion, by customer_id; for the entropy of the scores. */
export function rawScores(plan: RfmPlan, cuts: readonly MeasureCuts[]): Sql {
  const columns = cuts.map((each) => sql`${id(scoreColumn(each.measure))} as ${id(each.measure.name)}`);
  const inner = cuts.map((each) => id(scoreColumn(each.measure)));
  return sql`with ${scoreChain(plan, cuts)},
active as (
  select customer_id, ${join(inner)}
  from scored
  where is_active
)
select ${join(columns)}
from active
order by customer_id`;
}
