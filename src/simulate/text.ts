import { isoDate } from "../core/calendar.js";
import type { Day } from "./profile.js";
import { dayIn, type Timeline } from "./timeline.js";

/** `1234.50` of cents. */
export function money(cents: number): string {
  const size = Math.abs(cents);
  const fraction = size % 100;
  return `${cents < 0 ? "-" : ""}${(size - fraction) / 100}.${fraction < 10 ? "0" : ""}${fraction}`;
}

/** `"1,234.50"` of cents, in quotes where it has a separator. */
export function groupedMoney(cents: number): string {
  const text = money(cents).replace(/\B(?=(\d{3})+\.)/g, ",");
  return text.includes(",") ? `"${text}"` : text;
}

/** A whole number of units of 10^-decimals as a decimal text. */
export function fixed(units: number, decimals: number): string {
  const digits = String(units).padStart(decimals + 1, "0");
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** ISO date of a day, empty for none. */
export function dateText(timeline: Timeline, day: Day | null): string {
  return day ? isoDate(dayIn(timeline, day.period, day.day)) : "";
}
