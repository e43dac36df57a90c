import { blockSum, sum } from "./block-sum.js";
import { requireFinite, requireSameLength } from "./check.js";
import { defined, notDefined, type Measure } from "./measure.js";
import { midranks } from "./midranks.js";
import { isConstant } from "./moments.js";
import { square } from "./square.js";

/** Pearson's product-moment correlation. Fewer than two rows or a constant column: not defined. */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): Measure {
  requireSameLength(x, y, "the two columns");
  requireFinite(x);
  requireFinite(y);
  const n = x.length;
  if (n < 2) return notDefined("too_few_rows");
  if (isConstant(x) || isConstant(y)) return notDefined("constant_column");
  const xMean = sum(x) / n;
  const yMean = sum(y) / n;
  const xx = blockSum(n, (i) => square(x[i] - xMean));
  const yy = blockSum(n, (i) => square(y[i] - yMean));
  const xy = blockSum(n, (i) => (x[i] - xMean) * (y[i] - yMean));
  const scale = Math.sqrt(xx) * Math.sqrt(yy);
  if (scale === 0) return notDefined("zero_variance");
  return defined(Math.max(-1, Math.min(1, xy / scale)));
}

/** Spearman's rank correlation: Pearson's correlation of the midranks. */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): Measure {
  requireSameLength(x, y, "the two columns");
  return pearson(midranks(x), midranks(y));
}
