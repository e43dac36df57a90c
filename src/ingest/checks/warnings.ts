import type { Warning } from "../../engine/stage.js";
import type { IngestResult } from "../../tables/results/index.js";

/** Everything in a result that a reader of the study must know, in a fixed order. */
export function warningsOf(result: IngestResult): Warning[] {
  const rejects = result.rejects.map((each) => ({
    code: each.code,
    message: `${each.file}: ${each.rows === 1 ? "1 row" : `${String(each.rows)} rows`} rejected, ${each.reason}${each.first_line === null ? "" : `, first in line ${String(each.first_line)}`}`,
  }));
  const rules = result.rules
    .filter((each) => each.rows > 0 && each.severity !== "info")
    .map((each) => ({
      code: each.rule === "control_total" ? "DATA-011" : "DATA-RULE",
      message: `${each.rule}: ${String(each.rows)} of ${String(each.checked)}, ${each.about}`,
    }));
  return [...repeatsOf(result), ...rejects, ...rules, ...gapsOf(result)];
}

/** Files that were not loaded because an earlier one of their source has the same bytes. */
function repeatsOf({ files }: IngestResult): Warning[] {
  return files.flatMap((each, at) => {
    const first = files.slice(0, at).find(({ source, sha256 }) => source === each.source && sha256 === each.sha256);
    if (first === undefined) return [];
    return [
      {
        code: "DATA-023",
        message: `${each.file}: the same bytes as ${first.file}; its rows are skipped, not loaded twice`,
      },
    ];
  });
}

const SHOWN = 6;

/** One warning a table, however many months it lacks; the result lists them all. */
function gapsOf({ missing_months: missing }: IngestResult): Warning[] {
  const tables = [...new Set(missing.map((each) => each.table))];
  return tables.map((table) => {
    const months = missing.filter((each) => each.table === table).map((each) => each.month);
    const shown = months.length > SHOWN ? `${months[0]} to ${months.at(-1)!}` : months.join(", ");
    return { code: "DATA-GAP", message: `table ${table} has no row in ${String(months.length)} months: ${shown}` };
  });
}
