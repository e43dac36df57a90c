import type { Engine } from "../engine/engine.js";
import { id, literal, sql, type as sqlType, join, type Sql } from "../engine/sql.js";
import type { EffectResult } from "../tables/results/index.js";
import { powerOfTen, wholeOf, type Scale } from "./scale.js";
import { within } from "./units.js";
import { lengthOf, type Span } from "./windows.js";

export interface Tiers {
  readonly column: string;
  readonly scale: Scale;
  readonly thresholds: readonly number[];
  readonly names: readonly string[];
}

export interface Spans {
  readonly from: Span;
  readonly to: Span;
}

type Migration = NonNullable<EffectResult["migration"]>;

/** The state of a customer who has left; it comes after the tiers. */
export const CLOSED = "closed";

function tierOf(tiers: Tiers, sum: Sql, span: Span): Sql {
  const { digits, offset } = tiers.scale;
  const bounds = tiers.thresholds.map((each) => BigInt(Math.round((each - offset) * powerOfTen(digits))));
  const reached = bounds.map(
    (bound) => sql`when ${sum} >= cast(${literal(bound * BigInt(lengthOf(span)))} as ${sqlType("exact")}) then`,
  );
  const cases = reached.map((each, at) => sql`${each} ${literal(at + 1)}`).reverse();
  return sql`case ${join(cases, " ")} else 0 end`;
}

/** Customers by arm and by tier in both windows; a tier is that of the window's mean, `closed` that of its last period. */
export function migrationQuery(tiers: Tiers, spans: Spans): Sql {
  const value = wholeOf(id(tiers.column), tiers.scale);
  const closed = literal(tiers.names.length);
  return sql`with sums as (
  select
    unit,
    cohort,
    sum(${value}) filter (where ${within(spans.from)}) as before,
    sum(${value}) filter (where ${within(spans.to)}) as after,
    bool_or(closed) filter (where period = ${literal(spans.to.to)}) as gone
  from effect_panel
  group by unit, cohort
),
states as (
  select
    case when cohort is null then 'control' else 'treated' end as arm,
    ${tierOf(tiers, sql`before`, spans.from)} as from_state,
    case when gone then ${closed} else ${tierOf(tiers, sql`after`, spans.to)} end as to_state
  from sums
)
select arm, from_state, to_state, count(*) as customers
from states
group by arm, from_state, to_state
order by arm desc, from_state, to_state`;
}

/** The migration matrix of each arm, every cell listed; shares are of the row, null in an empty row. */
export async function fetchMigration(
  engine: Engine,
  tiers: Tiers,
  spans: Spans,
  label: (period: number) => string,
): Promise<Migration> {
  const rows = await engine.rows(migrationQuery(tiers, spans));
  const states = [...tiers.names, CLOSED];
  const cells = (["treated", "control"] as const).flatMap((arm) =>
    tiers.names.flatMap((from, row) => {
      const counts = states.map((_, to) => countOf(rows, arm, row, to));
      const total = counts.reduce((sum, each) => sum + each, 0);
      return states.map((to, at) => ({
        arm,
        from,
        to,
        customers: counts[at],
        row_share: total > 0 ? counts[at] / total : null,
      }));
    }),
  );
  const text = (span: Span) => (span.from === span.to ? label(span.to) : `${label(span.from)}..${label(span.to)}`);
  return { states, from: text(spans.from), to: text(spans.to), cells };
}

function countOf(rows: readonly Readonly<Record<string, unknown>>[], arm: string, from: number, to: number): number {
  const found = rows.find((each) => each.arm === arm && each.from_state === from && each.to_state === to);
  return found ? Number(found.customers) : 0;
}
