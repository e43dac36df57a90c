import { chmodSync } from "node:fs";
import { join, resolve } from "node:path";
import { hashOf } from "../core/hash.js";
import type { Engine } from "../engine/engine.js";
import { id, join as joinSql, sql } from "../engine/sql.js";
import type { StageContext, Warning } from "../engine/stage.js";
import { fingerprint, ingestSources, type IngestOutcome, type LoadedTable } from "../ingest/index.js";
import type { IngestResult } from "../tables/results/index.js";
import { loadStudy } from "./load.js";
import { manifestText, type ManifestFile, type RunManifest } from "./manifest.js";
import { readPseudonyms } from "./pseudonym-key.js";
import { engineVersion } from "./report-files.js";
import { inSession, type SessionOptions } from "./session.js";
import type { StudySettings } from "./schema.js";
import { openStaging, type Staging } from "./staging.js";

export const TABLE_FORMATS = ["parquet", "csv"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** What is loaded, and where the canonical tables go. */
export interface IngestRequest {
  readonly studyFile: string;
  readonly data?: string;
  readonly out: string;
  readonly format: TableFormat;
  readonly keyFile?: string;
  readonly version: string;
  readonly session: SessionOptions;
  readonly warn: (code: string, message: string) => void;
  readonly onProgress: NonNullable<StageContext["onProgress"]>;
}

export interface Ingested {
  readonly result: IngestResult;
  readonly warnings: readonly Warning[];
  readonly outputs: readonly ManifestFile[];
}

const REJECTS = "rejects.csv";
const RESULT = "ingest.json";

/**
 * Loads the exports of a study and writes every canonical table, rejects.csv, ingest.json (reconciliation, rules, months) and
 * run.json into a folder that takes its place when it is whole. All files are for their owner alone: they hold rows of customers.
 */
export async function ingestStudy(request: IngestRequest): Promise<Ingested> {
  const { settings, folder } = loadStudy(request.studyFile);
  const data = request.data === undefined ? resolve(folder, settings.data) : resolve(request.data);
  const { keyFile, warn } = request;
  const shield = keyFile === undefined ? {} : { pseudonyms: readPseudonyms({ keyFile, label: settings.study, warn }) };
  const staging = openStaging(request.out);
  const started = new Date();
  try {
    return await inSession(
      [join(data, "any"), join(staging.folder, "any")],
      request.session,
      async ({ engine, work }) => {
        const outcome = await ingestSources(engine, settings.sources, {
          dataFolder: data,
          workFolder: work,
          rejectsFile: join(staging.folder, REJECTS),
          asOf: settings.as_of,
          currency: settings.currency,
          ...(settings.time_zone === undefined ? {} : { timeZone: settings.time_zone }),
          rules: settings.rules,
          smallCell: settings.report.small_cell,
          onProgress: request.onProgress,
          ...shield,
          ...(request.session.signal === undefined ? {} : { signal: request.session.signal }),
        });
        staging.write(RESULT, `${JSON.stringify(outcome.result, null, 2)}\n`, PRIVATE);
        const outputs = await writeTables(engine, outcome.loaded, request.format, staging);
        request.session.signal?.throwIfAborted();
        staging.commit(manifestText(await manifestOf(request, settings, engine, outcome, outputs, started)));
        return { result: outcome.result, warnings: outcome.warnings, outputs };
      },
    );
  } finally {
    staging.discard();
  }
}

const PRIVATE = 0o600;

async function writeTables(
  engine: Engine,
  tables: readonly LoadedTable[],
  format: TableFormat,
  { folder }: Staging,
): Promise<readonly ManifestFile[]> {
  const names = [RESULT, REJECTS];
  for (const { name, columns } of tables) {
    const list = joinSql(columns.map((each) => id(each.name)));
    const path = `${name}.${format}`;
    const query = sql`select ${list} from ${id(name)} order by ${list}`;
    await engine.execute(engine.dialect.copyTo(query, join(folder, path), format));
    chmodSync(join(folder, path), PRIVATE);
    names.push(path);
  }
  const files: ManifestFile[] = [];
  for (const path of names.sort()) files.push({ path, ...(await fingerprint(join(folder, path))) });
  return files;
}

async function manifestOf(
  { version }: IngestRequest,
  settings: StudySettings,
  engine: Engine,
  { result, warnings }: IngestOutcome,
  outputs: readonly ManifestFile[],
  started: Date,
): Promise<RunManifest> {
  const inputs = result.files.map(
    ({ source, file: path, bytes, sha256, rows_read, rows_kept, rows_rejected, rows_skipped }) => ({
      ...{ source, path, bytes, sha256, rows_read, rows_kept, rows_rejected, rows_skipped },
    }),
  );
  return {
    format: "custval-run",
    format_version: 1,
    study: settings.study,
    version,
    engine: await engineVersion(engine),
    seed: settings.seed,
    inputs,
    settings_sha256: hashOf(settings),
    stages: [{ stage: "ingest", tables: Object.fromEntries(result.tables.map(({ table, rows }) => [table, rows])) }],
    warnings: [...warnings],
    outputs,
    time: { started: started.toISOString(), finished: new Date().toISOString(), seconds: {} },
  };
}
