import type { ChartSpec, Figure } from "../document.js";
import { isOmitted } from "../facts.js";
import type { GatedEffect, GatedOutcome } from "../gate/effect.js";
import type { GatedFacts } from "../gate/gate.js";
import type { Numbers } from "../numbers.js";
import type { FigureText } from "../text/figures.js";
import { unitWords } from "../text/reasons.js";
import type { Language, Words } from "../words.js";
import { charts } from "./chart.js";
import { column, dataTable } from "./data-table.js";
import { PALETTE } from "./palette.js";
import { periodAxis } from "./period-axis.js";
import { drawn } from "./scale.js";
import { figureWords, named } from "./words.js";

const ID = "event-means";

/** Means of the primary outcome over time in both arms, with the windows and T0; null without an effect analysis. */
export function eventMeansFigure(facts: GatedFacts, numbers: Numbers): Figure | null {
  const { effect } = facts;
  if (isOmitted(effect)) return null;
  const outcome = effect.outcomes.find((each) => each.primary) ?? effect.outcomes.at(0);
  if (!outcome || outcome.event_means.length === 0) return null;
  const name = named("measure", outcome.outcome);
  const title = figureWords((text, language) => text.event.title(name[language]));
  const t0 = effect.design.last_period_before;
  return {
    kind: "figure",
    id: ID,
    number: "",
    title,
    caption: figureWords((text, language) => text.event.caption(name[language], t0)),
    specs: charts((text, language) => draw(text, effect, outcome, language)),
    data: dataOf(effect, outcome, numbers, title),
  };
}

function periodsOf(outcome: GatedOutcome): string[] {
  return [...new Set(outcome.event_means.map((each) => each.period))].sort(inTime);
}

/** Months by their text, numbered periods by their number. */
function inTime(a: string, b: string): number {
  const [first, second] = [Number(a), Number(b)];
  if (!Number.isNaN(first) && !Number.isNaN(second)) return first - second;
  return a < b ? -1 : a > b ? 1 : 0;
}

function meanTitle(text: FigureText, outcome: GatedOutcome, language: Language): string {
  return text.event.mean(
    named("measure", outcome.outcome)[language],
    outcome.unit ? unitWords(outcome.unit)[language] : "",
  );
}

function draw(text: FigureText, effect: GatedEffect, outcome: GatedOutcome, language: Language): ChartSpec {
  const periods = periodsOf(outcome);
  const values = outcome.event_means
    .map((each) => ({ x: periods.indexOf(each.period), arm: text.event[each.arm], y: drawn(each.mean) }))
    .sort((a, b) => a.x - b.x);
  const y = {
    field: "y",
    type: "quantitative",
    scale: { zero: false },
    axis: { title: meanTitle(text, outcome, language) },
  };
  return {
    width: 600,
    height: 300,
    padding: { top: 8, left: 8, right: 24, bottom: 8 },
    encoding: { x: periodAxis(periods, text.event.period, 10) },
    layer: [
      ...windowLayers(text, effect, periods),
      ...lineLayers(text, values, y),
      ...markerLayers(text, effect, periods),
      adoptionLayer(effect, periods),
    ],
  };
}

/** Bands behind the periods that are compared, named at the top. */
function windowLayers(text: FigureText, effect: GatedEffect, periods: readonly string[]): ChartSpec[] {
  const { pre, post } = effect.design;
  const windows = [
    { ...pre, label: text.event.pre },
    { ...post, label: text.event.post },
  ].flatMap(({ from, to, label }) => {
    const inside = periods.flatMap((each, index) => (inTime(each, from) >= 0 && inTime(each, to) <= 0 ? [index] : []));
    return inside.length === 0 ? [] : [{ low: inside[0] - 0.45, high: inside.at(-1)! + 0.45, label }];
  });
  const data = { values: windows.map((each) => ({ ...each, middle: (each.low + each.high) / 2 })) };
  const x = (field: string): ChartSpec => ({ field, type: "quantitative" });
  return [
    { data, mark: { type: "rect", color: PALETTE.shade }, encoding: { x: x("low"), x2: { field: "high" } } },
    {
      data,
      mark: { type: "text", baseline: "bottom", color: PALETTE.grey },
      encoding: { x: x("middle"), y: { value: -5 }, text: { field: "label" } },
    },
  ];
}

