import { isoMonth, monthIndex } from "../../core/calendar.js";
import { fail } from "../../core/errors.js";
import { id, sql } from "../../engine/sql.js";
import type { StageContext, Warning } from "../../engine/stage.js";
import { checkDates } from "../dates.js";
import type { EffectDesign } from "../design.js";
import type { Prepared, Threat } from "../prepared.js";
import { checkMissing, exclusionsQuery, flowOf, makeTable, populationQuery } from "../sample.js";
import { lengthOf, windowsOf, type Span, type Windows } from "../windows.js";
import { adoptionsQuery, assignmentChecksQuery, assignmentQuery, monthsQuery } from "./assignment.js";
import { findFaults, noteFilled } from "./faults.js";
import { bankColumns, bankPanelQuery } from "./panel.js";
import { BANK_EXCLUSIONS, bankSampleQuery } from "./sample.js";
import { checkTables, clusterOf, levelOf } from "./tables.js";

/** Month index of `yyyy-mm`. */
function monthNumber(text: string | number): number {
  const [year, month] = String(text).split("-").map(Number);
  return monthIndex(year, month);
}

interface Notes {
  readonly warnings: Warning[];
  readonly threats: Threat[];
}

/** Builds effect_sample, effect_population and effect_panel from a bank's tables. Throws EFF-01, 05, 06, 07, 31 to 34. */
export async function prepareBank(context: StageContext, design: EffectDesign): Promise<Prepared> {
  const { engine, catalog } = context;
  checkTables(design, catalog);
  const notes: Notes = { warnings: [], threats: [] };
  const data = await extent(context);
  await makeTable(engine, "effect_assignment", assignmentQuery(engine.dialect, design, catalog));
  await checkAssignment(context, design, notes);
  const adoptions = await engine.rows(adoptionsQuery);
  const windows = windowsOf(
    design,
    data,
    adoptions.map((each) => Number(each.cohort)),
  );
  checkDates(design, windows, monthNumber, isoMonth);
  await checkSegmentTable(context, design);
  await findFaults(context, design, windows);
  await makeTable(engine, "effect_sample", bankSampleQuery(engine.dialect, design, catalog, windows));
  await noteMissing(context, design, notes);
  await makeTable(engine, "effect_population", populationQuery);
  notes.warnings.push(...(await noteFilled(context, design)));
  await loadPeriods(context, windows);
  await makeTable(engine, "effect_panel", bankPanelQuery(engine.dialect, design, catalog, windows));
  await noteClosing(context, notes);
  await noteOpening(context, windows, notes);
  noteCluster(clusterOf(design, catalog), levelOf(design, catalog), notes);
  return {
    windows,
    columns: bankColumns(design),
    cluster: clusterOf(design, catalog),
    exclusions: BANK_EXCLUSIONS,
    ...notes,
    label: isoMonth,
    numberOf: monthNumber,
  };
}

async function extent({ engine, catalog }: StageContext): Promise<Span> {
  const [months] = await engine.rows(monthsQuery(engine.dialect, catalog));
  if (months.first_month === null)
    fail("EFF-32", {
      message: "the data cover no month at all",
      hint: "check the sources of balances and transactions",
    });
  return { from: Number(months.first_month), to: Number(months.last_month) };
}

async function checkAssignment({ engine, catalog }: StageContext, design: EffectDesign, notes: Notes): Promise<void> {
  const level = levelOf(design, catalog) === "branch_id" ? "branches" : "customers";
  const [row] = await engine.rows(assignmentChecksQuery(design, catalog));
  if (Number(row.several) > 0)
    fail("EFF-05", {
      message: `${String(row.several)} ${level} have more than one start of the programme`,
      hint: "a programme switches on once; keep one start_date each",
    });
  const unmatched = Number(row.unmatched);
  if (unmatched > 0 && unmatched === Number(row.keys))
    fail("EFF-34", {
      message: `none of the ${String(row.keys)} ${level} in the programme table has a customer`,
      hint: "compare the ids of both exports; leading zeros are the usual cause",
    });
  if (unmatched > 0)
    notes.warnings.push({
      code: "EFF-34",
      message: `${String(unmatched)} of ${String(row.keys)} ${level} in the programme table have no customer`,
    });
}

async function checkSegmentTable({ engine }: StageContext, design: EffectDesign): Promise<void> {
  if (!design.segment || design.segment.table === "customers") return;
  const table = id(design.segment.table);
  const [row] = await engine.rows(sql`select count(*) - count(distinct customer_id) as more from ${table}`);
  if (Number(row.more) > 0)
    fail("EFF-06", {
      message: `table ${design.segment.table} has ${String(row.more)} rows beyond one per customer`,
      place: { key: "segment.table" },
      hint: "name a table with one row per customer, as of the declared date",
    });
}

async function noteMissing({ engine }: StageContext, design: EffectDesign, notes: Notes): Promise<void> {
  const flow = flowOf(await engine.rows(exclusionsQuery), BANK_EXCLUSIONS);
  const units = checkMissing(flow, ["unclassified_account", "missing_months"], design.missing.at_most);
  if (units > 0) {
    const message = `${String(units)} customers lack balance rows of open accounts, or the side of an account, and are left out`;
    notes.warnings.push({ code: "EFF-07", message });
    notes.threats.push({ code: "units_with_missing_periods", values: { units } });
  }
  const early = flow.find((each) => each.step === "treated_from_the_start")!.removed;
  if (early > 0) {
    const message = `${String(early)} customers are treated from the first month of the data and are left out`;
    notes.warnings.push({ code: "EFF-04", message });
  }
}

async function loadPeriods({ engine }: StageContext, { panel }: Windows): Promise<void> {
  const values = Array.from({ length: lengthOf(panel) }, (_, at) => panel.from + at);
  await engine.load("effect_periods", [{ name: "period", type: "integer", values }]);
}

async function noteClosing({ engine }: StageContext, notes: Notes): Promise<void> {
  const [row] = await engine.rows(sql`select count(*) as months from effect_panel where closed`);
  const months = Number(row.months);
  if (months > 0)
    notes.warnings.push({
      code: "EFF-08",
      message: `${String(months)} customer-months at or after closing count as 0 (closed: zero)`,
    });
}

async function noteOpening({ engine }: StageContext, { before }: Windows, notes: Notes): Promise<void> {
  const [row] = await engine.rows(sql`select
  count(*) filter (where cohort is not null) as treated_units,
  count(*) filter (where cohort is null) as control_units
from effect_population
where opened_in > ${before.from}`);
  const [treated_units, control_units] = [Number(row.treated_units), Number(row.control_units)];
  if (treated_units + control_units > 0)
    notes.threats.push({ code: "opened_within_window", values: { treated_units, control_units } });
}

function noteCluster(cluster: string, level: string, notes: Notes): void {
  if (level !== "branch_id" || cluster !== "customer_id") return;
  const message = "the programme was assigned by branch, but the errors are clustered by customer: they are too small";
  notes.warnings.push({ code: "EFF-36", message });
  notes.threats.push({ code: "cluster_finer_than_assignment", values: { cluster, assigned: level } });
}
