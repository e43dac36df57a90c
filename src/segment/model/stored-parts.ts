import type { ScoringParts } from "../algorithms/clusterer.js";
import type { SegmentModel } from "./model.js";
import type { StoredParts } from "./stored-parts-schema.js";

/** The parts as plain data for the model file; -0 becomes 0 and a missing value null. */
export function storedOf(parts: Exclude<ScoringParts, { kind: "centres" }>): StoredParts {
  const plain = Object.entries(parts).map(([key, value]: [string, unknown]) => [key, plainOf(value)]);
  return Object.fromEntries(plain) as StoredParts;
}

function plainOf(value: unknown): unknown {
  if (!(value instanceof Float64Array)) return value;
  return Array.from(value, (x) => (Number.isNaN(x) ? null : x + 0));
}

/** What scoring with a model needs: its own parts, or its centres. */
export function partsOf({ scoring, centres }: SegmentModel): ScoringParts {
  if (scoring === null) return { kind: "centres", centres: Float64Array.from(centres.flat()) };
  const arrays = Object.entries(scoring).map(([key, value]) => [key, isNumbers(value) ? arrayOf(value) : value]);
  return Object.fromEntries(arrays) as ScoringParts;
}

function isNumbers(value: unknown): value is readonly (number | null)[] {
  return Array.isArray(value) && value.every((each) => each === null || typeof each === "number");
}

function arrayOf(value: readonly (number | null)[]): Float64Array {
  return Float64Array.from(value, (x) => x ?? NaN);
}
