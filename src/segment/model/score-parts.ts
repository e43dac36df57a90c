import type { Engine } from "../../engine/engine.js";
import { empty, id, sql, type Sql } from "../../engine/sql.js";
import { appendAssignments, loadAssignments, type Assigned } from "../assignments.js";
import type { MeasureScope } from "../features/measure-scope.js";
import { populationCte, type Population } from "../features/population.js";
import { readCategories } from "../features/categories.js";
import { readFeatures } from "../features/read.js";
import type { ResolvedCategory, ResolvedFeature } from "../features/resolve.js";
import { categoriesOf } from "./model-categories.js";
import { flagsOf } from "./flags.js";
import type { SegmentModel } from "./model.js";
import { scoreRows } from "./score.js";
import { addTallies, emptyTally, tallyOf, type Tally } from "./tally.js";

/** Customers that are scored at a time, so that memory does not grow with their number. */
const PART = 262_144;

/** Who is scored by what. */
export interface Scoring {
  readonly engine: Engine;
  readonly population: Population;
  readonly features: readonly ResolvedFeature[];
  readonly categories: readonly ResolvedCategory[];
  readonly scope: MeasureScope | null;
  readonly signal?: AbortSignal;
  readonly onPart?: (scored: number) => void;
}

/** Scores the population part by part in id order and leaves the table of assignments. */
export async function scoreInParts(scoring: Scoring, model: SegmentModel, part = PART): Promise<Tally> {
  const { engine, features, scope } = scoring;
  let tally = emptyTally(model);
  for (const [at, population] of (await partsOf(scoring, part)).entries()) {
    scoring.signal?.throwIfAborted();
    const table = await readFeatures(engine, population, features, scope, 1);
    const columns = [...table.columns, ...(await codesOf(scoring, population, model, table.customers))];
    const scores = scoreRows(model, columns);
    const flags = flagsOf(model, columns, scores);
    const ids = Array.from(scores.kept, (row) => table.ids[row]);
    const assigned: Assigned = { ids, ...scores, flags };
    if (at === 0) await loadAssignments(engine, assigned, model.segments);
    else await appendAssignments(engine, assigned, model.segments);
    tally = addTallies(tally, tallyOf(model, columns, scores.kept, flags.outside));
    scoring.onPart?.(tally.customers);
  }
  return tally;
}

/** The codes of the model's categories, one column each. */
export async function codesOf(
  { engine, categories }: Pick<Scoring, "engine" | "categories">,
  population: Population,
  model: SegmentModel,
  customers: number,
): Promise<readonly Float64Array[]> {
  const levels = categoriesOf(model).map((each) => each.categories.levels);
  const read = await readCategories(engine, population, categories, customers, levels);
  return read.map((each) => each.codes);
}

/** The population in parts by id; one part where the file's order counts. */
async function partsOf({ engine, population }: Scoring, size: number): Promise<readonly Population[]> {
  if (population.identified_by === "file_order") return [population];
  const rows = await engine.rows(boundsQuery(population, size));
  const bounds = rows.map((row) => String(row["customer_id"]));
  const edges = [null, ...bounds];
  return edges.map((low, at) => ({ ...population, only: within(population, low, edges[at + 1] ?? null) }));
}

/** Every `size`-th id of the population that is not the last one. */
function boundsQuery(population: Population, size: number): Sql {
  return sql`with ${populationCte(population)},
numbered as (
  select customer_id, row_number() over (order by customer_id) as position, count(*) over () as customers
  from population
  where customer_id is not null
)
select distinct customer_id
from numbered
where position % ${size} = 0 and position < customers
order by customer_id`;
}

/** Ids above `low` up to `high`; the last part takes rows without an id along, so that reading them refuses these. */
function within({ only }: Population, low: string | null, high: string | null): Sql | null {
  const customer = id("customer_id");
  const above = low === null ? empty : sql`${customer} > ${low}`;
  const upTo = high === null ? empty : sql`${customer} <= ${high}`;
  if (low === null && high === null) return only;
  const range =
    low === null ? upTo : high === null ? sql`(${above} or ${customer} is null)` : sql`${above} and ${upTo}`;
  return only === null ? range : sql`${only} and ${range}`;
}
