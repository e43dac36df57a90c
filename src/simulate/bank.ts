import { createStream } from "../core/rng.js";
import { exp } from "../core/elementary.js";
import { curveOf, type Curve } from "./curve.js";
import { timelineOf, type Timeline } from "./timeline.js";
import type { SimulateSettings } from "./settings.js";

/** A branch with what sets it apart from the others, programme or not. */
export interface Branch {
  readonly id: string;
  /** Relative number of customers. */
  readonly size: number;
  /** Period of go-live; null for a branch without the programme. */
  readonly adopts: number | null;
  /** Yuan that every customer of the branch holds on top. */
  readonly extra: number;
  /** Factor on the probability of leaving. */
  readonly leaving: number;
  /** Log shock to balances, one a period. */
  readonly shocks: Float64Array;
  /** Region in which most of its customers live. */
  readonly region: number;
}

/** What all customers share. */
export interface Bank {
  readonly settings: SimulateSettings;
  readonly timeline: Timeline;
  readonly branches: readonly Branch[];
  readonly branchSizes: readonly number[];
  readonly curve: Curve;
  /** Log of the common trend and season of balances, one a period. */
  readonly trend: Float64Array;
  /** Digits of a customer id. */
  readonly idWidth: number;
}

/** Two names lie outside GBK: they need four bytes in GB18030. */
export const REGIONS = Object.freeze(["江北区", "江南区", "高新区", "老城区", "临港区", "㮾梨镇", "大𡐓镇", "清平县"]);

const YEARLY_GROWTH = 0.05;
const YEAR_START_SEASON: Readonly<Record<number, number>> = { 1: 0.03, 2: 0.02, 3: 0.01 };
const MONTHLY_SHOCK = 0.002;
const TREATED_OF_16 = 10;
const WAVE_OF_10 = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2];

/** The wave of each branch in a random order of branches, null for the rest: of 16, four, three, three and six. */
function wavesOf(branches: number): readonly (number | null)[] {
  const treated = Math.min(branches - 1, Math.max(1, Math.round((branches * TREATED_OF_16) / 16)));
  const wave = (rank: number) => WAVE_OF_10[Math.floor((rank * 10) / treated)];
  return Array.from({ length: branches }, (_, rank) => (rank < treated ? wave(rank) : null));
}

function branchesOf(settings: SimulateSettings, timeline: Timeline): Branch[] {
  const order = createStream(settings.seed, "simulate/waves").shuffle(
    Array.from({ length: settings.branches }, (_, index) => index),
  );
  const waves = wavesOf(settings.branches);
  const width = Math.max(4, String(settings.branches).length);
  return Array.from({ length: settings.branches }, (_, index) => {
    const stream = createStream(settings.seed, "simulate/branch", index);
    const wave = waves[order[index]];
    const size = 0.7 + 0.6 * stream.uniform();
    const extra = Math.round(2000 + 5000 * stream.uniform()) + (wave === null ? 0 : 2000);
    const leaving = exp(0.08 * stream.normal());
    const shocks = new Float64Array(settings.months);
    let shock = 0.02 * stream.normal();
    for (let month = 0; month < settings.months; month++) shocks[month] = shock += MONTHLY_SHOCK * stream.normal();
    const id = String(index + 1).padStart(width, "0");
    const adopts = wave === null ? null : timeline.waves[wave];
    return { id, size, adopts, extra, leaving, shocks, region: index % REGIONS.length };
  });
}

/** The bank of a simulation. */
export function bankOf(settings: SimulateSettings): Bank {
  const timeline = timelineOf(settings);
  const branches = branchesOf(settings, timeline);
  const trend = Float64Array.from(
    timeline.periods,
    (each) => (YEARLY_GROWTH * each.index) / 12 + (YEAR_START_SEASON[each.month] ?? 0),
  );
  return {
    settings,
    timeline,
    branches,
    branchSizes: branches.map((each) => each.size),
    curve: curveOf(settings),
    trend,
    idWidth: Math.max(7, String(settings.customers).length + 1),
  };
}

/** Customer id of a customer number from 0; numbers past the last customer are nobody. */
export function customerId(bank: Bank, index: number): string {
  return String(index + 1).padStart(bank.idWidth, "0");
}
