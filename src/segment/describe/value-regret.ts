import { midranks } from "../../stats/midranks.js";
import { groupEffect } from "../../stats/group-effects.js";
import type { SegmentResult } from "../../tables/results/segment.js";

const DECILES = 10;

/**
 * How much of the variance of value the segments explain, beside what deciles of value itself would: what is lost where
 * customers are grouped by behaviour and not by value. Null where no value is declared or it is the same for all.
 * @param value one a customer; NaN is unknown and left out
 */
export function valueRegret(
  value: Float64Array | null,
  segments: Int32Array,
  k: number,
): SegmentResult["value_regret"] {
  if (value === null) return null;
  const known = Int32Array.from(value, (_, row) => row).filter((row) => !Number.isNaN(value[row]));
  const values = Float64Array.from(known, (row) => value[row]);
  if (values.length === 0) return null;
  const bySegment = groupEffect(
    values,
    Int32Array.from(known, (row) => segments[row]),
    k,
  ).etaSquared;
  const byDecile = groupEffect(values, decilesOf(values), DECILES).etaSquared;
  if (!byDecile.defined) return null;
  return { customers: values.length, by_segments: bySegment.value, by_deciles: byDecile.value };
}

function decilesOf(values: Float64Array): Int32Array {
  const n = values.length;
  return Int32Array.from(midranks(values), (rank) => Math.min(DECILES - 1, Math.floor((DECILES * (rank - 0.5)) / n)));
}
