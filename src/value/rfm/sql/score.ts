import { id, join, literal, sql, type, type Sql } from "../../../engine/sql.js";
import { POOLED, scoreOfBin, type CutCell, type MeasureCuts } from "../cuts.js";
import { scoreColumn, type Measure } from "../measures.js";
import type { RfmPlan } from "../plan.js";

/** An exact double in SQL text: a bare decimal literal would be rounded by the engine's decimal type. */
export function double(value: number): Sql {
  return sql`cast(${literal(String(value))} as ${type("double")})`;
}

/** The value of a measure as the double that cuts are compared with. */
export function measureValue(measure: Measure): Sql {
  return sql`cast(${id(measure.name)} as ${type("double")})`;
}

/** `case when value <= cut then score … end` for one cell. */
export function scoreByCuts(cuts: MeasureCuts, cell: CutCell): Sql {
  const value = measureValue(cuts.measure);
  const compare = cuts.closed === "right" ? sql`<=` : sql`<`;
  const branches = cell.points.flatMap((point, at) =>
    point === null ? [] : [sql` when ${value} ${compare} ${double(point)} then ${literal(scoreOfBin(cuts, at + 1))}`],
  );
  const last = literal(scoreOfBin(cuts, cuts.bins));
  return branches.length === 0 ? last : sql`case${join(branches, "")} else ${last} end`;
}

/** The score by the cell of the measures scored before, or by the only cell. */
export function scoreExpression(cuts: MeasureCuts, parent: Sql): Sql {
  if (cuts.cells.length === 1 && cuts.cells[0].parent === "") return scoreByCuts(cuts, cuts.cells[0]);
  const branches = cuts.cells.map((cell) =>
    cell.parent === POOLED
      ? sql`
      else ${scoreByCuts(cuts, cell)}`
      : sql`
      when ${literal(cell.parent)} then ${scoreByCuts(cuts, cell)}`,
  );
  return sql`case ${parent}${join(branches, "")} end`;
}

/** The score by rank, equal values parted by customer_id: bin `1 + floor(k (rank - 1) / n)`. */
export function scoreByRank(measure: Measure, bins: number): Sql {
  const order = sql`order by ${id(measure.name)}, customer_id`;
  const bin = sql`cast(1 + floor(${literal(bins)} * (row_number() over (partition by is_active ${order}) - 1.0) / count(*) over (partition by is_active)) as ${type("integer")})`;
  return measure.better === "high" ? bin : sql`${literal(bins + 1)} - ${bin}`;
}

/** The scores so far as one text, such as `5-3`; empty before the first. */
export function parentOf(measures: readonly Measure[]): Sql {
  if (measures.length === 0) return sql`''`;
  const texts = measures.map((each) => sql`cast(${id(scoreColumn(each))} as ${type("text")})`);
  return join(texts, " || '-' || ");
}

/**
 * CTEs that add one score column after the other to the rows of rfm_base; the last is `scored`.
 * A customer without an occasion has no score, unless the policy gives one.
 */
export function scoreChain(plan: RfmPlan, cuts: readonly MeasureCuts[]): Sql {
  const steps = cuts.map((each, at) => {
    const from = at === 0 ? id("rfm_base") : id(`scored_${String(at)}`);
    const name = at === cuts.length - 1 ? id("scored") : id(`scored_${String(at + 1)}`);
    const parent = parentOf(cuts.slice(0, at).map((before) => before.measure));
    return sql`${name} as (
  select
    *,
    case when ${isScored(plan, each.measure)} then ${scoreOf(plan, each, parent)}${lowest(plan, each.measure)} end as ${id(scoreColumn(each.measure))}
  from ${from}
)`;
  });
  return join(steps, ",\n");
}

function scoreOf(plan: RfmPlan, cuts: MeasureCuts, parent: Sql): Sql {
  if (plan.settings.ties === "split" && plan.settings.frozen === null) return scoreByRank(cuts.measure, cuts.bins);
  return scoreExpression(cuts, parent);
}

function isScored(plan: RfmPlan, measure: Measure): Sql {
  const policy = plan.settings.no_transactions;
  if (policy === "none") return sql`is_active`;
  const byCuts = policy !== "lowest" || (measure.letter !== "r" && measure.letter !== "f");
  return byCuts ? sql`${id(measure.name)} is not null` : sql`is_active`;
}

function lowest(plan: RfmPlan, measure: Measure): Sql {
  const isLowest = plan.settings.no_transactions === "lowest" && (measure.letter === "r" || measure.letter === "f");
  return isLowest ? sql` when not is_active then 1` : sql``;
}
