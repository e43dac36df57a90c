import { section, paragraph, note, type Block, type Section, type Table } from "../document.js";
import { mergeSmallSteps } from "../gate/flow.js";
import type { effectEn } from "../text/effect.js";
import { nameOf } from "../text/names.js";
import { listOf, same, say, type Words } from "../words.js";
import {
  controlsName,
  designPeriod,
  estimandLine,
  originWords,
  populationName,
  type EffectView,
} from "./effect-parts.js";
import { column, sayWith, sourceLine, tableOf, textColumn } from "./parts.js";

type Item = keyof typeof effectEn.designItems;

/** The declared design, the cohorts and the sample flow. */
export function designSection(view: EffectView): Section {
  const line = estimandLine(
    view,
    view.effect.outcomes,
    say((text) => text.effect.att),
  );
  return section(
    "effect-design",
    say((text) => text.effect.design),
    [paragraph(line), designTable(view), cohortsTable(view), flowBlock(view)],
  );
}

function designTable(view: EffectView): Table {
  const { design } = view.effect;
  const rows: readonly (readonly [Item, Words])[] = [
    ["unit", nameOf("choice", design.unit)],
    ["cluster", nameOf("choice", design.cluster)],
    ["period", nameOf("choice", design.period)],
    ["controls", controlsName(view)],
    ["last", same(design.last_period_before)],
    ["pre", say((text) => text.effect.span(design.pre.from, design.pre.to))],
    ["post", say((text) => text.effect.span(design.post.from, design.post.to))],
    ["population", populationName(view)],
    ["alpha", same(String(design.alpha))],
    ["family", nameOf("choice", design.family)],
    ["hash", same(design.hash)],
  ];
  const parts = {
    id: "effect-design",
    title: say((text) => text.effect.designTitle),
    columns: [
      textColumn(
        "item",
        say((text) => text.effect.item),
      ),
      textColumn(
        "value",
        say((text) => text.effect.value),
      ),
    ],
    rows: rows.map(([item, value]) => [say((text) => text.effect.designItems[item]), value]),
    source: sourceLine(populationCount(view), designPeriod(view), originWords()),
  };
  return tableOf(parts, view.numbers);
}

function cohortsTable(view: EffectView): Table {
  const { effect, numbers } = view;
  const never = say((text) => text.effect.never);
  const customers = say((text) => text.common.customers);
  const parts = {
    id: "effect-cohorts",
    title: say((text) => text.effect.cohortsTitle),
    columns: [
      textColumn(
        "cohort",
        say((text) => text.effect.cohort),
      ),
      column(
        "clusters",
        say((text) => text.effect.clusters),
        "count",
        null,
        0,
      ),
      column(
        "customers",
        say((text) => text.effect.customers),
        "count",
        customers,
        0,
      ),
    ],
    rows: effect.cohorts.map(({ cohort, clusters, units }) => [
      cohort === null ? never : same(cohort),
      clusters,
      units,
    ]),
    source: sourceLine(populationCount(view), designPeriod(view), originWords()),
  };
  return tableOf(parts, numbers);
}

function flowBlock(view: EffectView): Block {
  const { effect, numbers } = view;
  const { steps, complete } = mergeSmallSteps(effect.flow, numbers.threshold);
  if (!complete) return note(say((text) => text.effect.flowHidden(String(numbers.threshold))));
  const customers = say((text) => text.common.customers);
  const parts = {
    id: "effect-flow",
    title: say((text) => text.effect.flowTitle),
    columns: [
      textColumn(
        "step",
        say((text) => text.effect.step),
      ),
      column(
        "removed",
        say((text) => text.effect.removed),
        "count",
        customers,
        0,
      ),
      column(
        "remaining",
        say((text) => text.effect.remaining),
        "count",
        customers,
        0,
      ),
    ],
    rows: steps.map(({ names, removed, remaining }) => [
      listOf(names.map((name) => nameOf("step", name))),
      removed,
      remaining,
    ]),
    source: sourceLine(numbers.count(effect.flow.at(0)?.remaining), designPeriod(view), originWords()),
  };
  return tableOf(parts, numbers);
}

/** Customers of the population, or a dash where an arm is hidden. */
export function populationCount({ effect, numbers }: EffectView): string {
  return numbers.count(effect.outcomes.at(0)?.did.units);
}

/** The standard note under a table of estimates. */
export function noteSkeleton(view: EffectView): Words {
  const { design, outcomes } = view.effect;
  const first = outcomes[0].did;
  const [clusters, treated] = [view.numbers.count(first.clusters), view.numbers.count(first.treated_clusters)];
  const own = {
    cluster: nameOf("choice", design.cluster),
    controls: controlsName(view),
    base: say((text) => text.effect.span(design.pre.from, design.pre.to)),
  };
  return sayWith(own, (text, { cluster, controls, base }) =>
    text.effect.skeleton(cluster, clusters, treated, controls, base, design.hash),
  );
}