function lineLayers(text: FigureText, values: readonly ChartSpec[], y: ChartSpec): ChartSpec[] {
  const domain = [text.event.treated, text.event.control];
  const legend = { title: null, orient: "top", symbolSize: 90, offset: 44 };
  const by = (range: readonly unknown[]): ChartSpec => ({
    field: "arm",
    type: "nominal",
    scale: { domain, range },
    legend,
  });
  const color = by([PALETTE.vermilion, PALETTE.blue]);
  const data = { values };
  const lines = domain.map((arm, index) => ({
    data: { values: values.filter((value) => value.arm === arm) },
    mark: { type: "line", strokeWidth: 2.2, ...(index === 1 ? { strokeDash: [6, 3] } : {}) },
    encoding: { y, color },
  }));
  return [
    ...lines,
    {
      data,
      mark: { type: "point", filled: true, size: 45, opacity: 1 },
      encoding: { y, color, shape: by(["circle", "square"]) },
    },
  ];
}

function markerLayers(text: FigureText, effect: GatedEffect, periods: readonly string[]): ChartSpec[] {
  const t0 = effect.design.last_period_before;
  const index = periods.indexOf(t0);
  if (index < 0) return [];
  const data = { values: [{ x: index, label: text.event.t0(t0) }] };
  const x = { field: "x", type: "quantitative" };
  return [
    {
      data,
      mark: { type: "rule", color: PALETTE.ink, strokeDash: [3, 3] },
      encoding: { x, y: { value: -20 }, y2: { value: "height" } },
    },
    {
      data,
      mark: { type: "text", baseline: "bottom" },
      encoding: { x, y: { value: -22 }, text: { field: "label" } },
    },
  ];
}

/** A triangle on the axis at every period in which treated units start. */
function adoptionLayer(effect: GatedEffect, periods: readonly string[]): ChartSpec {
  const starts = effect.cohorts.map((each) => (each.cohort === null ? -1 : periods.indexOf(each.cohort)));
  return {
    data: { values: starts.filter((index) => index >= 0).map((x) => ({ x })) },
    mark: { type: "point", filled: true, shape: "triangle-up", size: 90, color: PALETTE.ink, opacity: 1 },
    encoding: { x: { field: "x", type: "quantitative" }, y: { value: 294 } },
  };
}

function dataOf(effect: GatedEffect, outcome: GatedOutcome, numbers: Numbers, title: Words): Figure["data"] {
  const periods = periodsOf(outcome);
  const columns = [
    column(
      "arm",
      figureWords((text) => text.event.arm),
      "text",
    ),
    column(
      "period",
      figureWords((text) => text.event.period),
      "code",
    ),
    column(
      "window",
      figureWords((text) => text.event.window),
      "text",
    ),
    column(
      "mean",
      figureWords((text, language) => text.event.mean(named("measure", outcome.outcome)[language], "")),
      "amount",
      outcome.unit ? unitWords(outcome.unit) : null,
      2,
    ),
    column(
      "customers",
      figureWords((text) => text.event.customers),
      "count",
    ),
  ];
  const rows = outcome.event_means.map((each) => [
    figureWords((text) => text.event[each.arm]),
    each.period,
    windowOf(effect, each.period),
    each.mean,
    each.units,
  ]);
  const source = figureWords((text) =>
    text.source(numbers.count(outcome.did.units), text.units.customers, periods[0], periods.at(-1)!, text.event.origin),
  );
  return dataTable(ID, title, source, columns, rows);
}

function windowOf(effect: GatedEffect, period: string): Words {
  const { pre, post } = effect.design;
  const within = (window: { readonly from: string; readonly to: string }): boolean =>
    period >= window.from && period <= window.to;
  return figureWords((text) => (within(pre) ? text.event.pre : within(post) ? text.event.post : text.event.neither));
}
