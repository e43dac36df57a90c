/** The measures that can be scored, with the letter of their score column and the direction that is good. */
export interface Measure {
  readonly name: MeasureName;
  readonly letter: "r" | "f" | "m" | "l" | "p" | "b";
  readonly better: "high" | "low";
  readonly unit: "days" | "count" | "money";
}

export const MEASURE_NAMES = [
  "recency_days",
  "frequency",
  "monetary",
  "relationship_days",
  "span_days",
  "product_count",
  "average_balance",
] as const;

export type MeasureName = (typeof MEASURE_NAMES)[number];

export const MEASURES: Readonly<Record<MeasureName, Measure>> = Object.freeze({
  recency_days: { name: "recency_days", letter: "r", better: "low", unit: "days" },
  frequency: { name: "frequency", letter: "f", better: "high", unit: "count" },
  monetary: { name: "monetary", letter: "m", better: "high", unit: "money" },
  relationship_days: { name: "relationship_days", letter: "l", better: "high", unit: "days" },
  span_days: { name: "span_days", letter: "l", better: "high", unit: "days" },
  product_count: { name: "product_count", letter: "p", better: "high", unit: "count" },
  average_balance: { name: "average_balance", letter: "b", better: "high", unit: "money" },
});

/** Named lists of measures: RFM; LRFM with the relationship (Chang and Tsay 2004); RFMLP with the products held. */
export const MODELS = Object.freeze({
  rfm: ["recency_days", "frequency", "monetary"],
  lrfm: ["relationship_days", "recency_days", "frequency", "monetary"],
  rfmlp: ["recency_days", "frequency", "monetary", "relationship_days", "product_count"],
} as const satisfies Record<string, readonly MeasureName[]>);

/** Name of the score column of a measure. */
export function scoreColumn(measure: Measure): string {
  return `${measure.letter}_score`;
}
