import type { Estimate } from "../../tables/results/index.js";
import { isHidden } from "../../privacy/index.js";
import { note, paragraph, section, type Block, type Section, type Table } from "../document.js";
import type { GatedOutcome } from "../gate/effect.js";
import { headlineEstimate, headlineRule } from "../headline.js";
import { nameOf } from "../text/names.js";
import { same, say, type Words } from "../words.js";
import { noteSkeleton, populationCount } from "./effect-design.js";
import {
  changeUnit,
  designPeriod,
  estimandLine,
  intervalOf,
  levelOf,
  levelUnit,
  originWords,
  outcomeAndUnit,
  outcomeName,
  printerOf,
  type EffectView,
} from "./effect-parts.js";
import { column, sayWith, sourceLine, tableOf, textColumn } from "./parts.js";

type Change = GatedOutcome["before_after"][number];

/** Mean change of each arm, labelled as no causal effect. */
export function changeSection(view: EffectView): Section {
  const { outcomes } = view.effect;
  const contrast = say((text) => text.effect.notCausal);
  return section(
    "effect-change",
    say((text) => text.effect.change),
    [
      paragraph(say((text) => text.effect.changeIntro)),
      paragraph(estimandLine(view, outcomes, contrast)),
      changeTable(view),
    ],
  );
}

function changeTable(view: EffectView): Table {
  const heads = [
    textColumn(
      "outcome",
      say((text) => text.effect.outcome),
    ),
    textColumn(
      "arm",
      say((text) => text.effect.arm),
    ),
    column(
      "units",
      say((text) => text.effect.customers),
      "count",
      say((text) => text.common.customers),
      0,
    ),
    textColumn(
      "before",
      say((text) => text.effect.before),
    ),
    textColumn(
      "after",
      say((text) => text.effect.after),
    ),
    textColumn(
      "change",
      say((text) => text.effect.changed),
    ),
    textColumn(
      "se",
      say((text) => text.effect.se),
    ),
    textColumn(
      "ci",
      say((text) => text.effect.ci(levelOf(view))),
    ),
    column(
      "p",
      say((text) => text.effect.p),
      "p",
      null,
      3,
    ),
    column(
      "df",
      say((text) => text.effect.df),
      "decimal",
      null,
      1,
    ),
    column(
      "dz",
      say((text) => text.effect.dz),
      "decimal",
      null,
      2,
    ),
  ];
  const parts = {
    id: "effect-change",
    title: say((text) => text.effect.changeTitle),
    columns: heads,
    rows: view.effect.outcomes.flatMap((outcome) => outcome.before_after.map((each) => changeRow(view, outcome, each))),
    notes: [noteSkeleton(view)],
    source: sourceLine(populationCount(view), designPeriod(view), originWords()),
  };
  return tableOf(parts, view.numbers);
}

function changeRow(view: EffectView, outcome: GatedOutcome, each: Change) {
  const print = printerOf(view, outcome);
  const name = outcomeAndUnit(view, outcome, levelUnit(view, outcome));
  const { change } = each;
  const head = [
    name,
    nameOf("choice", each.arm),
    each.units,
    same(print(each.mean_before)),
    same(print(each.mean_after)),
  ];
  if (isHidden(change)) {
    const mark = same(print(change));
    return [...head, mark, mark, mark, change, change, each.effect_size_dz];
  }
  const texts = [print(change.estimate), print(change.se), intervalOf(change, print)].map(same);
  return [...head, ...texts, { value: change.p, why: whyOf(change) }, change.df, each.effect_size_dz];
}

/** The table of differences-in-differences, one column an outcome, and the same in detail as data. */
export function didSection(view: EffectView): Section {
  const { outcomes } = view.effect;
  const contrast = say((text) => text.effect.att);
  return section(
    "effect-did",
    say((text) => text.effect.did),
    [paragraph(estimandLine(view, outcomes, contrast)), didTable(view), detailTable(view), ruleNote(view)],
  );
}

function ruleNote({ effect }: EffectView): Block {
  return note(say((text) => text.effect.rule[headlineRule(effect)]));
}

function didTable(view: EffectView): Table {
  const { outcomes } = view.effect;
  const columns = outcomes.map((outcome) => ({
    ...textColumn(outcome.outcome, outcomeName(outcome)),
    unit: changeUnit(view, outcome),
  }));
  const cells = outcomes.map((outcome) => didCells(view, outcome));
  const parts = {
    id: "effect-did",
    title: say((text) => text.effect.didTitle),
    columns: [
      textColumn(
        "statistic",
        say((text) => text.effect.statistic),
      ),
      ...columns,
    ],
    rows: didHeads(view).map((head, at) => [head, ...cells.map((each) => each[at])]),
    notes: didNotes(view),
    source: sourceLine(populationCount(view), designPeriod(view), originWords()),
  };
  return tableOf(parts, view.numbers);
}

