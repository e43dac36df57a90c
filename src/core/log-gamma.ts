import { log, log1p } from "./elementary.js";

const HALF_LOG_TWO_PI = 0.9189385332046728;
const ONE_MINUS_EULER = 0.42278433509846713;

/** (zeta(k) - 1)/k for k = 2, 3, … */
const ZETA_TERMS = [
  0.3224670334241132, 0.0673523010531981, 0.020580808427784546, 0.007385551028673986, 0.0028905103307415234,
  0.001192753911703261, 0.0005096695247430425, 0.00022315475845357939, 9.945751278180853e-5, 4.492623673813314e-5,
  2.050721277567069e-5, 9.439488275268397e-6, 4.374866789907488e-6, 2.039215753801366e-6, 9.55141213040742e-7,
  4.492469198764566e-7, 2.1207184805554665e-7, 1.0043224823968099e-7, 4.7698101693639804e-8, 2.2711094608943164e-8,
  1.0838659214896955e-8, 5.183475041970047e-9, 2.4836745438024785e-9, 1.1921401405860912e-9, 5.731367241678862e-10,
  2.7595228851242334e-10, 1.330476437424449e-10, 6.4229645638381e-11, 3.1044247747322276e-11, 1.5021384080754142e-11,
];

/**
 * Natural logarithm of the gamma function for x > 0; relative error about 1e-15, also next to its zeros 1 and 2.
 * Throws RangeError unless x > 0. Source: Abramowitz and Stegun 1964, 6.1.33 (series), 6.1.40 (Stirling).
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError("logGamma needs a positive number");
  if (x === Infinity) return Infinity;
  if (x < 0.5) return aroundTwo(x) - log1p(x) - log(x);
  if (x < 1.5) return aroundTwo(x - 1) - log1p(x - 1);
  if (x < 10) return aboveTwo(x);
  return (x - 0.5) * log(x) - x + HALF_LOG_TWO_PI + stirlingRemainder(x);
}

/** ln Gamma(x) minus Stirling's (x - 1/2) ln x - x + ln(2 pi)/2, for x of 10 or more. */
export function stirlingRemainder(x: number): number {
  const y = 1 / (x * x);
  const late = 1 / 1188 - y * (691 / 360360 - y * (1 / 156 - (y * 3617) / 122400));
  return (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * late)))) / x;
}

/** ln Gamma(2 + z) for |z| up to 1/2. */
function aroundTwo(z: number): number {
  let sum = 0;
  for (let i = ZETA_TERMS.length - 1; i >= 0; i--) sum = ZETA_TERMS[i] - z * sum;
  return z * (ONE_MINUS_EULER + z * sum);
}

function aboveTwo(x: number): number {
  let product = 1;
  let rest = x;
  while (rest > 2.5) {
    rest -= 1;
    product *= rest;
  }
  return aroundTwo(rest - 2) + log(product);
}
