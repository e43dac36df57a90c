/** Measures that the stage computes from the canonical tables; one SELECT each. */
export const MEASURE_NAMES = [
  "average_balance",
  "loan_balance",
  "product_count",
  "transactions_per_month",
  "digital_share",
  "age",
  "relationship_days",
] as const;

export type MeasureName = (typeof MEASURE_NAMES)[number];
