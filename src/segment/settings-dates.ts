import { z } from "zod";
import { dateParts, monthEnd, monthIndex, parseIsoDate } from "../core/calendar.js";

const isoDay = z.string().refine((text) => parseIsoDate(text) !== null, "not a date of the form yyyy-mm-dd");

function isFirstOfMonth(iso: string): boolean {
  const day = parseIsoDate(iso);
  return day !== null && dateParts(day).day === 1;
}

function isLastOfMonth(iso: string): boolean {
  const day = parseIsoDate(iso);
  if (day === null) return false;
  const { year, month } = dateParts(day);
  return monthEnd(monthIndex(year, month)) === day;
}

/** A window of whole calendar months, so that figures per month need no convention for parts of months. */
export const windowSettings = z
  .strictObject({
    start: isoDay.refine(isFirstOfMonth, "not the first day of a month"),
    end: isoDay.refine(isLastOfMonth, "not the last day of a month"),
  })
  .refine(({ start, end }) => start < end, "start is before end");

export const dateSettings = {
  as_of: isoDay.optional().describe("day of age, products held and relationship length; by default the window's end"),
};

/** Number of calendar months of a window. */
export function monthsOf(window: z.infer<typeof windowSettings>): number {
  const first = dateParts(parseIsoDate(window.start)!);
  const last = dateParts(parseIsoDate(window.end)!);
  return monthIndex(last.year, last.month) - monthIndex(first.year, first.month) + 1;
}
