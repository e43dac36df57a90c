import { failIfAny } from "../../core/errors.js";
import type { Row } from "../../engine/engine.js";
import { empty, id, join, sql, type, type Sql } from "../../engine/sql.js";
import { ASSIGNMENT_COLUMNS, ASSIGNMENTS, labelsOf } from "../assignments.js";
import { BOUNDARY_RATIO } from "../describe/confidence.js";
import { notFinite, LARGEST, refuseIds } from "../features/read.js";
import { ATYPICAL_PERCENTILE } from "./flags.js";
import type { SegmentModel } from "./model.js";
import type { Scoring } from "./score-parts.js";
import type { Tally } from "./tally.js";

/**
 * Scores inside the engine where the model's recipe is plain arithmetic on double columns of one table, and gives the bytes that
 * scoring part by part gives: each operation is one IEEE operation in the same order. Null where that is not so: logarithms and
 * quantiles come from this program, a decimal column is converted once by it, and measures are computed from several tables.
 */
export async function scoreInSql(scoring: Scoring, model: SegmentModel): Promise<Tally | null> {
  if (!(await allows(scoring, model))) return null;
  const { engine } = scoring;
  const [found] = await engine.rows(tallyQuery(scoring, model));
  refuseBad(scoring, found);
  await engine.execute(engine.dialect.createTableAs(id(ASSIGNMENTS), assignmentsQuery(scoring, model)));
  return tallyFrom(model, found);
}

async function allows({ engine, population, features }: Scoring, model: SegmentModel): Promise<boolean> {
  const { features: steps, components } = model.prepare;
  const plain =
    model.scoring === null &&
    components === null &&
    steps.every((each) => each.transform.kind === "none" && !each.indicator);
  const oneTable = features.every(({ source }) => source.kind === "column" && source.table === population.table);
  if (!plain || !oneTable || population.identified_by !== "customer_id") return false;
  const rows = await engine.rows(sql`select column_name, lower(data_type) as data_type
from information_schema.columns
where table_name = ${population.table}`);
  const doubles = rows.filter((row) => row["data_type"] === engine.dialect.type("double"));
  const names = new Set(doubles.map((row) => String(row["column_name"])));
  return features.every(({ source }) => source.kind === "column" && names.has(source.column));
}

const raw = (j: number) => id(`c${String(j)}`);
const filled = (j: number) => id(`f${String(j)}`);
const prepared = (j: number) => id(`x${String(j)}`);
const squared = (c: number) => id(`q${String(c)}`);
const number = (value: number) => sql`cast(${value} as ${type("double")})`;
const count = (condition: Sql) => sql`count(case when ${condition} then 1 end)`;

/** CTE `source`: id and raw features of the population. */
function sourceCte({ population, features }: Scoring): Sql {
  const columns = features.map(
    ({ source }, j) => sql`${id(source.kind === "column" ? source.column : "")} as ${raw(j)}`,
  );
  const where = population.only === null ? empty : sql`\n  where ${population.only}`;
  return sql`source as (
  select customer_id, ${join(columns)}
  from ${id(population.table)}${where}
)`;
}

/** CTE `usable`: rows that the model can score, with the number of their missing values. */
function usableCte(model: SegmentModel): Sql {
  const { features } = model.prepare;
  const missing = join(
    features.map((_, j) => sql`case when ${raw(j)} is null then 1 else 0 end`),
    " + ",
  );
  const needed = features.flatMap((each, j) => (each.missing === "fill" ? [] : [sql`${raw(j)} is not null`]));
  const all = join([sql`2 * (${missing}) <= ${features.length}`, ...needed], " and ");
  return sql`usable as (
  select *, (${missing}) > 0 as imputed
  from source
  where ${all}
)`;
}

function outsideOf(model: SegmentModel, j: number): Sql {
  const { usual_low, usual_high } = model.drift[j];
  return sql`(${raw(j)} < ${number(usual_low)} or ${raw(j)} > ${number(usual_high)})`;
}

