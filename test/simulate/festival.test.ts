import { describe, expect, it } from "vitest";
import { parseIsoDate } from "../../src/core/calendar.js";
import { busyness, FESTIVAL_YEARS, springFestival, weekday, workingDay } from "../../src/simulate/festival.js";

const day = (date: string) => parseIsoDate(date)!;
/**
 * The new moon falls within ten minutes of midnight in Beijing, 23:56 in 2027 and 00:07 in 2030, and the platform's calendar
 * takes the wrong day. The observatory's table has 6 February 2027 and 3 February 2030.
 */
const NEAR_MIDNIGHT: readonly number[] = [2027, 2030];
const MS_PER_DAY = 86_400_000;

describe("springFestival", () => {
  it("is the first day of the first month in the platform's Chinese calendar", () => {
    const chinese = new Intl.DateTimeFormat("en-u-ca-chinese", { month: "numeric", day: "numeric", timeZone: "UTC" });
    for (let year: number = FESTIVAL_YEARS.first; year <= FESTIVAL_YEARS.last; year++) {
      if (NEAR_MIDNIGHT.includes(year)) continue;
      expect([year, chinese.format(new Date(springFestival(year) * MS_PER_DAY))]).toEqual([year, "1/1"]);
    }
  });
});

describe("days", () => {
  it("know their weekday", () => {
    expect(weekday(day("1970-01-01"))).toBe(4);
    expect(weekday(day("2023-01-22"))).toBe(0);
  });

  it("move salaries from a weekend back to Friday", () => {
    expect(workingDay(day("2023-01-21"))).toBe(day("2023-01-20"));
    expect(workingDay(day("2023-01-22"))).toBe(day("2023-01-20"));
    expect(workingDay(day("2023-01-20"))).toBe(day("2023-01-20"));
  });

  it("are busy before Spring Festival and quiet in it", () => {
    expect(busyness(day("2022-03-15"))).toBe(1);
    expect(busyness(day("2022-01-27"))).toBeCloseTo(1.9 * 1.15, 12);
    expect(busyness(day("2022-02-02"))).toBe(0.5);
    expect(busyness(day("2022-03-19"))).toBe(0.75);
  });
});
