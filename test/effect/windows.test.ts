import { describe, expect, it } from "vitest";
import { windowsOf } from "../../src/effect/windows.js";

const DATA = { from: 1, to: 36 };
const design = (changes: { anticipation?: number; pre?: number; post?: number } = {}) => ({
  anticipation: changes.anticipation ?? 0,
  window: { pre: changes.pre, post: changes.post },
});

describe("the windows of a design", () => {
  it("end before the first adoption and begin with the last", () => {
    const windows = windowsOf(design(), DATA, [19, 22, 25]);
    expect(windows.lastBefore).toBe(18);
    expect(windows.before).toEqual({ from: 1, to: 18 });
    expect(windows.after).toEqual({ from: 25, to: 36 });
  });

  it("are as long as declared, counted from T0 back and from the end of the data back", () => {
    const windows = windowsOf(design({ pre: 12, post: 6 }), DATA, [19, 25]);
    expect(windows.before).toEqual({ from: 7, to: 18 });
    expect(windows.after).toEqual({ from: 31, to: 36 });
    expect(windows.panel).toEqual({ from: 7, to: 36 });
  });

  it("never reach into the months in which only some have adopted", () => {
    expect(windowsOf(design({ post: 30 }), DATA, [19, 25]).after.from).toBe(25);
  });

  it("leave out what was anticipated", () => {
    expect(windowsOf(design({ anticipation: 2 }), DATA, [19]).before.to).toBe(16);
  });

  it("count a later adoption as none and one in the first period as unusable", () => {
    const windows = windowsOf(design(), DATA, [1, 19, 40]);
    expect(windows.before.to).toBe(18);
    expect(windows.after.from).toBe(19);
    expect([windows.earliestUsable, windows.latestUsable]).toEqual([2, 36]);
  });

  it("have two halves of equal length for the placebo, the middle left out", () => {
    expect(windowsOf(design({ pre: 5 }), DATA, [19]).placebo).toEqual({
      early: { from: 14, to: 15 },
      late: { from: 17, to: 18 },
    });
    expect(windowsOf(design({ pre: 1 }), DATA, [19]).placebo).toBeNull();
  });

  it.each([[[]], [[1]], [[40]]])("are refused for adoptions %j", (adoptions: number[]) => {
    expect(() => windowsOf(design(), DATA, adoptions)).toThrow("EFF-32");
  });
});