function assignmentsQuery(scoring: Scoring, model: SegmentModel): Sql {
  const k = model.centres.length;
  const features = model.prepare.features;
  const outside = join(
    features.map((_, j) => sql`coalesce(${outsideOf(model, j)}, false)`),
    " or ",
  );
  return sql`with ${sourceCte(scoring)},
${usableCte(model)},
capped as (
  select customer_id, imputed, ${outside} as outside_range, ${join(features.map((_, j) => cappedOf(model, j)))}
  from usable
),
prepared as (
  select customer_id, imputed, outside_range, ${join(features.map((_, j) => preparedOf(model, j)))}
  from capped
),
distances as (
  select customer_id, imputed, outside_range, ${join(model.centres.map((centre, c) => sql`${distanceOf(centre)} as ${squared(c)}`))}
  from prepared
),
nearest as (
  select *, ${firstEqual(k, leastOf(k))} as label
  from distances
),
others as (
  select *, ${leastOther(k)} as other
  from nearest
),
placed as (
  select *, ${secondOf(k)} as second
  from others
),
measured as (
  select customer_id, imputed, outside_range, label, second, sqrt(${leastOf(k)}) as distance,
    case when other is null then null when other = 0 then 1.0 else sqrt(${leastOf(k)}) / sqrt(other) end as ratio
  from placed
),
ranked as (
  select *, ${percentileOf(model)} as percentile
  from measured
),
assigned as (
  select customer_id, ${byLabel(sql`label`, labelsOf(k))} as segment,
    ${byLabel(
      sql`label`,
      model.segments.map((each) => each.name_en),
    )} as name_en,
    ${byLabel(
      sql`label`,
      model.segments.map((each) => each.name_zh),
    )} as name_zh,
    distance, ${byLabel(sql`second`, labelsOf(k))} as second_segment, ratio, percentile,
    cast(null as ${type("double")}) as posterior, cast(null as ${type("double")}) as co_membership,
    coalesce(ratio >= ${number(BOUNDARY_RATIO)}, false) as boundary,
    percentile >= ${number(ATYPICAL_PERCENTILE)} as atypical, outside_range, imputed
  from ranked
)
select ${join(ASSIGNMENT_COLUMNS.map((each) => id(each)))}
from assigned
order by customer_id`;
}

function cappedOf(model: SegmentModel, j: number): Sql {
  const { fill, lower, upper } = model.prepare.features[j];
  const known = fill === null ? raw(j) : sql`coalesce(${raw(j)}, ${number(fill)})`;
  const above = lower === null ? known : sql`greatest(${known}, ${number(lower)})`;
  return sql`${upper === null ? above : sql`least(${above}, ${number(upper)})`} as ${filled(j)}`;
}

function preparedOf(model: SegmentModel, j: number): Sql {
  const { centre, spread, factor } = model.prepare.features[j];
  return sql`(${filled(j)} - ${number(centre)}) / ${number(spread)} * ${number(factor)} as ${prepared(j)}`;
}

function distanceOf(centre: readonly number[]): Sql {
  const terms = centre.map((x, j) => {
    const difference = sql`(${prepared(j)} - ${number(x)})`;
    return sql`${difference} * ${difference}`;
  });
  return join(terms, " + ");
}

function leastOf(k: number): Sql {
  const all = Array.from({ length: k }, (_, c) => squared(c));
  return k === 1 ? all[0] : sql`least(${join(all)})`;
}

/** The first label whose squared distance equals a value. */
function firstEqual(k: number, value: Sql, except: Sql = empty): Sql {
  const cases = Array.from(
    { length: k },
    (_, c) => sql`when ${squared(c)} = ${value}${exceptFor(c, except)} then ${c}`,
  );
  return sql`case ${join(cases, " ")} end`;
}

function exceptFor(c: number, except: Sql): Sql {
  return except === empty ? empty : sql` and ${except} <> ${c}`;
}

/** The least squared distance to a centre that is not the own one; null for one segment. */
function leastOther(k: number): Sql {
  if (k === 1) return sql`cast(null as ${type("double")})`;
  const others = Array.from({ length: k }, (_, c) => sql`case when label <> ${c} then ${squared(c)} end`);
  return sql`least(${join(others)})`;
}

