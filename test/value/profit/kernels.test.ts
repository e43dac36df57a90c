import { describe, expect, it } from "vitest";
import { retailCapital, retailCorrelation } from "../../../src/value/profit/capital.js";
import {
  averageLifeRate,
  curveRateAt,
  durationRate,
  macaulayDuration,
  weightedTermRate,
  zeroDiscountRate,
} from "../../../src/value/profit/matched-rate.js";

/** The curve and loan of the specification: 90,000 in three equal yearly principals at 6 %. */
const CURVE = [
  { years: 1, rate: 0.038 },
  { years: 2, rate: 0.0395 },
  { years: 3, rate: 0.0405 },
];
const LOAN = [1, 2, 3].map((years) => ({ years, amount: 30_000 }));

describe("matched funds-transfer rates", () => {
  it("gives the printed weighted term, duration and its rate", () => {
    expect(weightedTermRate(CURVE, LOAN)).toBeCloseTo(0.03975, 12);
    expect(macaulayDuration(LOAN, 0.06)).toBeCloseTo(1.9255963, 7);
    expect(durationRate(CURVE, LOAN, 0.06)).toBeCloseTo(0.039388394, 8);
  });

  it("takes the average life of equal principals: two years", () => {
    expect(averageLifeRate(CURVE, LOAN)).toBeCloseTo(0.0395, 12);
  });

  it("prices the schedule at par: the flows at the rate found are worth the loan", () => {
    const rate = zeroDiscountRate(CURVE, LOAN);
    const flows = [90_000, 60_000, 30_000].map((owed) => 30_000 + owed * rate);
    const value = flows.reduce((sum, flow, k) => sum + flow / (1 + CURVE[k].rate) ** CURVE[k].years, 0);
    expect(value).toBeCloseTo(90_000, 6);
  });

  it("all agree on a flat curve", () => {
    const flat = [{ years: 5, rate: 0.03 }];
    for (const rate of [weightedTermRate(flat, LOAN), durationRate(flat, LOAN, 0.06), zeroDiscountRate(flat, LOAN)])
      expect(rate).toBeCloseTo(0.03, 12);
  });

  it("is linear between nodes and flat outside", () => {
    expect([0.1, 1, 1.5, 3, 30].map((years) => curveRateAt(CURVE, years))).toEqual(
      [0.038, 0.038, 0.03875, 0.0405, 0.0405].map((each) => expect.closeTo(each, 12)),
    );
  });

  it("refuses a schedule or a curve that is none", () => {
    expect(() => curveRateAt([], 1)).toThrow(RangeError);
    expect(() => weightedTermRate(CURVE, [])).toThrow(RangeError);
    expect(() => zeroDiscountRate(CURVE, [{ years: 0, amount: 1 }])).toThrow(RangeError);
    expect(() => macaulayDuration([...LOAN].reverse(), 0.06)).toThrow(RangeError);
  });
});

describe("retail capital", () => {
  it("gives the risk weights of Basel II, Annex 5: LGD 45 %, PD 1 %", () => {
    expect(1250 * retailCapital("mortgage", 0.01, 0.45)).toBeCloseTo(56.4, 2);
    expect(1250 * retailCapital("other", 0.01, 0.45)).toBeCloseTo(45.77, 2);
  });

  it("gives the correlation and the requirement of the worked customer", () => {
    // 0.16 - 0.13 (1 - e^-0.7) = 0.09455608949; the specification prints ...885
    expect(retailCorrelation("other", 0.02)).toBeCloseTo(0.09455608949, 11);
    expect(retailCapital("other", 0.02, 0.4)).toBeCloseTo(0.0412348039, 9);
  });

  it("needs nothing without risk, the excess over the expected loss in default, and refuses what is no share", () => {
    expect(retailCapital("revolving", 0, 0.5)).toBe(0);
    expect(retailCapital("other", 1, 0.5)).toBe(0);
    expect(retailCapital("other", 1, 0.5, 0.3)).toBeCloseTo(0.2, 12);
    expect(() => retailCapital("other", 1.2, 0.5)).toThrow(RangeError);
  });
});
