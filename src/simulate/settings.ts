import { failIfAny, type Problem } from "../core/errors.js";
import { monthIndex } from "../core/calendar.js";
import { FESTIVAL_YEARS } from "./festival.js";

/** Everything that changes a byte of the synthetic bank. */
export interface SimulateSettings {
  /** Whole number from 0 to 2^53 - 1. */
  readonly seed: number;
  readonly customers: number;
  readonly branches: number;
  /** First month, `yyyy-mm`. */
  readonly start: string;
  /** Months of data; the programme needs twelve before it, six of roll-out and twelve after it. */
  readonly months: number;
  /** Mean number of bookings a customer makes himself in a month; salaries, interest and fees come on top. */
  readonly transactionsPerMonth: number;
  /** Whether a handful of damaged rows is put into the exports. */
  readonly dirtyRows: boolean;
}

/** The bank of `data-samples/city-bank`. */
export const DEFAULT_SETTINGS: SimulateSettings = Object.freeze({
  seed: 7,
  customers: 3000,
  branches: 16,
  start: "2021-01",
  months: 36,
  transactionsPerMonth: 0.8,
  dirtyRows: true,
});

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const whole = (value: unknown, low: number, high: number) =>
  Number.isSafeInteger(value) && (value as number) >= low && (value as number) <= high;

interface Rule {
  readonly key: keyof SimulateSettings;
  readonly holds: (settings: SimulateSettings) => boolean;
  readonly expected: string;
}

const RULES: readonly Rule[] = [
  {
    key: "seed",
    holds: (s) => whole(s.seed, 0, Number.MAX_SAFE_INTEGER),
    expected: "a whole number from 0 to 2^53 - 1",
  },
  {
    key: "customers",
    holds: (s) => whole(s.customers, 1, 100_000_000),
    expected: "a whole number from 1 to 100,000,000",
  },
  { key: "branches", holds: (s) => whole(s.branches, 2, 9999), expected: "a whole number from 2 to 9,999" },
  { key: "start", holds: startsWell, expected: "a month yyyy-mm such that the data lie within the years 2016 to 2035" },
  { key: "months", holds: (s) => whole(s.months, 30, 120), expected: "a whole number from 30 to 120" },
  {
    key: "transactionsPerMonth",
    holds: (s) => s.transactionsPerMonth >= 0 && s.transactionsPerMonth <= 1000,
    expected: "a number from 0 to 1,000",
  },
  { key: "dirtyRows", holds: (s) => typeof s.dirtyRows === "boolean", expected: "true or false" },
];

/** Month index of a `yyyy-mm` setting that has been checked. */
export function startMonth(settings: Pick<SimulateSettings, "start">): number {
  const match = MONTH.exec(settings.start)!;
  return monthIndex(Number(match[1]), Number(match[2]));
}

function startsWell(settings: SimulateSettings): boolean {
  if (typeof settings.start !== "string" || !MONTH.test(settings.start)) return false;
  const last = startMonth(settings) + (whole(settings.months, 30, 120) ? settings.months : 30) - 1;
  return startMonth(settings) >= FESTIVAL_YEARS.first * 12 && last < (FESTIVAL_YEARS.last + 1) * 12;
}

/** The given settings over the defaults. Throws SIM-001 with every setting that is out of range. */
export function resolveSettings(given: Partial<SimulateSettings> = {}): SimulateSettings {
  const settings: SimulateSettings = Object.freeze({ ...DEFAULT_SETTINGS, ...given });
  const problems: Problem[] = RULES.filter((rule) => !rule.holds(settings)).map((rule) => ({
    code: "SIM-001",
    message: `setting "${rule.key}" of the simulation is out of range`,
    place: { key: rule.key },
    seen: String(settings[rule.key]),
    expected: rule.expected,
    hint: `give ${rule.expected}`,
  }));
  failIfAny(problems);
  return settings;
}
