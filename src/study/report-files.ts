import { join } from "node:path";
import { chmodSync } from "node:fs";
import { hashOf, sha256 } from "../core/hash.js";
import type { Engine } from "../engine/engine.js";
import { id, sql } from "../engine/sql.js";
import type { StageOutcome } from "../engine/stage.js";
import type { IngestResult } from "../tables/results/index.js";
import type { ManifestFile, RunManifest } from "./manifest.js";
import type { InputFile } from "./plan.js";
import type { ReportRequest } from "./report-request.js";
import { resolvedSettings, resolvedYaml } from "./resolve.js";
import { sqlLog } from "./sql-log.js";
import type { CachedStage } from "./stage-cache.js";
import { studyFactsOf } from "./study-facts.js";
import { fingerprint } from "../ingest/index.js";

export const SQL_FILE = "run.sql";

export interface OutputFile {
  readonly path: string;
  readonly content: string;
  /** Readable by the owner alone. */
  readonly private?: true;
}

/** Everything that a run folder holds but the manifest. */
export async function reportFiles(request: ReportRequest): Promise<readonly OutputFile[]> {
  const { renderReport } = await import("../report/index.js");
  const { settings, study, flags } = request;
  const resolved = resolvedSettings(settings, study.written, flags);
  const facts = studyFactsOf({ ...request, resolved, engineVersion: await engineVersion(request.engine) });
  const { files } = await renderReport(facts, settings.report);
  const statements = [...request.stages.values()];
  return [
    ...files,
    ...statements.flatMap(({ files: own }) =>
      Object.entries(own).map(([path, content]) => ({ path, content, private: true as const })),
    ),
    { path: SQL_FILE, content: sqlLog(statements) },
    { path: "study.resolved.yaml", content: resolvedYaml(settings, resolved) },
  ];
}

/** Name and version of the engine. */
export async function engineVersion(engine: Engine): Promise<string> {
  const [row] = await engine.rows(sql`select version() as version`);
  return `${engine.dialect.name} ${String(row["version"])}`;
}

/** Writes the row-level tables that the study asks for into the staging folder, readable by the owner alone. */
export async function writeRowLevel(request: ReportRequest): Promise<readonly ManifestFile[]> {
  const written: ManifestFile[] = [];
  for (const table of request.settings.row_level) {
    const path = `${table}.csv`;
    const file = join(request.staging, path);
    const query = sql`select * from ${id(table)} order by customer_id`;
    await request.engine.execute(request.engine.dialect.copyTo(query, file, "csv"));
    chmodSync(file, 0o600);
    written.push({ path, ...(await fingerprint(file)) });
  }
  return written;
}

interface ManifestParts {
  readonly files: readonly OutputFile[];
  readonly rowLevel: readonly ManifestFile[];
  readonly started: Date;
  readonly seconds: Readonly<Record<string, number>>;
}

/** What run.json states. */
export async function manifestOf(request: ReportRequest, parts: ManifestParts): Promise<RunManifest> {
  const { settings, stages, inputs } = request;
  const outputs = [...parts.files.map(fileEntry), ...parts.rowLevel];
  return {
    format: "custval-run",
    format_version: 1,
    study: settings.study,
    version: request.version,
    engine: await engineVersion(request.engine),
    seed: settings.seed,
    ...(request.pseudonyms === null ? {} : { pseudonyms: { method: "HMAC-SHA-256", label: request.pseudonyms.label } }),
    inputs: inputs.map((each) => inputEntry(each, stages.get("ingest")!)),
    settings_sha256: hashOf(settings),
    stages: [...stages.values()].map(({ stage, rows }) => ({ stage, tables: rows })),
    warnings: [...stages.values()].flatMap((each) => each.outcome.warnings),
    outputs: outputs.sort((a, b) => (a.path < b.path ? -1 : 1)),
    time: { started: parts.started.toISOString(), finished: new Date().toISOString(), seconds: parts.seconds },
  };
}

function fileEntry({ path, content }: OutputFile): ManifestFile {
  return { path, bytes: Buffer.byteLength(content), sha256: sha256(content) };
}

function inputEntry(input: InputFile, ingest: CachedStage): RunManifest["inputs"][number] {
  const { result } = ingest.outcome as StageOutcome<IngestResult>;
  const report = result.files.find((each) => each.source === input.source && each.file === input.file)!;
  const { rows_read, rows_kept, rows_rejected, rows_skipped } = report;
  const { source, file: path, bytes, sha256: hash } = input;
  return { source, path, bytes, sha256: hash, rows_read, rows_kept, rows_rejected, rows_skipped };
}
