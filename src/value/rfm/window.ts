import { dateParts, epochDay, isoDate, monthEnd, monthIndex, parseIsoDate } from "../../core/calendar.js";

const LENGTH = /^([1-9]\d*)(d|w|m|y)$/;

/** True for an ISO date or a length such as `90d`, `12w`, `24m`, `2y`. */
export function isWindow(text: string): boolean {
  return LENGTH.test(text) || parseIsoDate(text) !== null;
}

/**
 * First day of the observation window, inclusive: the date itself, or the day after going back the length from `asOf`.
 * Months and years are calendar months; from a month's last day they go back to a month's last day.
 */
export function windowStart(window: string, asOf: string): string {
  const match = LENGTH.exec(window);
  if (!match) return window;
  const amount = Number(match[1]);
  const end = parseIsoDate(asOf)!;
  if (match[2] === "d" || match[2] === "w") return isoDate(end - amount * (match[2] === "w" ? 7 : 1) + 1);
  return isoDate(monthsBefore(end, match[2] === "y" ? 12 * amount : amount) + 1);
}

function monthsBefore(end: number, months: number): number {
  const { year, month, day } = dateParts(end);
  const index = monthIndex(year, month) - months;
  const last = monthEnd(index);
  if (end === monthEnd(monthIndex(year, month))) return last;
  const target = dateParts(last);
  return epochDay(target.year, target.month, Math.min(day, target.day))!;
}
