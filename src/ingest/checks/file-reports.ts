import type { Engine } from "../../engine/engine.js";
import { id, sql } from "../../engine/sql.js";
import type { IngestResult } from "../../tables/results/index.js";
import type { RepeatedFile } from "../files/repeated.js";
import type { PreparedFile } from "../files/prepare.js";
import { stageTable } from "../load/names.js";
import type { StagedSource } from "../load/stage.js";
import type { SourcePlan } from "../mapping/plan.js";

export type FileLine = IngestResult["files"][number];

/** What became of the rows of each file; read = kept + rejected + skipped. */
export async function fileReports(
  engine: Engine,
  plans: readonly SourcePlan[],
  files: ReadonlyMap<string, readonly PreparedFile[]>,
  staged: readonly StagedSource[],
  repeated: ReadonlyMap<string, readonly RepeatedFile[]>,
): Promise<readonly FileLine[]> {
  const lines: FileLine[] = [];
  for (const plan of plans) {
    const stage = staged.find((each) => each.plan === plan);
    const counts = stage && !stage.whole ? await faultCounts(engine, stage) : null;
    for (const [number, file] of (files.get(plan.source) ?? []).entries()) {
      const { rejected, skipped } = counts?.get(number) ?? { rejected: 0, skipped: 0 };
      lines.push(fileLine(file, rejected, skipped));
    }
    for (const file of repeated.get(plan.source) ?? []) lines.push(repeatedLine(file, plan.source, lines));
  }
  return lines;
}

function fileLine(file: PreparedFile, rejected: number, skipped: number): FileLine {
  const bad = [...file.bad.values()].reduce((sum, each) => sum + each, 0);
  return {
    source: file.source,
    table: file.spec.table,
    file: file.name,
    bytes: file.bytes,
    sha256: file.sha256,
    encoding: file.label,
    rows_read: file.data + bad + file.skipped,
    rows_kept: file.data - rejected - skipped,
    rows_rejected: bad + rejected,
    rows_skipped: file.skipped + skipped,
  };
}

/** A file that was not loaded because an earlier one has its bytes: all its rows are skipped. */
function repeatedLine({ name, of }: RepeatedFile, source: string, lines: readonly FileLine[]): FileLine {
  const first = lines.find((each) => each.source === source && each.file === of)!;
  return { ...first, file: name, rows_kept: 0, rows_rejected: 0, rows_skipped: first.rows_read };
}

async function faultCounts(engine: Engine, staged: StagedSource) {
  const rows = await engine.rows(sql`
    select "__file" as file, count(*) filter (where "__fault" > 0) as rejected, count(*) filter (where "__fault" < 0) as skipped
    from ${id(stageTable(staged.at))} group by "__file"`);
  return new Map(
    rows.map((row) => [Number(row.file), { rejected: Number(row.rejected), skipped: Number(row.skipped) }]),
  );
}
