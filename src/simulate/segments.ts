import type { ProductKey } from "./products.js";

/** Kinds of booking that a customer makes himself. */
export const KINDS = Object.freeze(["spend", "transfer", "withdraw", "pay-in"] as const);

/** What the programme does to a member of a segment, from the branch's go-live on. */
export interface ProgrammeEffect {
  /** Growth of deposits and wealth, as a fraction, reached in six equal monthly steps. */
  readonly balance: number;
  /** Factor on the monthly probability of leaving. */
  readonly leaving: number;
  /** Added monthly probability of opening each product not yet held. */
  readonly opening: Readonly<Record<Opened, number>>;
  /** Added relationship-manager visits a month. */
  readonly visits: number;
}

/** Products that the programme sells. */
export type Opened = "time" | "wealth" | "card";

/** A kind of customer that no export names. Money in yuan, probabilities a month. */
export interface LatentSegment {
  readonly name: string;
  readonly share: number;
  readonly age: { readonly mean: number; readonly sd: number; readonly low: number; readonly high: number };
  readonly male: number;
  /** Log of deposits and wealth. */
  readonly balance: { readonly mu: number; readonly sigma: number };
  /** Weight of each kind of money beside 1 for the demand deposit, where held. */
  readonly weight: { readonly time: number; readonly wealth: number };
  readonly holds: Readonly<Record<Exclude<ProductKey, "demand">, number>>;
  readonly leaving: number;
  readonly opening: Readonly<Record<Opened | "consumer", number>>;
  readonly effect: ProgrammeEffect;
  /** Bookings relative to the bank's mean. */
  readonly bookings: number;
  readonly digital: number;
  /** Shares of KINDS, and median amounts. */
  readonly mix: readonly number[];
  readonly amounts: readonly number[];
  readonly salary: number;
  readonly visits: number;
  readonly cardUse: number;
  /** Yearly probability of default of consumer credit. */
  readonly pd: number;
}

const payroll: LatentSegment = {
  name: "payroll",
  share: 0.45,
  age: { mean: 40, sd: 9, low: 22, high: 60 },
  male: 0.52,
  balance: { mu: 10.1, sigma: 0.8 },
  weight: { time: 0.9, wealth: 0.9 },
  holds: { time: 0.15, wealth: 0.06, mortgage: 0.08, consumer: 0.03, card: 0.08, payroll: 0.85 },
  leaving: 0.013,
  opening: { time: 0.004, wealth: 0.003, card: 0.004, consumer: 0.002 },
  effect: { balance: 0.08, leaving: 0.4, opening: { time: 0.01, wealth: 0.015, card: 0.015 }, visits: 0.01 },
  bookings: 0.85,
  digital: 0.48,
  mix: [0.55, 0.25, 0.12, 0.08],
  amounts: [120, 1500, 1000, 2000],
  salary: 7000,
  visits: 0.01,
  cardUse: 0.2,
  pd: 0.012,
};

const pensioner: LatentSegment = {
  name: "pensioner",
  share: 0.24,
  age: { mean: 66, sd: 7, low: 52, high: 88 },
  male: 0.45,
  balance: { mu: 11.5, sigma: 0.7 },
  weight: { time: 5, wealth: 1 },
  holds: { time: 0.85, wealth: 0.1, mortgage: 0.01, consumer: 0.01, card: 0.03, payroll: 0.03 },
  leaving: 0.008,
  opening: { time: 0.006, wealth: 0.003, card: 0.001, consumer: 0 },
  effect: { balance: 0.05, leaving: 0.4, opening: { time: 0.01, wealth: 0.015, card: 0.003 }, visits: 0.02 },
  bookings: 0.42,
  digital: 0.08,
  mix: [0.2, 0.12, 0.38, 0.3],
  amounts: [80, 2000, 1500, 3000],
  salary: 4000,
  visits: 0.02,
  cardUse: 0.08,
  pd: 0.01,
};

const affluent: LatentSegment = {
  name: "affluent",
  share: 0.08,
  age: { mean: 50, sd: 9, low: 30, high: 75 },
  male: 0.56,
  balance: { mu: 14.75, sigma: 1.1 },
  weight: { time: 0.8, wealth: 3 },
  holds: { time: 0.7, wealth: 0.9, mortgage: 0.15, consumer: 0.02, card: 0.5, payroll: 0.2 },
  leaving: 0.0025,
  opening: { time: 0.008, wealth: 0.01, card: 0.006, consumer: 0.001 },
  effect: { balance: 0.15, leaving: 0.4, opening: { time: 0.01, wealth: 0.02, card: 0.02 }, visits: 0.1 },
  bookings: 1.25,
  digital: 0.5,
  mix: [0.4, 0.4, 0.08, 0.12],
  amounts: [700, 20000, 5000, 20000],
  salary: 25000,
  visits: 0.2,
  cardUse: 0.12,
  pd: 0.006,
};

const digital: LatentSegment = {
  name: "digital",
  share: 0.23,
  age: { mean: 28, sd: 5, low: 19, high: 42 },
  male: 0.54,
  balance: { mu: 8.5, sigma: 1 },
  weight: { time: 0.4, wealth: 1 },
  holds: { time: 0.05, wealth: 0.2, mortgage: 0.05, consumer: 0.55, card: 0.8, payroll: 0.5 },
  leaving: 0.015,
  opening: { time: 0.001, wealth: 0.002, card: 0.006, consumer: 0.008 },
  effect: { balance: 0, leaving: 1, opening: { time: 0, wealth: 0, card: 0 }, visits: 0 },
  bookings: 1.8,
  digital: 0.92,
  mix: [0.72, 0.22, 0.04, 0.02],
  amounts: [45, 500, 500, 500],
  salary: 6000,
  visits: 0,
  cardUse: 0.38,
  pd: 0.04,
};

/** The latent segments, in the order of their numbers. The programme does nothing for the last. */
export const SEGMENTS: readonly LatentSegment[] = Object.freeze([payroll, pensioner, affluent, digital]);
