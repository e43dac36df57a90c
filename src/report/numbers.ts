import { isHidden, type Hidden } from "../privacy/index.js";

/** A value of a result: a number, exact decimal text, nothing, or hidden by the privacy gate. */
export type Value = number | string | null | undefined | Hidden;

/** What stands for a value that does not exist. */
export const MISSING = "–";

/** Formats every number of a report. All texts are the same in every language. */
export interface Numbers {
  readonly threshold: number;
  /** Whole numbers with thousands separators. */
  count(value: Value): string;
  /** A fraction as per cent without the sign, one decimal unless told. */
  share(value: Value, digits?: number): string;
  /** A fraction with the per-cent sign. */
  percent(value: Value, digits?: number): string;
  /** A total of money in the declared unit. */
  money(value: Value, digits?: number): string;
  /** A plain number with a fixed number of decimals. */
  decimal(value: Value, digits?: number): string;
  /** A p-value: three decimals, no leading zero, `<.001` below that. */
  p(value: Value): string;
}

/** @param divisor units of currency in one declared unit of money, a whole number */
export function createNumbers(threshold: number, divisor: number): Numbers {
  const mark = (value: Value): string | null => markOf(value, threshold);
  const print = (value: Value, digits: number, times = 1, per = 1): string =>
    mark(value) ?? fixed(plainDecimal(value as number | string), BigInt(times), BigInt(per), digits);
  const share = (value: Value, digits = 1): string => print(value, digits, 100);
  return Object.freeze({
    threshold,
    share,
    decimal: (value, digits = 2) => print(value, digits),
    count: (value) => print(value, 0),
    percent: (value, digits = 1) => mark(value) ?? `${share(value, digits)}%`,
    money: (value, digits = 1) => print(value, digits, 1, divisor),
    p: (value) => mark(value) ?? pValue(Number(value)),
  } satisfies Numbers);
}

/** A window of periods `from..to` in print. */
export function periodSpan(window: string): string {
  return window.replace("..", "–");
}

/** Decimals of a column of money or amounts: fewer the larger its numbers are, the same for all of its cells. */
export function sensibleDigits(values: readonly Value[], divisor = 1): number {
  const sizes = values.flatMap((value) => (value === null || value === undefined || isHidden(value) ? [] : [value]));
  const largest = Math.max(0, ...sizes.map((value) => Math.abs(Number(value)) / divisor));
  if (largest >= 100_000) return 0;
  return largest >= 1_000 ? 1 : 2;
}

function markOf(value: Value, threshold: number): string | null {
  if (value === null || value === undefined) return MISSING;
  if (isHidden(value)) return value.hidden === "small" ? `<${threshold}` : value.hidden === "protects" ? "(c)" : "(d)";
  return null;
}

function pValue(p: number): string {
  if (p < 0.001) return "<.001";
  return p > 0.9995 ? "1.000" : p.toFixed(3).replace(/^0/, "");
}

function plainDecimal(value: number | string): string {
  if (typeof value === "string") return value;
  if (!Number.isFinite(value)) throw new RangeError("a report holds finite numbers only");
  const text = String(value);
  return text.includes("e") ? value.toFixed(20) : text;
}

/** Rounds decimal text * times / per to `digits` decimals, half away from zero, and groups thousands. Exact for any length. */
function fixed(text: string, times: bigint, per: bigint, digits: number): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new RangeError("a number of a report is decimal text");
  const fraction = match[3] ?? "";
  const scaled = BigInt(match[2] + fraction) * times * 10n ** BigInt(digits);
  const unit = per * 10n ** BigInt(fraction.length);
  const rounded = (2n * scaled + unit) / (2n * unit);
  const padded = rounded.toString().padStart(digits + 1, "0");
  const whole = padded.slice(0, padded.length - digits).replace(/\B(?=(\d{3})+$)/g, ",");
  const sign = match[1] === "-" && rounded !== 0n ? "−" : "";
  return digits === 0 ? sign + whole : `${sign}${whole}.${padded.slice(-digits)}`;
}
