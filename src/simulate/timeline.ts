import { dateParts, isoDate, isoMonth, monthEnd, monthStart, type EpochDay } from "../core/calendar.js";
import { busyness } from "./festival.js";
import { startMonth, type SimulateSettings } from "./settings.js";

/** A month of data. */
export interface Period {
  /** 0 for the first month of data. */
  readonly index: number;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly first: EpochDay;
  readonly days: number;
  /** `yyyymm`. */
  readonly code: string;
  /** `yyyymmdd` of each day, from the first. */
  readonly dates: readonly string[];
  /** Cumulated busyness up to and with each day. */
  readonly busy: readonly number[];
}

/** Months of data, and the declared windows of the programme, as period numbers from 0; windows are inclusive. */
export interface Timeline {
  /** Month index (core/calendar) of period 0. */
  readonly start: number;
  readonly periods: readonly Period[];
  readonly waves: readonly number[];
  readonly lastBefore: number;
  readonly pre: { readonly from: number; readonly to: number };
  readonly post: { readonly from: number; readonly to: number };
}

/** Months between the start of a wave and the end of the data. */
const WAVES_BEFORE_END = [18, 15, 12];
const WINDOW = 12;

function period(start: number, index: number): Period {
  const first = monthStart(start + index);
  const days = monthEnd(start + index) - first + 1;
  const { year, month } = dateParts(first);
  const dates = Array.from({ length: days }, (_, day) => isoDate(first + day).replaceAll("-", ""));
  let total = 0;
  const busy = dates.map((_, day) => (total += busyness(first + day)));
  return { index, year, month, first, days, code: dates[0].slice(0, 6), dates, busy };
}

/** The months of data of a simulation. */
export function timelineOf(settings: SimulateSettings): Timeline {
  const start = startMonth(settings);
  const { months } = settings;
  const waves = WAVES_BEFORE_END.map((before) => months - before);
  const lastBefore = waves[0] - 1;
  return {
    start,
    periods: Array.from({ length: months }, (_, index) => period(start, index)),
    waves,
    lastBefore,
    pre: { from: lastBefore - WINDOW + 1, to: lastBefore },
    post: { from: months - WINDOW, to: months - 1 },
  };
}

/** `yyyy-mm` of a period number. */
export function monthName(timeline: Timeline, index: number): string {
  return isoMonth(timeline.start + index);
}

/** Day number of day 1..28 in a period that may lie before the data. */
export function dayIn(timeline: Timeline, index: number, day: number): EpochDay {
  return monthStart(timeline.start + index) + day - 1;
}
