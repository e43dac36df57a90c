/**
 * Elementary functions built only from IEEE 754 `+ - * / sqrt` and bit access. JavaScript leaves the last bits of
 * `Math.exp`, `Math.log` and `Math.pow` to the engine; these give the same bytes on every platform and version.
 */
const LN2_HIGH = 2977044471 / 4294967296;
const LN2_MIDDLE = 1.9082149292705877e-10;
const LN2_LOW = 1.1612227229362532e-26;
const INVERSE_LN2 = 1.4426950408889634;
const SQRT_TWO = 1.4142135623730951;
const THIRD_LOW = 1.850371707708594e-17;
const SPLITTER = 134217729;
const TINY = 2 ** -54;

const SMALLEST_POWER = -1074;
const POWER_OF_TWO = powersOfTwo();
const EXP_TERMS = inverseFactorials(14);
const RECIPROCAL = Float64Array.from({ length: 26 }, (_, n) => 1 / n);

const cell = new Float64Array(1);
const words = new Uint32Array(cell.buffer);
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/** e to the power x; within 1 ulp. Overflow gives Infinity, underflow the nearest subnormal or 0. */
export function exp(x: number): number {
  return expOfSum(x, 0);
}

/** Natural logarithm; within 1 ulp. `log(0)` is -Infinity, of a negative number NaN. */
export function log(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  const exponent = binaryExponent(x);
  const f = scaleByPower(x, -exponent) - 1;
  return logOfParts(exponent, f, 0);
}

/** ln(1 + x), accurate for small x; within 2 ulp. `log1p(-1)` is -Infinity, below it NaN. */
export function log1p(x: number): number {
  if (x > -TINY && x < TINY) return x;
  if (!(x > -1) || x === Infinity) return x === -1 ? -Infinity : x > 0 ? x : NaN;
  const u = 1 + x;
  const lost = u > 2 ? 1 - (u - x) : x - (u - 1);
  const exponent = binaryExponent(u);
  return logOfParts(exponent, scaleByPower(u, -exponent) - 1, lost / u);
}

/** e to the power x, minus 1, accurate for small x; within 2 ulp. */
export function expm1(x: number): number {
  if (x > -TINY && x < TINY) return x;
  if (Number.isNaN(x) || x > 709.8 || x < -40) return x < 0 ? -1 : exp(x);
  const k = Math.round(x * INVERSE_LN2);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_MIDDLE;
  const r = high - low;
  const small = expMinusOne(r, high - r - low);
  if (k === 0) return small;
  if (k > 60) return scaleByPower(1 + small, k) - 1;
  const scale = POWER_OF_TWO[k - SMALLEST_POWER];
  return scale * small + (scale - 1);
}

/** x to the power y with the special values of `Math.pow`; within 2 ulp. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (!Number.isFinite(y)) return powOfInfinity(Math.abs(x), y);
  if (x < 0 && x !== -Infinity && !Number.isInteger(y)) return NaN;
  const size = powOfSize(Math.abs(x), y);
  const negative = (x < 0 || Object.is(x, -0)) && isOdd(y);
  return negative ? -size : size;
}

function powOfInfinity(size: number, y: number): number {
  if (size === 1) return NaN;
  return size > 1 === y > 0 ? Infinity : 0;
}

function powOfSize(size: number, y: number): number {
  if (size === 0) return y > 0 ? 0 : Infinity;
  if (size === Infinity) return y > 0 ? Infinity : 0;
  return powOfPositive(size, y);
}

function isOdd(y: number): boolean {
  return Number.isInteger(y) && Math.abs(y % 2) === 1;
}

/** exp(y ln x) with the logarithm and the product in double-double arithmetic (Dekker 1971). */
function powOfPositive(x: number, y: number): number {
  if (x === 1) return 1;
  const exponent = binaryExponent(x);
  const f = scaleByPower(x, -exponent) - 1;
  const [high, low] = doubleLog(exponent, f);
  const product = y * high;
  if (Math.abs(product) > 800 || Number.isNaN(product)) return product > 0 ? Infinity : 0;
  if (Math.abs(y) > 1e300) return expOfSum(product, 0);
  return expOfSum(product, productError(y, high, product) + y * low);
}

