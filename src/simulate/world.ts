import { exp } from "../core/elementary.js";
import type { Bank } from "./bank.js";
import type { Draws } from "./draws.js";
import { PRODUCTS, type ProductKey } from "./products.js";
import type { Day, Profile } from "./profile.js";
import { SEGMENTS, type LatentSegment, type Opened } from "./segments.js";
import type { Term } from "./terms.js";

/** One account of a customer. `closed` is the first day without it; null while it is open at the end of the data. */
export interface Account {
  readonly product: ProductKey;
  readonly opened: Day;
  readonly closed: Day | null;
  readonly term: Term;
}

/** One potential outcome of a customer: with the programme or without. */
export interface World {
  readonly closed: Day | null;
  readonly accounts: readonly Account[];
  /** Yuan of deposits and wealth if open for the whole of each period. */
  readonly level: Float64Array;
  /** Share of the programme's full strength reached in each period, 0 to 1. */
  readonly strength: Float64Array;
}

const RAMP_MONTHS = 6;
const SHORTEST_STAY = 2;
const PERSISTENCE = 0.9;
const INNOVATION = 0.035;
const BORROWER_STAYS = 0.4;
const JANUARY_PUSH = 1.5;
const OPENED: readonly Opened[] = ["time", "wealth", "card"];
const OPENS = { time: "opensTime", wealth: "opensWealth", card: "opensCard" } as const;
const DAYS = 25;

const dayOf = (uniform: number) => 1 + Math.floor(uniform * DAYS);

/** Is day a before day b. */
export function before(a: Day, b: Day): boolean {
  return a.period < b.period || (a.period === b.period && a.day < b.day);
}

function strengthOf(bank: Bank, adopts: number | null): Float64Array {
  const strength = new Float64Array(bank.settings.months);
  if (adopts === null) return strength;
  for (let t = adopts; t < strength.length; t++) strength[t] = Math.min(1, (t - adopts + 1) / RAMP_MONTHS);
  return strength;
}

function closingOf(bank: Bank, profile: Profile, draws: Draws, strength: Float64Array): Day | null {
  const traits = SEGMENTS[profile.segment];
  const stays = profile.initial.mortgage || profile.initial.consumer ? BORROWER_STAYS : 1;
  const base = traits.leaving * bank.branches[profile.branch].leaving * stays;
  for (let t = Math.max(0, profile.opened.period + SHORTEST_STAY); t < strength.length; t++) {
    const chance = base * (strength[t] > 0 ? traits.effect.leaving : 1);
    if (draws.leaves[t] < chance) return { period: t, day: dayOf(draws.leavesOn[t]) };
  }
  return null;
}

interface Opening {
  readonly from: number;
  readonly to: number;
  readonly luck: Float64Array;
  readonly chance: (t: number) => number;
}

function openingOf({ from, to, luck, chance }: Opening, on: Float64Array): Day | undefined {
  for (let t = from; t < to; t++) if (luck[t] < chance(t)) return { period: t, day: dayOf(on[t]) };
  return undefined;
}

/** Opening day of every product that is opened during the data. */
function openings(bank: Bank, profile: Profile, draws: Draws, strength: Float64Array, to: number) {
  const traits: LatentSegment = SEGMENTS[profile.segment];
  const from = Math.max(0, profile.opened.period + 1);
  const season = (t: number) => (bank.timeline.periods[t].month === 1 ? JANUARY_PUSH : 1);
  const found: Partial<Record<ProductKey, Day>> = {};
  for (const key of OPENED) {
    const extra = traits.effect.opening[key];
    const chance = (t: number) => traits.opening[key] * season(t) + (strength[t] > 0 ? extra : 0);
    found[key] = openingOf({ from, to, luck: draws[OPENS[key]], chance }, draws.opensOn);
  }
  const chance = () => traits.opening.consumer;
  found.consumer = openingOf({ from, to, luck: draws.opensConsumer, chance }, draws.opensOn);
  return found;
}

function accountsOf(profile: Profile, opened: Partial<Record<ProductKey, Day>>, closed: Day | null): Account[] {
  const accounts: Account[] = [];
  for (const { key } of PRODUCTS) {
    const start = profile.initial[key] ?? opened[key];
    if (!start) continue;
    const term = profile.terms[key];
    const matures =
      key === "mortgage" || key === "consumer" ? { period: start.period + term.months, day: start.day } : null;
    const ends = matures && (!closed || before(matures, closed)) ? matures : closed;
    accounts.push({ product: key, opened: start, closed: ends, term });
  }
  return accounts;
}

function levels(bank: Bank, profile: Profile, draws: Draws, strength: Float64Array): Float64Array {
  const branch = bank.branches[profile.branch];
  const effect = SEGMENTS[profile.segment].effect.balance;
  const level = new Float64Array(strength.length);
  let drift = 2 * INNOVATION * draws.drift[0];
  for (let t = 0; t < level.length; t++) {
    if (t > 0) drift = PERSISTENCE * drift + INNOVATION * draws.drift[t];
    const natural = exp(profile.logBalance + bank.trend[t] + branch.shocks[t] + drift) + branch.extra;
    level[t] = natural * (1 + effect * strength[t]);
  }
  return level;
}

/** The life of a customer through the data, with or without the programme of his branch; the luck is the same in both. */
export function worldOf(bank: Bank, profile: Profile, draws: Draws, programme: boolean): World {
  const strength = strengthOf(bank, programme ? bank.branches[profile.branch].adopts : null);
  const closed = closingOf(bank, profile, draws, strength);
  const last = closed ? closed.period : bank.settings.months;
  const accounts = accountsOf(profile, openings(bank, profile, draws, strength, last), closed);
  return { closed, accounts: withinData(bank, accounts), level: levels(bank, profile, draws, strength), strength };
}

/** A maturity after the data is not yet a closing. */
function withinData(bank: Bank, accounts: readonly Account[]): Account[] {
  const { months } = bank.settings;
  return accounts.map((each) => (each.closed && each.closed.period >= months ? { ...each, closed: null } : each));
}

/** Whether something opened and perhaps closed is open at the end of a period. */
export function openAtEnd(thing: { opened: Day; closed: Day | null }, period: number): boolean {
  return thing.opened.period <= period && (thing.closed === null || thing.closed.period > period);
}

/** Days of a period on which something is open: from the opening day, until the day before the closing day. */
export function daysOpen(thing: { opened: Day; closed: Day | null }, period: number, days: number): number {
  const { opened, closed } = thing;
  if (opened.period > period || (closed && closed.period < period)) return 0;
  const from = opened.period === period ? opened.day : 1;
  const to = closed && closed.period === period ? closed.day - 1 : days;
  return Math.max(0, to - from + 1);
}