function secondOf(k: number): Sql {
  return k === 1 ? sql`cast(null as ${type("integer")})` : firstEqual(k, sql`other`, sql`label`);
}

function byLabel(label: Sql, words: readonly string[]): Sql {
  const cases = words.map((word, c) => sql`when ${c} then ${word}`);
  return sql`case ${label} ${join(cases, " ")} end`;
}

function percentileOf(model: SegmentModel): Sql {
  const cases = model.segments.map(
    ({ distance_percentiles }, c) =>
      sql`when ${c} then ${countBelow(distance_percentiles, 0, distance_percentiles.length)}`,
  );
  return sql`cast(case label ${join(cases, " ")} end as ${type("double")}) / 100`;
}

/** How many of the rising values lie below the distance, when those before `from` do and those from `to` on do not. */
function countBelow(rising: readonly number[], from: number, to: number): Sql {
  if (from === to) return sql`${from}`;
  const middle = (from + to) >> 1;
  const upper = countBelow(rising, middle + 1, to);
  return sql`case when ${number(rising[middle])} < distance then ${upper} else ${countBelow(rising, from, middle)} end`;
}

/** One row of counts: customers, bad ids, and by feature the bins, missing, outside and unusable values. */
function tallyQuery(scoring: Scoring, model: SegmentModel): Sql {
  const counts = model.drift.flatMap((_, j) => countsOf(model, j));
  const anyOutside = join(
    model.drift.map((_, j) => outsideOf(model, j)),
    " or ",
  );
  const bad = model.drift.map(
    (_, j) => sql`${count(sql`not abs(${raw(j)}) <= ${number(LARGEST)}`)} as ${id(`bad_${String(j)}`)}`,
  );
  const gone = model.drift.map((_, j) => sql`${count(sql`${raw(j)} is null`)} as ${id(`gone_${String(j)}`)}`);
  return sql`with ${sourceCte(scoring)},
${usableCte(model)},
every as (
  select count(*) as customers, count(*) - count(customer_id) as without,
    count(customer_id) - count(distinct customer_id) as repeated, ${join([...bad, ...gone])}
  from source
),
scored as (
  select count(*) as scored, ${count(anyOutside)} as outside_customers, ${join(counts)}
  from usable
)
select *
from every
cross join scored`;
}

function countsOf(model: SegmentModel, j: number): readonly Sql[] {
  const { edges } = model.drift[j];
  const bins = Array.from({ length: edges.length + 1 }, (_, bin) => {
    const above = bin === 0 ? sql`${raw(j)} is not null` : sql`${raw(j)} > ${number(edges[bin - 1])}`;
    const upTo = bin === edges.length ? empty : sql` and ${raw(j)} <= ${number(edges[bin])}`;
    return sql`${count(sql`${above}${upTo}`)} as ${id(`bin_${String(j)}_${String(bin)}`)}`;
  });
  return [
    ...bins,
    sql`${count(sql`${raw(j)} is null`)} as ${id(`missing_${String(j)}`)}`,
    sql`${count(outsideOf(model, j))} as ${id(`outside_${String(j)}`)}`,
  ];
}

function refuseBad({ population, features }: Scoring, found: Row): void {
  const [without, repeated] = [Number(found["without"]), Number(found["repeated"])];
  if (without + repeated > 0) refuseIds(population.table, without, repeated);
  failIfAny(
    features.flatMap((feature, j) => {
      const bad = Number(found[`bad_${String(j)}`]);
      return bad === 0 ? [] : [notFinite(feature, bad)];
    }),
  );
}

function tallyFrom(model: SegmentModel, found: Row): Tally {
  const of = (name: string) => Number(found[name]);
  return {
    customers: of("customers"),
    scored: of("scored"),
    outside_customers: of("outside_customers"),
    categories: [],
    features: model.drift.map(({ feature, edges }, j) => ({
      feature,
      counts: Float64Array.from({ length: edges.length + 1 }, (_, bin) => of(`bin_${String(j)}_${String(bin)}`)),
      missing: of(`missing_${String(j)}`),
      gone: of(`gone_${String(j)}`),
      outside: of(`outside_${String(j)}`),
    })),
  };
}
