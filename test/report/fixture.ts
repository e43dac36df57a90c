import { studyFacts, type StudyFacts } from "../../src/report/facts.js";
import { fixtureEffect } from "./fixture-effect.js";
import { fixtureIngest, fixtureProvenance } from "./fixture-ingest.js";
import { fixtureSegment } from "./fixture-segment.js";
import { fixtureProfit, fixtureRfm } from "./fixture-value.js";

/** A made-up study with every stage, two small cells among them; its numbers mean nothing. */
export function fixtureFacts(): StudyFacts {
  return studyFacts.parse({
    study: {
      name: "made-up-bank",
      title: { en: "Customer value of a made-up bank", zh: "虚构银行客户价值研究" },
      bank: { en: "Made-up Bank", zh: "虚构银行" },
      as_of: "2024-12-31",
      period: { start: "2024-01-01", end: "2024-12-31" },
      currency: "CNY",
      money_unit: { label: { en: "CNY ten thousand", zh: "万元" }, divisor: 10_000 },
      seed: 20240101,
      version: "0.1.0",
    },
    ingest: fixtureIngest(),
    rfm: fixtureRfm(),
    profit: fixtureProfit(),
    segment: fixtureSegment(),
    effect: fixtureEffect(),
    warnings: [{ code: "DATA-130", message: "transactions have no rows in 1 month between their first and last" }],
    privacy: { threshold: 10 },
    provenance: fixtureProvenance(),
  });
}

/** The same bank before it declares a programme. */
export function fixtureWithoutProgramme(): StudyFacts {
  return { ...fixtureFacts(), effect: { omitted: "not_declared" } };
}

/** A study of the exports alone. */
export function fixtureOfData(): StudyFacts {
  const omitted = { omitted: "not_declared" };
  return { ...fixtureFacts(), rfm: omitted, profit: omitted, segment: omitted, effect: omitted };
}
