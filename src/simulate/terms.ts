import { exp } from "../core/elementary.js";
import type { Stream } from "../core/rng.js";
import type { LatentSegment } from "./segments.js";

/** Conditions of one product for one customer. Money in cents, rates in basis points, `pd` in 1/10000, `lgd` and `weight` in percent. */
export interface Term {
  readonly rate: number;
  /** 0 for a product without maturity. */
  readonly months: number;
  readonly limit: number;
  readonly pd: number;
  readonly lgd: number;
  readonly weight: number;
}

export interface Terms {
  readonly demand: Term;
  readonly time: Term;
  readonly wealth: Term;
  readonly mortgage: Term;
  readonly consumer: Term;
  readonly card: Term;
  readonly payroll: Term;
}

const TIME_MONTHS = [12, 24, 36];
const TIME_RATES = [185, 230, 275];
const NONE = Object.freeze({ rate: 0, months: 0, limit: 0, pd: 0, lgd: 0, weight: 0 });
const CENTS = 100;

const stepped = (value: number, step: number) => Math.max(1, Math.round(value / step)) * step * CENTS;
const likely = (pd: number, z: number) => Math.max(5, Math.min(2000, Math.round(10000 * pd * exp(0.5 * z - 0.125))));

function mortgage(segment: LatentSegment, stream: Stream): Term {
  const amount = (segment.name === "affluent" ? 1_500_000 : 550_000) * exp(0.4 * stream.normal());
  const months = stream.uniform() < 0.4 ? 240 : 360;
  const rate = 390 + 5 * stream.integer(24);
  const pd = likely(segment.pd / 4, stream.normal());
  return { rate, months, limit: stepped(amount, 10_000), pd, lgd: 20, weight: 50 };
}

function consumer(segment: LatentSegment, stream: Stream): Term {
  const amount = (segment.name === "affluent" ? 200_000 : 50_000) * exp(0.6 * stream.normal());
  const months = [12, 24, 36][stream.integer(3)];
  const pd = likely(segment.pd, stream.normal());
  const rate = 420 + Math.round(0.7 * Math.min(pd, 500));
  return { rate, months, limit: stepped(amount, 1000), pd, lgd: 55, weight: 75 };
}

function card(segment: LatentSegment, stream: Stream): Term {
  const amount = (segment.name === "affluent" ? 80_000 : 18_000) * exp(0.5 * stream.normal());
  const pd = likely(1.2 * segment.pd, stream.normal());
  return { rate: 1100, months: 0, limit: stepped(amount, 1000), pd, lgd: 70, weight: 75 };
}

/** Draws the conditions of every product, whether the customer will hold it or not. */
export function drawTerms(segment: LatentSegment, stream: Stream): Terms {
  const choice = stream.integer(3);
  const better = segment.name === "affluent" ? 20 : 0;
  return {
    demand: { ...NONE, rate: 30 },
    time: { ...NONE, rate: TIME_RATES[choice] + better, months: TIME_MONTHS[choice] },
    wealth: NONE,
    mortgage: mortgage(segment, stream),
    consumer: consumer(segment, stream),
    card: card(segment, stream),
    payroll: NONE,
  };
}