/** ln((1 + f) 2^k) as an unevaluated sum, with 2 atanh(f / (2 + f)) = 2s + 2s^3/3 + … */
function doubleLog(k: number, f: number): [number, number] {
  const below = 2 + f;
  const belowLow = f - (below - 2);
  const s = f / below;
  const back = s * below;
  const sLow = (f - back - productError(s, below, back) - s * belowLow) / below;
  const square = s * s;
  const squareLow = productError(s, s, square) + 2 * s * sLow;
  const tail = square * atanhTail(square, 5);
  const third = 1 / 3;
  const coefficient = third + tail;
  const coefficientLow = third - coefficient + tail + THIRD_LOW;
  const t = square * coefficient;
  const tLow = productError(square, coefficient, t) + square * coefficientLow + squareLow * coefficient;
  const cubic = s * t;
  const cubicLow = productError(s, t, cubic) + s * tLow + sLow * t;
  const series = s + cubic;
  const seriesLow = s - series + cubic + (sLow + cubicLow);
  const whole = k * LN2_HIGH;
  const first = whole + 2 * series;
  const firstLow = k === 0 ? 0 : whole - first + 2 * series;
  const middle = k * LN2_MIDDLE;
  const sum = first + middle;
  const sumLow = twoSumError(first, middle, sum);
  const rest = sumLow + firstLow + 2 * seriesLow + productError(k, LN2_MIDDLE, middle) + k * LN2_LOW;
  const high = sum + rest;
  return [high, sum - high + rest];
}

/** 1/n + z/(n + 2) + z^2/(n + 4) + … for z up to 0.0295, to full precision. */
function atanhTail(z: number, n: number): number {
  let sum = 0;
  for (let j = n + 20; j >= n; j -= 2) sum = sum * z + RECIPROCAL[j];
  return sum;
}

/** k ln 2 + ln(1 + f) + extra, for 1 + f between sqrt(1/2) and sqrt(2). */
function logOfParts(k: number, f: number, extra: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const half = 0.5 * f * f;
  const series = s * (half + 2 * z * atanhTail(z, 3));
  const low = series + (k * LN2_MIDDLE + extra);
  return k * LN2_HIGH + (f - (half - low));
}

function expOfSum(x: number, extra: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > 709.79) return Infinity;
  if (x < -745.2) return 0;
  const k = Math.round(x * INVERSE_LN2);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_MIDDLE - extra;
  const r = high - low;
  return scaleByPower(1 + expMinusOne(r, high - r - low), k);
}

/** exp(r + tail) - 1 for |r| up to 0.35 and a tail below half an ulp of r, by its Taylor series. */
function expMinusOne(r: number, tail: number): number {
  let sum = EXP_TERMS[14];
  for (let j = 13; j >= 2; j--) sum = sum * r + EXP_TERMS[j];
  return r + (r * r * sum + (tail + tail * r));
}

/** x times 2^k, rounded once, also where 2^k or the result is subnormal. */
function scaleByPower(x: number, k: number): number {
  if (k > 1000) return x * POWER_OF_TWO[1000 - SMALLEST_POWER] * POWER_OF_TWO[k - 1000 - SMALLEST_POWER];
  if (k < -1000) return x * POWER_OF_TWO[k + 60 - SMALLEST_POWER] * POWER_OF_TWO[-60 - SMALLEST_POWER];
  return x * POWER_OF_TWO[k - SMALLEST_POWER];
}

/** The k that brings a positive x 2^-k between sqrt(1/2) and sqrt(2). */
function binaryExponent(x: number): number {
  const subnormal = x < 2 ** -1022;
  cell[0] = subnormal ? x * 2 ** 54 : x;
  const biased = words[HIGH] >>> 20;
  words[HIGH] = (words[HIGH] & 0xfffff) | 0x3ff00000;
  return biased - 1023 - (subnormal ? 54 : 0) + (cell[0] > SQRT_TWO ? 1 : 0);
}

/** a b minus its rounded product, exactly (Dekker 1971). */
function productError(a: number, b: number, product: number): number {
  const aWide = SPLITTER * a;
  const aHigh = aWide - (aWide - a);
  const aLow = a - aHigh;
  const bWide = SPLITTER * b;
  const bHigh = bWide - (bWide - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** a + b minus its rounded sum, exactly (Knuth 1969). */
function twoSumError(a: number, b: number, sum: number): number {
  const bPart = sum - a;
  return a - (sum - bPart) + (b - bPart);
}

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(1024 - SMALLEST_POWER);
  let power = Number.MIN_VALUE;
  for (let i = 0; i < powers.length; i++, power *= 2) powers[i] = power;
  return powers;
}

function inverseFactorials(last: number): Float64Array {
  const terms = new Float64Array(last + 1);
  let factorial = 1;
  for (let n = 0; n <= last; n++) {
    factorial *= n === 0 ? 1 : n;
    terms[n] = 1 / factorial;
  }
  return terms;
}
