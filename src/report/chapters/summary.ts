import { isHidden } from "../../privacy/index.js";
import { paragraph, section, type Section } from "../document.js";
import { isOmitted } from "../facts.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedEffect, GatedOutcome } from "../gate/effect.js";
import { headlineRule, primaryOutcome } from "../headline.js";
import type { Numbers } from "../numbers.js";
import { nameOf } from "../text/names.js";
import { say, type Words } from "../words.js";
import { unequalMoney } from "./data-money.js";
import { verdictSentence } from "./effect-verdict.js";
import { omittedSentence, sayWith } from "./parts.js";
import { preTrendFailed } from "./threats.js";
import { richestSegment } from "./value-rfm.js";

/** The numbers that matter and what limits them, in eight sentences at most. */
export function summaryChapter(facts: GatedFacts, numbers: Numbers): Section {
  const found = [
    coverageSentence(facts, numbers),
    profitSentence(facts, numbers),
    rfmSentence(facts, numbers),
    segmentSentence(facts, numbers),
    ...effectSentences(facts, numbers),
  ];
  return section(
    "summary",
    say((text) => text.summary.title),
    [paragraph(...found), paragraph(...limitSentences(facts, numbers))],
  );
}

function coverageSentence(facts: GatedFacts, numbers: Numbers): Words {
  const { start, end } = facts.study.period;
  const stage = [facts.rfm, facts.profit, facts.segment].find((each) => !isOmitted(each));
  if (stage !== undefined && !isOmitted(stage)) {
    return say((text) => text.summary.customers(numbers.count(stage.customers), start, end));
  }
  const rows = facts.ingest.files.reduce((sum, file) => sum + file.rows_kept, 0);
  return say((text) => text.summary.rowsOnly(numbers.count(rows), start, end));
}

function profitSentence({ profit }: GatedFacts, numbers: Numbers): Words {
  if (isOmitted(profit)) return omittedSentence("profit", profit.omitted, profit.text);
  const { whale, concentration } = profit;
  if (!whale.defined) return say((text) => text.value.whaleUndefined);
  const { peak, peak_position, erosion } = whale;
  if (isHidden(peak) || isHidden(peak_position) || isHidden(erosion)) {
    return say((text) => text.summary.whaleHidden(numbers.percent(concentration.top_20_share)));
  }
  const [position, share, lost] = [peak_position, peak, erosion].map((each) => numbers.percent(each));
  return say((text) => text.summary.whale(position, share, lost));
}

function rfmSentence({ rfm }: GatedFacts, numbers: Numbers): Words | null {
  if (isOmitted(rfm)) return omittedSentence("rfm", rfm.omitted, rfm.text);
  const richest = richestSegment(rfm);
  if (richest === null) return null;
  const [share, customers] = [numbers.percent(richest.money_share), numbers.percent(richest.customer_share)];
  return sayWith({ name: nameOf("segment", richest.segment) }, (text, own) =>
    text.summary.rfm(own.name, share, customers),
  );
}

function segmentSentence({ segment }: GatedFacts, numbers: Numbers): Words {
  if (isOmitted(segment)) return omittedSentence("segment", segment.omitted, segment.text);
  return say((text) => text.summary.segments(numbers.count(segment.k), numbers.count(segment.customers)));
}

/** The verdict of the effect chapter, and what stands most against reading it as an effect. */
function effectSentences(facts: GatedFacts, numbers: Numbers): Words[] {
  const { effect } = facts;
  if (isOmitted(effect)) {
    return [omittedSentence("effect", effect.omitted, effect.text), say((text) => text.summary.noEffect)];
  }
  const primary = primaryOutcome(effect.outcomes);
  if (primary === null) return [];
  return [verdictSentence({ facts, effect, numbers }, primary), readingSentence(effect, primary, numbers)];
}

function readingSentence(effect: GatedEffect, primary: GatedOutcome, numbers: Numbers): Words {
  if (headlineRule(effect) === "randomisation") return say((text) => text.effect.unreliable);
  if (preTrendFailed(effect, primary.outcome)) return say((text) => text.effect.preTrendFailed);
  const count = numbers.count(effect.threats.length);
  return say((text) => (effect.threats.length === 0 ? text.summary.effectReading : text.summary.threats(count)));
}

function limitSentences(facts: GatedFacts, numbers: Numbers): Words[] {
  const { files, money, missing_months: missing } = facts.ingest;
  const rejected = files.reduce((sum, file) => sum + file.rows_rejected, 0);
  const read = files.reduce((sum, file) => sum + file.rows_read, 0);
  const [rows, gaps] = [numbers.count(rejected), numbers.count(missing.length)];
  const lost = say((text) => {
    if (missing.length === 0) return text.summary.rejected(rows, shareOf(rejected, read, numbers));
    if (rejected === 0) return text.summary.gaps(gaps);
    return text.summary.rejectedAndGaps(rows, shareOf(rejected, read, numbers), gaps);
  });
  return [
    ...(unequalMoney(money).length > 0 ? [say((text) => text.summary.moneyDiffers)] : []),
    ...(rejected > 0 || missing.length > 0 ? [lost] : []),
  ];
}

/** A share with decimals enough that a small one does not look like none. */
function shareOf(part: number, whole: number, numbers: Numbers): string {
  const share = whole > 0 ? part / whole : null;
  return numbers.percent(share, share !== null && share < 0.0001 ? 4 : 2);
}
