import { parseIsoDate } from "../../core/calendar.js";
import { failIfAny, type Problem } from "../../core/errors.js";
import type { RfmCut } from "../../tables/results/rfm.js";
import { POOLED, type MeasureCuts } from "./cuts.js";
import type { FrozenCuts, FrozenMeasure } from "./frozen-schema.js";
import { MEASURES, type MeasureName } from "./measures.js";
import type { RfmPlan } from "./plan.js";
import type { ScoredMeasure, Scoring } from "./scoring.js";

/** What a run would save: the scoring with the units it belongs to. `split` has no cuts, so it gives null. */
export function freeze(
  plan: RfmPlan,
  scoring: Scoring,
  currency: string | null,
  bins: readonly RfmCut[],
): FrozenCuts | null {
  const { settings } = plan;
  if (settings.frozen !== null) return settings.frozen;
  if (settings.ties === "split") return null;
  return Object.freeze({
    format: "custval-rfm-cuts",
    version: 1,
    as_of: plan.asOf,
    currency,
    monetary_source: settings.monetary_source,
    monetary_statistic: settings.monetary_statistic,
    occasions: plan.occasions,
    refunds: plan.refunds,
    ...populationOf(plan),
    direction: settings.direction,
    method: settings.method,
    ties: settings.ties,
    nested: settings.nested,
    weights_source: settings.weights.source,
    measures: scoring.measures.map((each) => frozenMeasureOf(each, bins)),
    segment_table: scoring.segmentTable,
    segments: [...scoring.rules],
    others: scoring.others,
    octant_labels: scoring.octantLabels && [...scoring.octantLabels],
    data_hash: null,
  });
}

/** What the measures were counted over: other windows or filters give other frequencies, which the cuts would misread. */
function populationOf({ settings, asOf, windowStart, measures }: RfmPlan) {
  const isScored = (name: MeasureName) => measures.some((each) => each.name === name);
  const holdsBalance = isScored("average_balance") || settings.monetary_source === "average_balance";
  return {
    window: settings.window,
    window_days: windowStart === null ? null : parseIsoDate(asOf)! - parseIsoDate(windowStart)! + 1,
    events: eventsText(settings.events),
    product_by: isScored("product_count") ? settings.product_by : null,
    balance_side: holdsBalance ? settings.balance_side : null,
  };
}

function eventsText(events: RfmPlan["settings"]["events"]): string {
  return (["type", "channel"] as const)
    .flatMap((column) =>
      (["include", "exclude"] as const).flatMap((how) => {
        const codes = events[column]?.[how];
        return codes === undefined ? [] : [`${column} ${how} ${[...codes].sort().join(" ")}`];
      }),
    )
    .join("; ");
}

/** Calendar months differ by up to three days, leap years by one; such windows count as the same. */
const WINDOW_SLACK = 3;

function windowText(days: number | null): string {
  return days === null ? "everything up to as_of" : `${String(days)} days`;
}

function isSameWindow(was: Pick<FrozenCuts, "window_days">, is: typeof was): boolean {
  if (was.window_days === null || is.window_days === null) return was.window_days === is.window_days;
  return Math.abs(was.window_days - is.window_days) <= WINDOW_SLACK;
}

function frozenMeasureOf(scored: ScoredMeasure, bins: readonly RfmCut[]): FrozenMeasure {
  const { cuts, weight, minimum, maximum, customers, octantThreshold } = scored;
  const countsOf = (parent: string) =>
    bins
      .filter((each) => each.measure === cuts.measure.name && (each.parent ?? "") === parent)
      .map((each) => each.customers);
  return {
    measure: cuts.measure.name,
    unit: cuts.measure.unit,
    better: cuts.measure.better,
    bins: cuts.bins,
    closed: cuts.closed,
    cells: cuts.cells.map(({ parent, points }) => ({
      parent,
      points: [...points],
      ...(parent === POOLED ? {} : { customers: countsOf(parent) }),
    })),
    minimum,
    maximum,
    customers,
    weight,
    octant_threshold: octantThreshold,
  };
}

/** The scoring that saved cuts hold, unchanged. */
export function scoringOf(frozen: FrozenCuts): Scoring {
  return Object.freeze({
    measures: frozen.measures.map((each) => ({
      cuts: cutsOf(each),
      weight: each.weight,
      minimum: each.minimum,
      maximum: each.maximum,
      customers: each.customers,
      octantThreshold: each.octant_threshold,
    })),
    segmentTable: frozen.segment_table,
    rules: frozen.segments,
    others: frozen.others,
    octantLabels: frozen.octant_labels,
  });
}

function cutsOf(each: FrozenMeasure): MeasureCuts {
  return { measure: MEASURES[each.measure], bins: each.bins, closed: each.closed, cells: each.cells };
}

/** Throws when saved cuts belong to other measures, units, money or currency than the run. */
export function checkFrozen(plan: RfmPlan, frozen: FrozenCuts, currency: string | null): void {
  const names = plan.measures.map((each) => each.name).join(", ");
  const saved = frozen.measures.map((each) => each.measure).join(", ");
  const population = populationOf(plan);
  const pairs: readonly (readonly [string, string | null, string | null])[] = [
    ["measures", saved, names],
    ["monetary_source", frozen.monetary_source, plan.settings.monetary_source],
    ["monetary_statistic", frozen.monetary_statistic, plan.settings.monetary_statistic],
    ["direction", frozen.direction, plan.settings.direction],
    ["currency", frozen.currency, currency],
    ["the filter on events", frozen.events || "none", population.events || "none"],
    ["product_by", frozen.product_by, population.product_by],
    ["balance_side", frozen.balance_side, population.balance_side],
    ...frozen.measures.map((each) => [`unit of ${each.measure}`, each.unit, MEASURES[each.measure].unit] as const),
    ...frozen.measures.map(
      (each) => [`direction of ${each.measure}`, each.better, MEASURES[each.measure].better] as const,
    ),
  ];
  const windows = isSameWindow(frozen, population)
    ? []
    : [["the window", windowText(frozen.window_days), windowText(population.window_days)] as const];
  failIfAny([...pairs.filter(([, was, is]) => was !== is), ...windows].map(mismatch));
}

function mismatch([what, was, is]: readonly [string, string | null, string | null]): Problem {
  return {
    code: "VAL-005",
    message: `saved cuts do not fit: ${what} differs`,
    seen: is ?? "not stated",
    expected: was ?? "not stated",
    hint: "use the same settings and unit as when the cuts were saved, or estimate new cuts",
  };
}
