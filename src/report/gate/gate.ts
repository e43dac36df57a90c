import { fail } from "../../core/errors.js";
import { isOmitted, type Omitted, type StudyFacts } from "../facts.js";
import { gateAssign, type GatedAssign } from "./assign.js";
import { gateEffect, type GatedEffect } from "./effect.js";
import { gateProfit, type GatedProfit } from "./profit.js";
import { gateRfm, type GatedRfm } from "./rfm.js";
import { gateSegment, type GatedSegment } from "./segment.js";

/** Facts that have passed the privacy gate: the only thing that a chapter may read. */
export type GatedFacts = Omit<StudyFacts, "rfm" | "profit" | "segment" | "assign" | "effect"> & {
  readonly rfm: GatedRfm | Omitted;
  readonly profit: GatedProfit | Omitted;
  readonly segment: GatedSegment | Omitted;
  readonly assign: GatedAssign | Omitted;
  readonly effect: GatedEffect | Omitted;
};

/**
 * Facts without small cells, extremes of individuals and dominated money. Counts of rows, files and rejects describe the
 * exports and not customers; they are kept. Throws REP-001 when a whole population is below the threshold.
 */
export function gateFacts(facts: StudyFacts): GatedFacts {
  const { threshold } = facts.privacy;
  refuseTinyPopulation(facts, threshold);
  return {
    ...facts,
    rfm: gated(facts.rfm, (rfm) => gateRfm(rfm, threshold)),
    profit: gated(facts.profit, (profit) => gateProfit(profit, threshold)),
    segment: gated(facts.segment, (segment) => gateSegment(segment, threshold)),
    assign: gated(facts.assign, (assign) => gateAssign(assign, threshold)),
    effect: gated(facts.effect, (effect) => gateEffect(effect, threshold)),
  };
}

function gated<T extends object, G>(result: T | Omitted, gate: (result: T) => G): G | Omitted {
  return isOmitted(result) ? result : gate(result);
}

function refuseTinyPopulation(facts: StudyFacts, threshold: number): void {
  const populations = [facts.rfm, facts.profit, facts.segment, facts.assign].flatMap((each) =>
    isOmitted(each) ? [] : [each.customers],
  );
  if (populations.every((customers) => customers >= threshold)) return;
  fail("REP-001", {
    message: `a stage has fewer customers than the small-cell threshold of ${threshold}`,
    place: { key: "privacy.threshold" },
    expected: `at least ${threshold} customers in each stage`,
    hint: "use a larger population; the threshold cannot go below 5",
  });
}
