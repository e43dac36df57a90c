import { fail, failIfAny, type Problem } from "../../core/errors.js";
import { parseIsoDate } from "../../core/calendar.js";
import type { Engine } from "../../engine/engine.js";
import { id, join, sql, type Sql } from "../../engine/sql.js";
import type { Catalog, StageContext, StageOutcome } from "../../engine/stage.js";
import type { RfmCut, RfmResult } from "../../tables/results/rfm.js";
import type { FrozenCuts } from "./frozen-schema.js";
import { checkFrozen, freeze, scoringOf } from "./frozen.js";
import { bookingFlow, currencyOf, type BookingFlow } from "./flow.js";
import { checkSettings, planOf, type RfmPlan } from "./plan.js";
import { resultOf, runTotals } from "./result.js";
import { scoringOfData } from "./scoring-of-data.js";
import type { RfmSettings } from "./settings.js";
import { baseOf, readyFaults } from "./sql/base.js";
import { customerActivity, lastBookingDay } from "./sql/bookings.js";
import { lifetimeFaults } from "./sql/lifetime.js";
import { scoresTable, scoreTableColumns } from "./sql/scores-table.js";
import { cellTable } from "./sql/summaries.js";
import { rfmWarnings } from "./warnings.js";

/** The outcome of an RFM run. `frozen` is what `saveCuts` writes; null with ties `split`. */
export interface RfmOutcome extends StageOutcome<RfmResult> {
  readonly frozen: FrozenCuts | null;
}

/**
 * RFM of every customer. Tables in: `transactions` (with `accounts` where bookings name no customer), optional `customers`,
 * or `rfm_input`. Tables out: `rfm_scores`, one row per customer in no order, and `rfm_cuts`.
 * Throws all contradictions of the settings together (VAL-001, VAL-002), and what the data lack (VAL-003 to VAL-008).
 */
export async function rfm(context: StageContext, settings: RfmSettings): Promise<RfmOutcome> {
  const { engine, catalog } = context;
  checkSettings(settings, catalog);
  const plan = planOf(settings, await asOfOf(context, settings));
  const currency = await currencyOf(engine, plan, catalog);
  if (settings.frozen) checkFrozen(plan, settings.frozen, currency);
  const flow = await makeBase(context, plan);
  const estimated = settings.frozen ? null : await scoringOfData(engine, plan);
  const scoring = estimated?.scoring ?? scoringOf(settings.frozen!);
  await create(engine, "rfm_scores", scoresTable(plan, scoring));
  await create(engine, "rfm_cells", cellTable(plan));
  const sums = await runTotals(engine, plan);
  const weights = estimated?.weights ?? null;
  const result = await resultOf(engine, { plan, scoring, flow, currency, weights, fits: estimated?.fits ?? {} }, sums);
  const warnings = [...(weights?.warnings ?? []), ...(await rfmWarnings(engine, plan, scoring, result, sums))];
  await loadCuts(engine, result.cuts);
  for (const table of ["rfm_activity", "rfm_base", "rfm_cells"])
    await engine.execute(sql`drop table if exists ${id(table)}`);
  context.onProgress?.({ stage: "rfm", event: "scored", rows: sums.scored });
  return Object.freeze({
    result,
    tables: { rfm_scores: scoreTableColumns(plan), rfm_cuts: CUT_COLUMNS },
    warnings: Object.freeze(warnings),
    frozen: freeze(plan, scoring, currency, result.cuts),
  });
}

/** Makes rfm_base, one row per customer; what became of the bookings, or null for a ready table. */
async function makeBase({ engine, catalog }: StageContext, plan: RfmPlan): Promise<BookingFlow | null> {
  const { input } = plan.settings;
  if (input === "ready") await checkReady(engine);
  else if (input === "lifetime") await checkLifetime(engine, plan);
  else await checkKeys(engine, catalog);
  if (input === "transactions") await create(engine, "rfm_activity", customerActivity(plan, catalog, engine.dialect));
  const flow = input === "transactions" ? await bookingFlow(engine, plan) : null;
  await create(engine, "rfm_base", baseOf(plan, catalog, engine.dialect));
  await checkBase(engine, plan);
  return flow;
}

async function create(engine: Engine, table: string, query: Sql): Promise<void> {
  await engine.execute(engine.dialect.createTableAs(id(table), query));
}

async function asOfOf({ engine, catalog }: StageContext, settings: RfmSettings): Promise<string> {
  if (settings.as_of !== null) return settings.as_of;
  const isReady = settings.input === "ready";
  if (isReady && !catalog.has("rfm_input", "last_date"))
    fail("VAL-001", { message: "a table of recency_days needs as_of", place: { key: "rfm.as_of" }, hint: "set as_of" });
  const query = isReady ? sql`select max(last_date) as as_of from rfm_input` : lastBookingDay;
  const [row] = await engine.rows(query);
  if (typeof row.as_of !== "string" || parseIsoDate(row.as_of) === null)
    fail("VAL-004", { message: "the data hold no dated booking", hint: "check the mapping of the date column" });
  return row.as_of;
}

