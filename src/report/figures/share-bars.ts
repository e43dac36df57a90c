import type { ChartSpec } from "../document.js";
import type { Numbers, Value } from "../numbers.js";
import { PALETTE } from "./palette.js";
import { drawn } from "./scale.js";

interface ShareWords {
  readonly share: string;
  readonly customers: string;
  readonly money: string;
}

/** Two bars of a segment; a hidden or undefined share has no bar, and its label says so. */
export function twoBars(
  segment: string,
  ofCustomers: Value,
  ofMoney: Value,
  { customers, money }: ShareWords,
  numbers: Numbers,
): ChartSpec[] {
  return (
    [
      [customers, ofCustomers],
      [money, ofMoney],
    ] as const
  ).map(([kind, share]) => {
    const size = drawn(share, 0.01) ?? 0;
    return { segment, kind, size, end: Math.max(0, size), label: share === null ? "–" : numbers.percent(share) };
  });
}

/** Share of customers beside share of money, a pair of bars for each segment. */
export function shareBars(values: readonly ChartSpec[], words: ShareWords): ChartSpec {
  const segments = [...new Set(values.map((value) => value.segment))];
  const kinds = [words.customers, words.money];
  return {
    data: { values },
    width: 480,
    height: { step: 18 },
    encoding: {
      y: { field: "segment", type: "nominal", sort: segments, axis: { title: null, ticks: false } },
      yOffset: { field: "kind", type: "nominal", sort: kinds },
    },
    layer: [
      {
        mark: { type: "bar", stroke: PALETTE.ink, strokeWidth: 0.5 },
        encoding: {
          x: { field: "size", type: "quantitative", axis: { title: words.share, tickCount: 6 } },
          color: {
            field: "kind",
            type: "nominal",
            scale: { domain: kinds, range: [PALETTE.blue, PALETTE.paleOrange] },
            legend: { title: null, orient: "top" },
          },
        },
      },
      {
        mark: { type: "text", align: "left", baseline: "middle", dx: 4, fontSize: 11 },
        encoding: { x: { field: "end", type: "quantitative" }, text: { field: "label" } },
      },
    ],
  };
}
