import { paragraph, section, type Block, type List, type Section } from "../document.js";
import type { GatedOutcome } from "../gate/effect.js";
import { headlineEstimate, headlineRule, primaryOutcome } from "../headline.js";
import { isHidden } from "../../privacy/index.js";
import { say, type Words } from "../words.js";
import { whyOf } from "./effect-estimates.js";
import { changeUnit, levelOf, outcomeName, printerOf, type EffectView } from "./effect-parts.js";
import { sayWith } from "./parts.js";
import { largestThreats, preTrendFailed } from "./threats.js";

/** Measures that add up over time; all other money is a level, such as a balance. */
const FLOWS = new Set([
  "fees",
  "fee_income",
  "profit",
  "contribution",
  "revenue",
  "cost",
  "costs",
  "net_interest_income",
  "risk_adjusted_profit",
  "turnover",
  "amount",
]);
const PERIODS_A_YEAR: Readonly<Record<string, number>> = { month: 12, quarter: 4, year: 1 };

/** The conclusion: the interval of the primary outcome, its assumption, money, and the three largest threats. */
export function verdictSection(view: EffectView): Section {
  const primary = primaryOutcome(view.effect.outcomes);
  const blocks: Block[] =
    primary === null ? [paragraph(say((text) => text.effect.noOutcome))] : [verdictParagraph(view, primary)];
  return section(
    "effect-verdict",
    say((text) => text.effect.verdict),
    [...blocks, ...threatBlocks(view)],
  );
}

function verdictParagraph(view: EffectView, primary: GatedOutcome): Block {
  const unreliable = headlineRule(view.effect) === "randomisation" ? say((text) => text.effect.unreliable) : null;
  const failed = preTrendFailed(view.effect, primary.outcome) ? say((text) => text.effect.preTrendFailed) : null;
  return paragraph(
    verdictSentence(view, primary),
    unreliable ?? directionSentence(view, primary),
    say((text) => text.effect.assumption),
    failed,
    moneySentence(view, primary),
  );
}

/** What the headline interval of the primary outcome says; the one sentence that every summary of the effect repeats. */
export function verdictSentence(view: EffectView, primary: GatedOutcome): Words {
  const each = headlineEstimate(view.effect, primary);
  const print = printerOf(view, primary);
  const own = { name: outcomeName(primary), unit: changeUnit(view, primary), why: whyOf(each) };
  const { ci_low: low, ci_high: high } = each;
  if (low === null || high === null)
    return sayWith(own, (text, { name, unit, why }) => text.effect.verdictNone(name, print(each.estimate), unit, why));
  const kind = low > 0 ? "verdictAbove" : high < 0 ? "verdictBelow" : "verdictOpen";
  return sayWith(own, (text, { name, unit }) => {
    const p = text.effect.equals(view.numbers.p(each.p));
    return text.effect[kind](name, print(each.estimate), unit, levelOf(view), print(low), print(high), p);
  });
}

function directionSentence(view: EffectView, primary: GatedOutcome): Words | null {
  const { ci_low: low, ci_high: high } = headlineEstimate(view.effect, primary);
  if (low === null || high === null || (low <= 0 && high >= 0)) return null;
  return low > 0 === (primary.direction === "up")
    ? say((text) => text.effect.wanted)
    : say((text) => text.effect.unwanted);
}

/** The estimate in money for all treated customers: a year's for a flow, a level for a balance; null without money or interval. */
export function moneySentence(view: EffectView, outcome: GatedOutcome): Words | null {
  const { facts, effect, numbers } = view;
  const each = headlineEstimate(effect, outcome);
  const units = outcome.before_after.find(({ arm }) => arm === "treated")?.units ?? null;
  if (outcome.kind !== "money" || units === null || isHidden(units)) return null;
  const { ci_low: low, ci_high: high } = each;
  if (low === null || high === null) return null;
  const yearly = FLOWS.has(outcome.outcome) ? (PERIODS_A_YEAR[effect.design.period] ?? null) : null;
  const total = (value: number): string => numbers.money(value * units * (yearly ?? 1), 2);
  const own = { name: outcomeName(outcome), unit: changeUnit(view, outcome), money: facts.study.money_unit.label };
  const estimate = printerOf(view, outcome)(each.estimate);
  return sayWith(own, (text, { name, unit, money }) =>
    text.effect[yearly === null ? "moneyStock" : "moneyFlow"](
      name,
      estimate,
      unit,
      numbers.count(units),
      total(each.estimate),
      total(low),
      total(high),
      money,
      levelOf(view),
    ),
  );
}

function threatBlocks({ effect, numbers }: EffectView): Block[] {
  const items = largestThreats(effect, numbers);
  if (items.length === 0) return [paragraph(say((text) => text.effect.noThreats))];
  const list: List = { kind: "list", items };
  return [paragraph(say((text) => text.effect.threatsLead)), list];
}
