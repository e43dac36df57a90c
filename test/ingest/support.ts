import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CustvalError, type Problem } from "../../src/core/errors.js";
import type { Cell, Engine, Row } from "../../src/engine/engine.js";
import { openEngine } from "../../src/engine/index.js";
import type { Sql } from "../../src/engine/sql.js";
import {
  ingestSources,
  sourceSpec,
  type IngestOptions,
  type IngestOutcome,
  type SourceInput,
} from "../../src/ingest/index.js";

/** A scratch bank: files in a data folder, an engine that may read them, and what the last load left. */
export interface Scratch {
  readonly engine: Engine;
  readonly data: string;
  readonly work: string;
  write(name: string, content: string | Uint8Array): void;
  ingest(sources: Record<string, SourceInput>, options?: Partial<IngestOptions>): Promise<IngestOutcome>;
  /** Problems of a load that must fail. */
  problems(sources: Record<string, SourceInput>, options?: Partial<IngestOptions>): Promise<readonly Problem[]>;
  rows(query: Sql): Promise<readonly Row[]>;
  rejects(): readonly Reject[];
  rejectsMode(): number;
  close(): Promise<void>;
}

export interface Reject {
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly code: string;
  readonly reason: string;
  readonly raw: string;
}

export async function scratch(dataFolder?: string): Promise<Scratch> {
  const root = mkdtempSync(join(tmpdir(), "ingest-test-"));
  const data = dataFolder ?? join(root, "data");
  const work = join(root, "work");
  if (dataFolder === undefined) mkdirSync(data);
  mkdirSync(work);
  const engine = await openEngine({ folders: [data, work], temp: root, threads: 2, memoryMiB: 512 });
  const rejectsFile = join(work, "rejects.csv");
  const ingest = (sources: Record<string, SourceInput>, options: Partial<IngestOptions> = {}) =>
    ingestSources(
      engine,
      Object.fromEntries(Object.entries(sources).map(([name, each]) => [name, sourceSpec.parse(each)])),
      { dataFolder: data, rejectsFile, workFolder: work, ...options },
    );
  return {
    engine,
    data,
    work,
    write(name, content) {
      writeFileSync(join(data, name), content);
    },
    ingest,
    async problems(sources, options) {
      try {
        await ingest(sources, options);
      } catch (error) {
        if (error instanceof CustvalError) return error.problems;
        throw error;
      }
      throw new Error("the load did not fail");
    },
    rows: (query) => engine.rows(query),
    rejects: () => readRejects(readFileSync(rejectsFile, "utf8")),
    rejectsMode: () => statSync(rejectsFile).mode & 0o777,
    async close() {
      await engine.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function readRejects(text: string): Reject[] {
  return csvRows(text)
    .slice(1)
    .map(([file, line, column, code, reason, raw]) => ({ file, line: Number(line), column, code, reason, raw }));
}

/** A slow, plain CSV reader for the tests. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[at++];
      else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ",") {
      row.push(cell);
      cell = "";
    } else if (sign === "\n") {
      rows.push([...row, cell.replace(/\r$/, "")]);
      row = [];
      cell = "";
    } else cell += sign;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/** Rows read = kept + rejected + skipped for every file, and the tables hold what was kept. */
export function conserves(outcome: IngestOutcome): boolean {
  return outcome.result.files.every(
    (each) => each.rows_read === each.rows_kept + each.rows_rejected + each.rows_skipped,
  );
}

export const texts = (rows: readonly Row[], column: string): Cell[] => rows.map((each) => each[column]);
