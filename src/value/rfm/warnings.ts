import type { Engine } from "../../engine/engine.js";
import type { Warning } from "../../engine/stage.js";
import type { RfmCut, RfmResult } from "../../tables/results/rfm.js";
import { POOLED } from "./cuts.js";
import { MEASURES, type Measure, type MeasureName } from "./measures.js";
import type { RfmPlan } from "./plan.js";
import type { RunTotals } from "./result.js";
import type { Scoring } from "./scoring.js";
import { beyondRange, commonestValue, customersAt, outsideCells } from "./sql/summaries.js";

/** A value is named only when at least this many customers share it. */
const SHARED_BY = 10;
const OVERFULL = 1.5;

/** What a reader of the scores must know: empty and overfull bins, faulty rules, parted ties, values beyond saved cuts. */
export async function rfmWarnings(
  engine: Engine,
  plan: RfmPlan,
  scoring: Scoring,
  result: RfmResult,
  sums: RunTotals,
): Promise<Warning[]> {
  return [
    ...compatWarnings(plan),
    ...unknownWarnings(sums),
    ...(plan.settings.nested ? [] : await binWarnings(engine, result)),
    ...lintWarnings(result),
    ...splitWarnings(plan),
    ...constantWarnings(scoring),
    ...(plan.settings.frozen ? await rangeWarnings(engine, scoring) : []),
    ...(plan.settings.frozen ? await cellWarnings(engine, scoring) : []),
  ];
}

function compatWarnings(plan: RfmPlan): Warning[] {
  if (plan.settings.compat === null) return [];
  return [
    {
      code: "VAL-112",
      message: "compat r-rfm: rows are occasions, cuts are quantiles plus 1, a value equal to a cut goes up",
    },
  ];
}

function unknownWarnings({ unknown }: RunTotals): Warning[] {
  if (unknown === 0) return [];
  return [
    {
      code: "VAL-108",
      message: `${String(unknown)} customers have bookings and do not stand in the table of customers`,
    },
  ];
}

/** One line a measure: which bins are empty or overfull, and the shared values that cause it. */
async function binWarnings(engine: Engine, result: RfmResult): Promise<Warning[]> {
  const found: Warning[] = [];
  for (const name of new Set(result.cuts.map((each) => each.measure))) {
    const cuts = result.cuts.filter((each) => each.measure === name);
    const empty = cuts.filter((each) => each.customers === 0);
    const overfull = cuts.filter((each) => each.share > OVERFULL / cuts.length);
    if (empty.length + overfull.length === 0) continue;
    const causes = await causesOf(engine, MEASURES[name as MeasureName], empty, overfull);
    const parts = [...emptyPart(empty), ...overfull.map((each) => overfullPart(each, cuts.length)), ...causes];
    found.push({ code: "VAL-101", message: `${name}: ${parts.join("; ")}` });
  }
  return found;
}

function emptyPart(empty: readonly RfmCut[]): string[] {
  if (empty.length === 0) return [];
  const bins = empty.map((each) => String(each.bin)).join(", ");
  return [empty.length === 1 ? `bin ${bins} is empty` : `bins ${bins} are empty`];
}

function overfullPart({ bin, share }: RfmCut, bins: number): string {
  const percent = (value: number) => (100 * value).toFixed(1);
  return `bin ${String(bin)} holds ${percent(share)} % of customers, a fair share is ${percent(1 / bins)} %`;
}

/** The commonest value of each overfull bin and the value at each empty one, where enough customers share it. */
async function causesOf(
  engine: Engine,
  measure: Measure,
  empty: readonly RfmCut[],
  overfull: readonly RfmCut[],
): Promise<string[]> {
  const shared = new Map<number, number>();
  for (const { score } of overfull) {
    const [row] = await engine.rows(commonestValue(measure, score));
    shared.set(Number(row.value), Number(row.customers));
  }
  const tied = empty.flatMap(({ lower, upper }) => (lower !== null && lower === upper ? [lower] : []));
  for (const value of tied.filter((each) => !shared.has(each))) {
    const [row] = await engine.rows(customersAt(measure, value));
    shared.set(value, Number(row.customers));
  }
  return [...shared]
    .filter(([, customers]) => customers >= SHARED_BY)
    .sort(([a], [b]) => a - b)
    .map(([value, customers]) => `${String(customers)} customers share the value ${String(value)}`);
}

function lintWarnings({ lint, segment_table: table }: RfmResult): Warning[] {
  const dead = lint.filter((each) => each.kind === "dead").flatMap((each) => each.rules);
  const uncovered = lint.filter((each) => each.kind === "uncovered");
  const wrong = lint
    .filter((each) => each.kind === "empty_range" || each.kind === "outside")
    .flatMap((each) => each.rules);
  const found: Warning[] = [];
  if (dead.length > 0)
    found.push({ code: "VAL-102", message: `segment table ${table}: no cell is left for ${dead.join(", ")}` });
  if (wrong.length > 0)
    found.push({
      code: "VAL-102",
      message: `segment table ${table}: empty range or score outside 1..k in ${wrong.join(", ")}`,
    });
  for (const each of uncovered) {
    const cells = String(each.cells.length);
    found.push({
      code: "VAL-102",
      message: `segment table ${table}: ${cells} cells with ${String(each.customers)} customers match no rule`,
    });
  }
  return found;
}

function splitWarnings(plan: RfmPlan): Warning[] {
  if (plan.settings.ties !== "split") return [];
  return [{ code: "VAL-103", message: "ties split: customers with equal values are parted by their id" }];
}

function constantWarnings({ measures }: Scoring): Warning[] {
  return measures
    .filter((each) => each.minimum !== null && each.minimum === each.maximum)
    .map(({ cuts }) => ({
      code: "VAL-105",
      message: `${cuts.measure.name} is the same for all customers and adds nothing to the index`,
    }));
}

async function rangeWarnings(engine: Engine, scoring: Scoring): Promise<Warning[]> {
  const found: Warning[] = [];
  for (const each of scoring.measures) {
    if (each.minimum === null) continue;
    const [row] = await engine.rows(beyondRange(each));
    const [below, above] = [Number(row.below ?? 0), Number(row.above ?? 0)];
    if (below + above === 0) continue;
    const message = `${each.cuts.measure.name}: ${String(below)} customers below and ${String(above)} above the range of the saved cuts; their index is clipped`;
    found.push({ code: "VAL-106", message });
  }
  return found;
}

/** With saved nested cuts, customers in a cell that held nobody then are binned by the cuts of all customers. */
async function cellWarnings(engine: Engine, { measures }: Scoring): Promise<Warning[]> {
  const found: Warning[] = [];
  for (const [at, { cuts }] of measures.entries()) {
    const cells = cuts.cells.map((each) => each.parent).filter((each) => each !== POOLED);
    if (cells.length === cuts.cells.length) continue;
    const before = measures.slice(0, at).map((each) => each.cuts.measure);
    const [row] = await engine.rows(outsideCells(cells, before));
    const customers = String(row.customers);
    if (Number(row.customers) > 0)
      found.push({
        code: "VAL-106",
        message: `${cuts.measure.name}: ${customers} customers lie in a cell without saved cuts; the cuts of all customers serve them`,
      });
  }
  return found;
}
