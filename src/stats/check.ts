/** Throws RangeError when a number is NaN or infinite. */
export function requireFinite(x: ArrayLike<number>, name = "values"): void {
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i])) throw new RangeError(`${name} must be finite numbers`);
  }
}

/** Throws RangeError unless the two have the same length. */
export function requireSameLength(a: ArrayLike<unknown>, b: ArrayLike<unknown>, names: string): void {
  if (a.length !== b.length) throw new RangeError(`${names} must have the same length`);
}

/** Throws RangeError unless `k` is a whole number of at least `least`. */
export function requireWhole(k: number, least: number, name: string): void {
  if (!Number.isInteger(k) || k < least) throw new RangeError(`${name} must be a whole number of at least ${least}`);
}

/** Throws RangeError unless 0 < alpha < 0.5. */
export function requireAlpha(alpha: number): void {
  if (!(alpha > 0 && alpha < 0.5)) throw new RangeError("alpha lies between 0 and 0.5");
}
