/** Calendar dates as whole days since 1970-01-01 (proleptic Gregorian). No clock, no time zone. */
export type EpochDay = number;

const MS_PER_DAY = 86_400_000;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Day number of a calendar date; null when the date does not exist (2023-02-29). */
export function epochDay(year: number, month: number, day: number): EpochDay | null {
  const utc = new Date(0);
  utc.setUTCFullYear(year, month - 1, day);
  const exists = utc.getUTCFullYear() === year && utc.getUTCMonth() === month - 1 && utc.getUTCDate() === day;
  return exists ? Math.round(utc.getTime() / MS_PER_DAY) : null;
}

/** Day number of an ISO date `yyyy-mm-dd`; null when it is not one. */
export function parseIsoDate(text: string): EpochDay | null {
  const match = ISO.exec(text);
  return match ? epochDay(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

/** `yyyy-mm-dd` of a day number. */
export function isoDate(day: EpochDay): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Year, month (1-12) and day of a day number. */
export function dateParts(day: EpochDay): { year: number; month: number; day: number } {
  const utc = new Date(day * MS_PER_DAY);
  return { year: utc.getUTCFullYear(), month: utc.getUTCMonth() + 1, day: utc.getUTCDate() };
}

/** Months counted from year 0, so that December to January is one step. */
export function monthIndex(year: number, month: number): number {
  return year * 12 + (month - 1);
}

/** First day of a month index. */
export function monthStart(index: number): EpochDay {
  return epochDay(Math.floor(index / 12), (index % 12) + 1, 1)!;
}

/** Last day of a month index. */
export function monthEnd(index: number): EpochDay {
  return monthStart(index + 1) - 1;
}

/** `yyyy-mm` of a month index. */
export function isoMonth(index: number): string {
  return isoDate(monthStart(index)).slice(0, 7);
}
