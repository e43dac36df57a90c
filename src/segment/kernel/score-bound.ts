const HALF_ULP_32 = 2 ** -24;
const HALF_ULP_64 = 2 ** -53;
/** Covers products that fall below the smallest normal f32. */
const TINY = 1e-35;

/**
 * The bound a + |x| (b + |x| c) on how far the difference of two f32 scores |c|^2/2 - x.c lies from its exact value. It covers the
 * rounding of inputs, products and sums, fused or not.
 */
export function scoreBound(centres: Float64Array, origin: Float64Array) {
  const d = origin.length;
  let largest = 0;
  for (let c = 0; c < centres.length / d; c++) {
    let square = 0;
    for (let j = 0; j < d; j++) square += (centres[c * d + j] - origin[j]) ** 2;
    largest = Math.max(largest, square);
  }
  const unit = 2.01 * (d + 4) * HALF_ULP_32;
  const exact = 16 * (d + 4) * HALF_ULP_64;
  return { boundA: (unit / 2 + exact) * largest + TINY, boundB: unit * Math.sqrt(largest), boundC: exact };
}
