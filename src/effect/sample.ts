import { fail } from "../core/errors.js";
import type { Engine, Row } from "../engine/engine.js";
import { id, sql, type Sql } from "../engine/sql.js";
import type { EffectResult } from "../tables/results/index.js";

type Flow = EffectResult["flow"];

/** The kept rows of effect_sample. */
export const populationQuery: Sql = sql`select unit, cluster, cohort, segment, opened_in, closed_in
from effect_sample
where exclusion is null`;

/** How many units each reason of exclusion took. */
export const exclusionsQuery: Sql = sql`select exclusion, count(*) as units
from effect_sample
group by exclusion
order by exclusion`;

/** Clusters and units of each cohort of the population; never comes last. */
export const cohortsQuery: Sql = sql`select cohort, count(distinct cluster) as clusters, count(*) as units
from effect_population
group by cohort
order by cohort nulls last`;

/** Makes a table from a query. */
export async function makeTable(engine: Engine, name: string, query: Sql): Promise<void> {
  await engine.execute(engine.dialect.createTableAs(id(name), query));
}

/** The sample flow: what each exclusion took, in order; the last remaining is the population. */
export function flowOf(rows: readonly Row[], exclusions: readonly string[]): Flow {
  const taken = new Map(rows.map((each) => [each.exclusion, Number(each.units)]));
  let remaining = rows.reduce((sum, each) => sum + Number(each.units), 0);
  const flow = [{ step: "all_units", removed: 0, remaining }];
  for (const step of exclusions) {
    const removed = taken.get(step) ?? 0;
    remaining -= removed;
    flow.push({ step, removed, remaining });
  }
  return flow;
}

/** Stops with EFF-07 when the named exclusions took more than the allowed share of the units that had come so far. */
export function checkMissing(flow: Flow, steps: readonly string[], atMost: number): number {
  const lost = flow.filter((each) => steps.includes(each.step));
  const removed = lost.reduce((sum, each) => sum + each.removed, 0);
  const before = lost.length > 0 ? lost[0].remaining + lost[0].removed : 0;
  if (removed > atMost * before)
    fail("EFF-07", {
      message: `${String(removed)} of ${String(before)} units lack periods or values in the windows`,
      expected: `at most a share of ${String(atMost)} (missing.at_most)`,
      hint: "complete the export; or raise missing.at_most; or, where no balance row means zero, set missing.rule: zero",
    });
  return removed;
}

/** Stops when the population or one of its arms is empty (EFF-35, EFF-03). */
export function checkArms(cohorts: readonly { cohort: number | null; clusters: number; units: number }[]): void {
  const controls = cohorts.filter((each) => each.cohort === null).length;
  if (cohorts.length === 0)
    fail("EFF-35", { message: "no unit is left in the population", hint: "look at the sample flow of the design" });
  if (controls === 0)
    fail("EFF-03", {
      message: "every unit adopts within the data; no comparison exists",
      hint: "declare units without the programme, or end the data before the last adoption",
    });
  if (cohorts.length === controls)
    fail("EFF-35", {
      message: "no unit of the population has the programme",
      hint: "look at the ids in the programme table and at the population of the design",
    });
}

/** Units, clusters, units that come twice and clusters with units of both arms. */
export const clusterFactsQuery: Sql = sql`with clusters as (
  select cluster, count(distinct cohort is null) as arms
  from effect_population
  group by cluster
)
select
  (select count(*) - count(distinct unit) from effect_population) as repeated,
  count(*) as clusters,
  count(*) filter (where arms > 1) as mixed
from clusters`;

/** Stops for units that come twice (EFF-06), a single cluster (EFF-11) and clusters with both arms (EFF-37). */
export async function checkClusters(engine: Engine): Promise<void> {
  const [row] = await engine.rows(clusterFactsQuery);
  if (Number(row.repeated) > 0)
    fail("EFF-06", {
      message: `${String(row.repeated)} rows of the population repeat a unit`,
      expected: "one row per customer",
      hint: "remove the duplicates from the export",
    });
  if (Number(row.clusters) < 2)
    fail("EFF-11", { message: "all units are in one cluster", hint: "declare another column as cluster" });
  if (Number(row.mixed) > 0)
    fail("EFF-37", {
      message: `${String(row.mixed)} of ${String(row.clusters)} clusters hold treated and untreated units`,
      expected: "each cluster wholly in one arm",
      hint: "cluster at the level at which the programme was assigned: the branch, or the customer",
    });
}
