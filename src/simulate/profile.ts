import type { EpochDay } from "../core/calendar.js";
import { exp } from "../core/elementary.js";
import { createStream, type Stream } from "../core/rng.js";
import { REGIONS, type Bank } from "./bank.js";
import { PRODUCTS, type ProductKey } from "./products.js";
import { SEGMENTS, type LatentSegment } from "./segments.js";
import { drawTerms, type Terms } from "./terms.js";
import { dayIn } from "./timeline.js";

/** A month (period number, negative before the data) and a day 1..25 in it. */
export interface Day {
  readonly period: number;
  readonly day: number;
}

/** What a customer is before anything happens. */
export interface Profile {
  readonly index: number;
  readonly segment: number;
  readonly branch: number;
  readonly male: boolean;
  readonly birth: EpochDay;
  readonly region: number;
  readonly opened: Day;
  /** Log of deposits and wealth at the start of the data. */
  readonly logBalance: number;
  readonly weight: { readonly time: number; readonly wealth: number };
  /** Bookings of his own a month. */
  readonly bookings: number;
  readonly digital: number;
  readonly salary: number;
  readonly payDay: number;
  readonly cardUse: number;
  /** Accounts held from the start, or from his own opening if that is later. */
  readonly initial: Readonly<Partial<Record<ProductKey, Day>>>;
  readonly terms: Terms;
}

const SHARES = SEGMENTS.map((each) => each.share);
const JOINS_LATER = 0.16;
const MEAN_TENURE_MONTHS = 72;
const LONGEST_TENURE_MONTHS = 300;
const LARGEST_LOG_BALANCE = 19.1;
const OLDEST_CONTRACT = 58;
const ADULT_AT = 17;

const between = (low: number, value: number, high: number) => Math.max(low, Math.min(high, value));

function openingOf(bank: Bank, ageMonths: number, stream: Stream): Day {
  const later = stream.uniform() < JOINS_LATER;
  const tenure = Math.floor(MEAN_TENURE_MONTHS * stream.exponential());
  const month = stream.integer(bank.settings.months);
  const day = 1 + stream.integer(25);
  if (later) return { period: month, day };
  const longest = Math.min(LONGEST_TENURE_MONTHS, Math.floor(ageMonths) - ADULT_AT * 12);
  return { period: -1 - between(0, tenure, longest), day };
}

/** Opening day of an account: with the customer if he joins during the data, else some time before the data. */
function accountDay(opened: Day, stream: Stream, oldest: number): Day {
  const where = stream.uniform();
  const day = 1 + stream.integer(25);
  if (opened.period >= 0) return opened;
  const from = Math.max(opened.period, -oldest);
  if (from === opened.period && where * -from < 1) return opened;
  return { period: from + Math.floor(where * -from), day };
}

function initialAccounts(segment: LatentSegment, opened: Day, terms: Terms, stream: Stream) {
  const initial: Partial<Record<ProductKey, Day>> = { demand: opened };
  for (const { key } of PRODUCTS) {
    if (key === "demand") continue;
    const holds = stream.uniform() < segment.holds[key];
    const oldest = key === "consumer" ? terms.consumer.months - 1 : OLDEST_CONTRACT;
    const day = accountDay(opened, stream, oldest);
    if (holds) initial[key] = day;
  }
  return initial;
}

/** Draws a customer from his own stream, so that no customer depends on another. */
export function profileOf(bank: Bank, index: number): Profile {
  const stream = createStream(bank.settings.seed, "simulate/profile", index);
  const segment = stream.choice(SHARES);
  const traits = SEGMENTS[segment];
  const branch = stream.choice(bank.branchSizes);
  const male = stream.uniform() < traits.male;
  const age = between(traits.age.low, traits.age.mean + traits.age.sd * stream.normal(), traits.age.high);
  const birth = dayIn(bank.timeline, 0, 1) - Math.floor(age * 365.25);
  const elsewhere = stream.uniform() < 0.2;
  const anywhere = stream.integer(REGIONS.length);
  const opened = openingOf(bank, age * 12, stream);
  const logBalance = Math.min(LARGEST_LOG_BALANCE, traits.balance.mu + traits.balance.sigma * stream.normal());
  const weight = {
    time: traits.weight.time * exp(0.4 * stream.normal()),
    wealth: traits.weight.wealth * exp(0.4 * stream.normal()),
  };
  const bookings = bank.settings.transactionsPerMonth * traits.bookings * exp(0.35 * stream.normal() - 0.06);
  const online = between(0, traits.digital + 0.12 * stream.normal(), 1);
  const salary = Math.round(traits.salary * exp(0.3 * stream.normal()) * 100);
  const payDay = [8, 10, 15, 20, 25][stream.integer(5)];
  const cardUse = between(0, traits.cardUse + 0.12 * stream.normal(), 0.9);
  const terms = drawTerms(traits, stream);
  return {
    index,
    segment,
    branch,
    male,
    birth,
    region: elsewhere ? anywhere : bank.branches[branch].region,
    opened,
    logBalance,
    weight,
    bookings,
    digital: online,
    salary,
    payDay,
    cardUse,
    initial: initialAccounts(traits, opened, terms, stream),
    terms,
  };
}
