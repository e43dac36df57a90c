import { describe, expect, it } from "vitest";
import { CustvalError } from "../../src/core/errors.js";
import { DEFAULT_SETTINGS, resolveSettings } from "../../src/simulate/settings.js";
import { timelineOf } from "../../src/simulate/timeline.js";

function keysRefused(given: object): (string | undefined)[] {
  try {
    resolveSettings(given);
  } catch (error) {
    expect(error).toBeInstanceOf(CustvalError);
    expect((error as CustvalError).exit).toBe(2);
    return (error as CustvalError).problems.map((each) => each.place?.key);
  }
  return [];
}

describe("resolveSettings", () => {
  it("fills in the defaults", () => {
    expect(resolveSettings({ customers: 10 })).toEqual({ ...DEFAULT_SETTINGS, customers: 10 });
  });

  it("lists every setting out of range at once", () => {
    const bad = { seed: -1, customers: 0, branches: 1, start: "2021-13", months: 29, transactionsPerMonth: NaN };
    expect(keysRefused(bad)).toEqual(Object.keys(bad));
  });

  it("refuses data that reach beyond the known festivals", () => {
    expect(keysRefused({ start: "2015-12" })).toEqual(["start"]);
    expect(keysRefused({ start: "2033-02" })).toEqual(["start"]);
    expect(keysRefused({ start: "2033-01" })).toEqual([]);
  });
});

describe("timelineOf", () => {
  it("puts twelve months before the first wave and after the last", () => {
    const timeline = timelineOf(DEFAULT_SETTINGS);
    expect(timeline.waves).toEqual([18, 21, 24]);
    expect(timeline.lastBefore).toBe(17);
    expect([timeline.pre, timeline.post]).toEqual([
      { from: 6, to: 17 },
      { from: 24, to: 35 },
    ]);
    expect(timelineOf(resolveSettings({ months: 30 })).pre.from).toBe(0);
  });
});
