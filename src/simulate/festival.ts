import { dateParts, parseIsoDate, type EpochDay } from "../core/calendar.js";

/** First day of the Chinese lunar year, 2016 to 2035 (Hong Kong Observatory, Gregorian-lunar calendar conversion table). */
const NEW_YEARS = [
  "2016-02-08",
  "2017-01-28",
  "2018-02-16",
  "2019-02-05",
  "2020-01-25",
  "2021-02-12",
  "2022-02-01",
  "2023-01-22",
  "2024-02-10",
  "2025-01-29",
  "2026-02-17",
  "2027-02-06",
  "2028-01-26",
  "2029-02-13",
  "2030-02-03",
  "2031-01-23",
  "2032-02-11",
  "2033-01-31",
  "2034-02-19",
  "2035-02-08",
].map((date) => parseIsoDate(date)!);

export const FESTIVAL_YEARS = Object.freeze({ first: 2016, last: 2035 });

/** Spring Festival of a year. */
export function springFestival(year: number): EpochDay {
  return NEW_YEARS[year - FESTIVAL_YEARS.first];
}

const THURSDAY_1970 = 4;

/** 0 = Sunday … 6 = Saturday. */
export function weekday(day: EpochDay): number {
  return (day + THURSDAY_1970) % 7;
}

/** How busy a day is, 1 = a plain working day: weekends are quiet, the fortnight before Spring Festival and January are not. */
export function busyness(day: EpochDay): number {
  const { year, month } = dateParts(day);
  const toFestival = springFestival(year) - day;
  const week = weekday(day);
  let weight = week === 0 || week === 6 ? 0.75 : 1;
  if (toFestival > 0 && toFestival <= 14) weight *= 1.9;
  if (toFestival <= 0 && toFestival > -7) weight *= 0.5;
  if (month === 1) weight *= 1.15;
  return weight;
}

/** The last working day on or before a day; public holidays beside weekends are ignored. */
export function workingDay(day: EpochDay): EpochDay {
  const week = weekday(day);
  return week === 6 ? day - 1 : week === 0 ? day - 2 : day;
}
