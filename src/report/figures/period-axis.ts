import type { ChartSpec } from "../document.js";
import { tickPositions } from "./scale.js";

/** An axis on which `x` is the position of a period in the list and the labels are the periods. */
export function periodAxis(periods: readonly string[], title: string | null, ticks: number): ChartSpec {
  return {
    field: "x",
    type: "quantitative",
    scale: { domain: [-0.6, periods.length - 0.4], nice: false, zero: false },
    axis: {
      title,
      values: tickPositions(periods.length, ticks),
      labelExpr: `${JSON.stringify(periods)}[datum.value]`,
      labels: title !== null,
      labelOverlap: false,
      grid: false,
    },
  };
}
