import type { FeatureSettings } from "../settings.js";
import type { FittedTransform } from "./recipe.js";
import { quantiles } from "./summary.js";
import { transformValue } from "./transform.js";

const INNER = Array.from({ length: 999 }, (_, at) => (at + 1) / 1000);

/** A transform fitted on capped training values, and these values through it: training rows take the same path as new ones. */
export function fitTransform(
  kind: FeatureSettings["transform"],
  values: Float64Array,
): { readonly transform: FittedTransform; readonly transformed: Float64Array } {
  const transform = Object.freeze(tableOf(kind, values));
  return { transform, transformed: values.map((x) => transformValue(transform, x)) };
}

function tableOf(kind: FeatureSettings["transform"], values: Float64Array): FittedTransform {
  if (kind === "rank") return rankTable(values);
  if (kind === "quantile" || kind === "normal") return { kind, quantiles: quantiles(values, INNER) };
  return { kind };
}

function rankTable(values: Float64Array): FittedTransform {
  const ascending = values.slice().sort();
  const distinct: number[] = [];
  const shares: number[] = [];
  for (let from = 0; from < ascending.length;) {
    let to = from;
    while (to < ascending.length && ascending[to] === ascending[from]) to += 1;
    distinct.push(ascending[from]);
    shares.push((from + to) / 2 / ascending.length);
    from = to;
  }
  return { kind: "rank", values: Object.freeze(distinct), shares: Object.freeze(shares) };
}