async function checkReady(engine: Engine): Promise<void> {
  const [row] = await engine.rows(readyFaults);
  const problems: Problem[] = [];
  const duplicates = Number(row.duplicates ?? 0);
  if (Number(row.without_id ?? 0) > 0 || duplicates > 0)
    problems.push({
      code: "VAL-012",
      message: `${String(duplicates)} rows share a customer_id, ${String(row.without_id)} have none`,
      hint: "give one row per customer",
    });
  if (Number(row.without_money ?? 0) > 0)
    problems.push({
      code: "VAL-008",
      message: `${String(row.without_money)} customers with occasions have no monetary value`,
      hint: "complete the table",
    });
  failIfAny(problems);
}

async function checkLifetime(engine: Engine, plan: RfmPlan): Promise<void> {
  const [row] = await engine.rows(lifetimeFaults(plan));
  const faults = [
    ["VAL-012", Number(row.without_id ?? 0) + Number(row.duplicates ?? 0), "rows lack or share a customer_id"],
    [
      "VAL-022",
      Number(row.impossible ?? 0),
      "rows have a missing or negative value, t_x above T, or t_x without a repeat",
    ],
    ["VAL-022", Number(row.uneven ?? 0), "rows have durations that are no whole days in the stated unit"],
  ] as const;
  const hint = "check the columns and their unit; `custval explain VAL-022` says what a row must hold";
  failIfAny(
    faults
      .filter(([, rows]) => rows > 0)
      .map(([code, rows, what]) => ({ code, message: `${String(rows)} ${what}`, hint })),
  );
}

/** A customer or an account that comes twice would count its bookings twice. */
async function checkKeys(engine: Engine, catalog: Catalog): Promise<void> {
  const problems: Problem[] = [];
  for (const [table, key] of [
    ["customers", "customer_id"],
    ["accounts", "account_id"],
    ["products", "product_code"],
  ] as const) {
    if (!catalog.has(table, key)) continue;
    const [row] = await engine.rows(sql`select count(*) - count(distinct ${id(key)}) as copies
from ${id(table)}`);
    if (Number(row.copies) === 0) continue;
    const message = `${String(row.copies)} rows of ${table} repeat or lack ${key}`;
    problems.push({ code: "VAL-012", message, hint: "give each key one row; `custval check` lists them" });
  }
  failIfAny(problems);
}

/** Every customer with an occasion has a value of every measure, and there is at least one such customer. */
async function checkBase(engine: Engine, plan: RfmPlan): Promise<void> {
  const [active] = await engine.rows(sql`select count(*) as customers
from rfm_base
where is_active`);
  if (Number(active.customers) === 0)
    fail("VAL-004", { message: "no customer has an occasion", hint: "check refunds, direction and filters" });
  const missing = plan.measures.map(({ name }) => sql`count(*) - count(${id(name)}) as ${id(name)}`);
  const [row] = await engine.rows(sql`select ${join(missing)}
from rfm_base
where is_active`);
  failIfAny(
    plan.measures
      .filter(({ name }) => Number(row[name]) > 0)
      .map(({ name }) => ({
        code: "VAL-008" as const,
        message: `${name} is missing for ${String(row[name])} customers with occasions`,
        hint: "complete the source of the measure, or choose another",
      })),
  );
}

const CUT_COLUMNS = [
  "measure",
  "parent",
  "bin",
  "lower",
  "upper",
  "closed",
  "customers",
  "share",
  "score",
  "minimum_score",
  "maximum_score",
] as const;

async function loadCuts(engine: Engine, cuts: readonly RfmCut[]): Promise<void> {
  await engine.load("rfm_cuts", [
    { name: "measure", type: "text", values: cuts.map((each) => each.measure) },
    { name: "parent", type: "text", values: cuts.map((each) => each.parent ?? null) },
    { name: "bin", type: "integer", values: cuts.map((each) => each.bin) },
    { name: "lower", type: "double", values: cuts.map((each) => each.lower) },
    { name: "upper", type: "double", values: cuts.map((each) => each.upper) },
    { name: "closed", type: "text", values: cuts.map((each) => each.closed) },
    { name: "customers", type: "integer", values: cuts.map((each) => each.customers) },
    { name: "share", type: "double", values: cuts.map((each) => each.share) },
    { name: "score", type: "integer", values: cuts.map((each) => each.score) },
    { name: "minimum_score", type: "integer", values: cuts.map((each) => each.minimum_score ?? null) },
    { name: "maximum_score", type: "integer", values: cuts.map((each) => each.maximum_score ?? null) },
  ]);
}

/** The saved cuts of a run as plain JSON, with the hash of the data they were made on. Throws VAL-001 with ties `split`. */
export function saveCuts(outcome: RfmOutcome, dataHash: string | null = null): FrozenCuts {
  if (outcome.frozen === null)
    fail("VAL-001", { message: "ties split has no cuts to save", hint: "choose ties together, dense or midrank" });
  return { ...outcome.frozen, data_hash: dataHash ?? outcome.frozen.data_hash };
}

/** The settings that score by saved cuts, unchanged: measures and money as saved, weights and segments from the cuts. */
export function applyCuts(settings: RfmSettings, frozen: FrozenCuts): RfmSettings {
  return { ...settings, frozen, model: frozen.measures.map((each) => each.measure) };
}
