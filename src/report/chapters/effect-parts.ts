import type { Estimate } from "../../tables/results/index.js";
import type { GatedEffect, GatedOutcome } from "../gate/effect.js";
import type { GatedFacts } from "../gate/gate.js";
import { sensibleDigits, type Numbers, type Value } from "../numbers.js";
import { effectEn } from "../text/effect.js";
import { nameOf } from "../text/names.js";
import { unitWords } from "../text/reasons.js";
import { listOf, same, say, type Words } from "../words.js";
import { sayWith } from "./parts.js";

/** What every part of the chapter reads. */
export interface EffectView {
  readonly facts: GatedFacts;
  readonly effect: GatedEffect;
  readonly numbers: Numbers;
}

/** The name of an outcome. */
export function outcomeName({ outcome }: GatedOutcome): Words {
  return nameOf("measure", outcome);
}

/** The unit of an outcome's changes: percentage points for shares. */
export function changeUnit({ facts }: EffectView, outcome: GatedOutcome): Words {
  if (outcome.kind === "share") return say((text) => text.effect.percentagePoints);
  return levelUnit({ facts }, outcome);
}

/** The unit of an outcome's levels: per cent for shares. */
export function levelUnit({ facts }: Pick<EffectView, "facts">, outcome: GatedOutcome): Words {
  if (outcome.kind === "share") return say((text) => text.common.percent);
  if (outcome.unit !== null) return unitWords(outcome.unit);
  return outcome.kind === "money" ? unitWords(facts.study.currency) : say((text) => text.effect.perCustomer);
}

/** Name and unit of an outcome in one. */
export function outcomeAndUnit(view: EffectView, outcome: GatedOutcome, unit = levelUnit(view, outcome)): Words {
  return sayWith({ name: outcomeName(outcome), unit }, (text, own) => text.effect.outcomeUnit(own.name, own.unit));
}

/** Prints the numbers of one outcome, all with the same decimals. */
export function printerOf({ numbers }: EffectView, outcome: GatedOutcome): (value: Value) => string {
  if (outcome.kind === "share") return (value) => numbers.share(value, 2);
  if (outcome.kind === "count") return (value) => numbers.decimal(value, 3);
  const digits = sensibleDigits([outcome.baseline_mean, outcome.did.estimate]);
  return (value) => numbers.decimal(value, digits);
}

/** The level of the confidence intervals, such as 95%. */
export function levelOf({ effect, numbers }: EffectView): string {
  return numbers.percent(1 - effect.design.alpha, 1).replace(".0%", "%");
}

/** An interval in square brackets, or the mark of a missing one. */
export function intervalOf({ ci_low, ci_high }: Estimate, print: (value: Value) => string): string {
  return ci_low === null || ci_high === null ? print(null) : `[${print(ci_low)}, ${print(ci_high)}]`;
}

export function controlsName({ effect }: EffectView): Words {
  return nameOf("choice", effect.design.controls);
}

export function populationName({ effect }: EffectView): Words {
  const { population } = effect.design;
  return population === effectEn.defaultPopulation ? say((text) => text.effect.defaultPopulation) : same(population);
}

/** The estimand line that stands above a table. */
export function estimandLine(view: EffectView, outcomes: readonly GatedOutcome[], contrast: Words): Words {
  const { pre, post } = view.effect.design;
  const own = {
    population: populationName(view),
    outcomes:
      outcomes.length === 0
        ? say((text) => text.effect.migration)
        : listOf(outcomes.map((outcome) => outcomeAndUnit(view, outcome))),
    contrast,
    horizon: say((text) => text.effect.window(post.from, post.to, pre.from, pre.to)),
    controls: controlsName(view),
  };
  return sayWith(own, (text, { population, outcomes: names, contrast: what, horizon, controls }) =>
    text.effect.estimandLine(population, names, what, horizon, controls),
  );
}

/** The period that the windows of the design span. */
export function designPeriod({ effect }: EffectView): Words {
  const { pre, post } = effect.design;
  return say((text) => text.common.range(pre.from, post.to));
}

export function originWords(): Words {
  return say((text) => text.effect.origin);
}