const KINDS = ["CRV1", "CRV3", "Welch"] as const;

function didHeads(view: EffectView): Words[] {
  const level = levelOf(view);
  const rule = headlineRule(view.effect) === "crv1" ? "CRV1" : "CRV3";
  const kinds = KINDS.flatMap((kind) => {
    const label = (part: (text: Parameters<Parameters<typeof say>[0]>[0]) => string): Words =>
      say((text) => `${part(text)} (${kind === rule ? text.effect.headlineRow(kind) : kind})`);
    return [
      label((text) => text.effect.se),
      label((text) => text.effect.ci(level)),
      label((text) => text.effect.statisticT),
      label((text) => text.effect.p),
      label((text) => text.effect.df),
    ];
  });
  return [
    say((text) => text.effect.estimate),
    ...kinds,
    say((text) => text.effect.baseline),
    say((text) => text.effect.relative),
    say((text) => text.effect.n),
    say((text) => text.effect.observations),
    say((text) => text.effect.clusters),
    say((text) => text.effect.treatedClusters),
  ];
}

function didCells(view: EffectView, outcome: GatedOutcome): Words[] {
  const { numbers } = view;
  const print = printerOf(view, outcome);
  const { did, did_crv3, did_welch } = outcome;
  const ofKind = (each: Estimate): string[] => [
    print(each.se),
    intervalOf(each, print),
    numbers.decimal(each.statistic, 2),
    numbers.p(each.p),
    numbers.decimal(each.df, Number.isInteger(each.df) ? 0 : 1),
  ];
  return [
    print(did.estimate),
    ...[did, did_crv3, did_welch].flatMap(ofKind),
    print(outcome.baseline_mean),
    numbers.share(outcome.relative, 1),
    numbers.count(did.units),
    numbers.count(did.observations),
    numbers.count(did.clusters),
    numbers.count(did.treated_clusters),
  ].map(same);
}

function didNotes(view: EffectView): Words[] {
  const { outcomes } = view.effect;
  const estimates = outcomes.flatMap(({ did, did_crv3, did_welch }) => [did, did_crv3, did_welch]);
  const reasons = estimates.filter(({ se, reason }) => se === null && reason !== null);
  return [
    noteSkeleton(view),
    say((text) => text.effect.welchNote),
    ...outcomes.map((outcome) => closedNote(outcome)),
    ...[...new Set(reasons.map(({ reason }) => reason!))].map((reason) =>
      sayWith({ why: nameOf("reason", reason) }, (text, own) => text.common.missing(own.why)),
    ),
    say((text) => text.effect.starsNone),
  ];
}

function closedNote(outcome: GatedOutcome): Words {
  const rule = outcome.closed === "zero" ? say((text) => text.effect.closedZero) : same(outcome.closed);
  return sayWith({ name: outcomeName(outcome), rule }, (text, own) => text.effect.closedNote(own.name, own.rule));
}

function detailTable(view: EffectView): Table {
  const number = (id: string, label: Words) => column(id, label, "decimal", null, 6);
  const parts = {
    id: "effect-did-detail",
    title: say((text) => text.effect.didDetail),
    columns: [
      textColumn(
        "outcome",
        say((text) => text.effect.outcome),
      ),
      textColumn(
        "se_kind",
        say((text) => text.effect.seKind),
      ),
      number(
        "estimate",
        say((text) => text.effect.estimate),
      ),
      number(
        "se",
        say((text) => text.effect.se),
      ),
      number("ci_low", same("CI −")),
      number("ci_high", same("CI +")),
      number(
        "t",
        say((text) => text.effect.statisticT),
      ),
      number(
        "df",
        say((text) => text.effect.df),
      ),
      number(
        "p",
        say((text) => text.effect.p),
      ),
    ],
    rows: view.effect.outcomes.flatMap((outcome) =>
      [outcome.did, outcome.did_crv3, outcome.did_welch].map((each) => [
        outcomeName(outcome),
        same(each.se_type),
        each.estimate,
        ...[each.se, each.ci_low, each.ci_high, each.statistic, each.df, each.p].map((value) => ({
          value,
          why: whyOf(each),
        })),
      ]),
    ),
    source: sourceLine(populationCount(view), designPeriod(view), originWords()),
    csvOnly: true,
  };
  return tableOf(parts, view.numbers);
}

/** The headline estimate of an outcome is read here and nowhere else in the chapter. */
export function headlineOf(view: EffectView, outcome: GatedOutcome): Estimate {
  return headlineEstimate(view.effect, outcome);
}

/** Why a part of an estimate is missing. */
export function whyOf({ reason }: Pick<Estimate, "reason">): Words {
  return reason === null ? say((text) => text.effect.noReason) : nameOf("reason", reason);
}
