import type { Warning } from "../../engine/stage.js";
import type { IngestResult } from "../../tables/results/index.js";

/** Everything in a result that a reader of the study must know, in a fixed order. */
export function warningsOf(result: IngestResult): Warning[] {
  const rejects = result.rejects.map((each) => ({
    code: each.code,
    message: `${each.file}: ${String(each.rows)} rows rejected, ${each.reason}, first in line ${String(each.first_line ?? 0)}`,
  }));
  const rules = result.rules
    .filter((each) => each.rows > 0 && each.severity !== "info")
    .map((each) => ({
      code: each.rule === "control_total" ? "DATA-011" : "DATA-RULE",
      message: `${each.rule}: ${String(each.rows)} of ${String(each.checked)}, ${each.about}`,
    }));
  const gaps = result.missing_months.map((each) => ({
    code: "DATA-GAP",
    message: `table ${each.table} has no row in ${each.month}`,
  }));
  return [...rejects, ...rules, ...gaps];
}
