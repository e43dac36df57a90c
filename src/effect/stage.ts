import { fail } from "../core/errors.js";
import { id, sql } from "../engine/sql.js";
import type { Stage, StageContext, Warning } from "../engine/stage.js";
import type { EffectResult } from "../tables/results/index.js";
import { MIGRATION_COLUMN } from "./bank/panel.js";
import { prepareBank } from "./bank/prepare.js";
import { migrationSpans } from "./dates.js";
import { designHash, type EffectDesign } from "./design.js";
import { freeze } from "./freeze.js";
import { fetchMigration } from "./migration.js";
import { estimateOutcomes } from "./outcomes.js";
import { preparePanel } from "./panel/prepare.js";
import type { Prepared, Threat } from "./prepared.js";
import { checkArms, checkClusters, cohortsQuery, exclusionsQuery, flowOf, makeTable } from "./sample.js";
import { closures, regressionToTheMean, smallCells } from "./threats.js";
import { namedWindows, sumColumn, unitsQuery, type PanelColumn } from "./units.js";

/**
 * The effect of a programme by a declared design. Tables in: `panel`, or `customers`, `programme` and what the outcomes need of
 * `accounts`, `balances`, `products`, `transactions`. Tables out: `effect_sample` (every unit with the reason for which it was
 * left out), `effect_panel` (the closed panel) and `effect_units` (exact sums by unit and window).
 * Throws EFF-01, 03, 05 to 07, 11, 27 and 31 to 37.
 */
export const effect: Stage<EffectDesign, EffectResult> = async (context, design) => {
  const hash = designHash(design);
  const prepared = design.source === "bank" ? await prepareBank(context, design) : await preparePanel(context, design);
  const { engine } = context;
  const flow = flowOf(await engine.rows(exclusionsQuery), prepared.exclusions);
  const cohorts = await cohortsOf(context, prepared);
  await checkClusters(engine);
  const columns = prepared.columns.filter((each) => each.name !== MIGRATION_COLUMN);
  await makeTable(engine, "effect_units", unitsQuery(columns, prepared.windows));
  context.onProgress?.({ stage: "effect", event: "panel", rows: flow[flow.length - 1].remaining });
  const estimated = await estimateOutcomes(context, design, prepared, columns);
  const ungraded = await unitsWithoutSegment(context, design);
  const result: EffectResult = {
    design: { hash, ...describe(design, prepared) },
    cohorts,
    flow,
    outcomes: [...estimated.outcomes],
    migration: await migrationOf(context, design, prepared),
    threats: [
      ...prepared.threats,
      ...estimated.threats,
      ...ungraded.threats,
      ...smallCells(estimated.outcomes),
      ...(await regressionToTheMean(engine, design, prepared.windows)),
      ...(await closures(engine, prepared.windows)),
    ].map((each) => ({ code: each.code, values: { ...each.values } })),
  };
  await dropHelpers(context);
  return freeze({
    result,
    tables: tablesOf(prepared, columns),
    warnings: [...prepared.warnings, ...ungraded.warnings, ...estimated.warnings],
  });
};

function describe(design: EffectDesign, { windows, cluster, label }: Prepared): Omit<EffectResult["design"], "hash"> {
  const span = ({ from, to }: { from: number; to: number }) => ({ from: label(from), to: label(to) });
  return {
    unit: design.unit,
    cluster,
    period: design.period,
    controls: design.controls,
    last_period_before: label(windows.lastBefore),
    pre: span(windows.before),
    post: span(windows.after),
    population: design.population.name,
    alpha: design.alpha,
    family: design.family,
  };
}

async function cohortsOf({ engine }: StageContext, { label }: Prepared): Promise<EffectResult["cohorts"]> {
  const rows = await engine.rows(cohortsQuery);
  const cohorts = rows.map((row) => ({
    cohort: row.cohort === null ? null : Number(row.cohort),
    clusters: Number(row.clusters),
    units: Number(row.units),
  }));
  checkArms(cohorts);
  return cohorts.map((each) => ({ ...each, cohort: each.cohort === null ? null : label(each.cohort) }));
}

async function unitsWithoutSegment(
  { engine }: StageContext,
  design: EffectDesign,
): Promise<{ readonly warnings: readonly Warning[]; readonly threats: readonly Threat[] }> {
  if (!design.segment) return { warnings: [], threats: [] };
  const [row] = await engine.rows(sql`select count(*) as units, count(segment) as graded from effect_units`);
  const units = Number(row.units) - Number(row.graded);
  if (units === 0) return { warnings: [], threats: [] };
  if (Number(row.graded) === 0)
    fail("EFF-31", {
      message: `no unit has a value of the segment "${design.segment.column}"`,
      place: { key: "segment" },
      hint: "check the column and its date; a panel's segment is read in the period as_of",
    });
  const message = `${String(units)} units have no segment; they count in the overall effect only`;
  return { warnings: [{ code: "EFF-09", message }], threats: [{ code: "units_without_segment", values: { units } }] };
}

async function migrationOf(
  { engine }: StageContext,
  design: EffectDesign,
  { windows, numberOf, label, columns }: Prepared,
): Promise<EffectResult["migration"]> {
  const spans = migrationSpans(design, windows, numberOf);
  if (!design.migration || !spans) return null;
  const { scale } = columns.find((each) => each.name === MIGRATION_COLUMN)!;
  const { thresholds, names } = design.migration;
  return fetchMigration(engine, { column: MIGRATION_COLUMN, scale, thresholds, names }, spans, label);
}

const HELPERS = [
  "effect_assignment",
  "effect_accounts",
  "effect_account_faults",
  "effect_faults",
  "effect_periods",
  "effect_population",
];

async function dropHelpers({ engine }: StageContext): Promise<void> {
  for (const each of HELPERS) await engine.execute(sql`drop table if exists ${id(each)}`);
}

function tablesOf({ windows, columns: all }: Prepared, columns: readonly PanelColumn[]) {
  const unit = ["unit", "cluster", "cohort", "segment"];
  const sums = columns.flatMap(({ name }) => [...namedWindows(windows).keys()].map((each) => sumColumn(name, each)));
  return {
    effect_sample: [...unit, "opened_in", "closed_in", "exclusion"],
    effect_panel: [...unit, "period", "closed", ...all.map((each) => each.name)],
    effect_units: [...unit, "treated", ...sums],
  };
}
