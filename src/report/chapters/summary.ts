import { isHidden } from "../../privacy/index.js";
import { paragraph, section, type Section } from "../document.js";
import { isOmitted } from "../facts.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedOutcome } from "../gate/effect.js";
import type { Numbers } from "../numbers.js";
import { nameOf } from "../text/names.js";
import { same, say, type Words } from "../words.js";
import { unequalMoney } from "./data-money.js";
import { omittedSentence, sayWith } from "./parts.js";
import { richestSegment } from "./value-rfm.js";

/** The numbers that matter and what limits them, in a handful of sentences. */
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

function effectSentences({ effect }: GatedFacts, numbers: Numbers): Words[] {
  if (isOmitted(effect)) return [omittedSentence("effect", effect.omitted, effect.text)];
  const primary = effect.outcomes.find((each) => each.primary) ?? effect.outcomes.at(0);
  return primary === undefined
    ? []
    : [
        effectSentence(primary, numbers.percent(1 - effect.design.alpha, 0), numbers),
        say((text) => text.summary.effectReading),
      ];
}

function effectSentence(outcome: GatedOutcome, level: string, numbers: Numbers): Words {
  const { estimate, ci_low, ci_high, p } = outcome.did;
  const digits = outcome.kind === "share" ? 4 : 2;
  const [value, low, high] = [estimate, ci_low, ci_high].map((each) => numbers.decimal(each, digits));
  const own = { outcome: nameOf("measure", outcome.outcome), unit: same(outcome.unit ?? "") };
  const printedP = numbers.p(p);
  const equal = printedP.startsWith("<") ? printedP : `= ${printedP}`;
  return sayWith(own, (text, words) =>
    ci_low === null || ci_high === null || p === null
      ? text.summary.effectOnly(words.outcome, value, words.unit)
      : text.summary.effect(words.outcome, value, words.unit, level, low, high, equal),
  );
}

function limitSentences(facts: GatedFacts, numbers: Numbers): Words[] {
  const { files, money, missing_months } = facts.ingest;
  const rejected = files.reduce((sum, file) => sum + file.rows_rejected, 0);
  const read = files.reduce((sum, file) => sum + file.rows_read, 0);
  const [rows, share] = [numbers.count(rejected), numbers.percent(read > 0 ? rejected / read : null, 2)];
  const gaps = numbers.count(missing_months.length);
  return [
    ...(unequalMoney(money).length > 0 ? [say((text) => text.summary.moneyDiffers)] : []),
    ...(rejected > 0 ? [say((text) => text.summary.rejected(rows, share))] : []),
    ...(missing_months.length > 0 ? [say((text) => text.summary.gaps(gaps))] : []),
    threatSentence(facts, numbers),
  ].filter((each) => each !== null);
}

function threatSentence({ effect }: GatedFacts, numbers: Numbers): Words | null {
  if (isOmitted(effect)) return say((text) => text.summary.noEffect);
  const count = numbers.count(effect.threats.length);
  return effect.threats.length === 0 ? null : say((text) => text.summary.threats(count));
}
