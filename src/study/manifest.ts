/** Name of the file that makes a folder a result. */
export const MANIFEST = "run.json";

/** What `run.json` states of a finished run. No personal data, no absolute path; only `time` differs between equal runs. */
export interface RunManifest {
  readonly format: "custval-run";
  readonly format_version: 1;
  readonly study: string;
  readonly version: string;
  readonly engine: string;
  readonly seed: number;
  /** Stands only where ids were replaced; the key stands nowhere. */
  readonly pseudonyms?: { readonly method: string; readonly label: string };
  readonly inputs: readonly ManifestInput[];
  readonly settings_sha256: string;
  readonly stages: readonly ManifestStage[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly outputs: readonly ManifestFile[];
  readonly time: ManifestTime;
}

export interface ManifestFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ManifestInput extends ManifestFile {
  readonly source: string;
  readonly rows_read: number;
  readonly rows_kept: number;
  readonly rows_rejected: number;
  readonly rows_skipped: number;
}

export interface ManifestStage {
  readonly stage: string;
  readonly tables: Readonly<Record<string, number>>;
}

export interface ManifestTime {
  readonly started: string;
  readonly finished: string;
  /** Seconds of the stages that ran; a stage that was not stale has none. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** The manifest as text: two blanks of indent, one key a line, so that a diff of two runs reads well. */
export function manifestText(manifest: RunManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** A manifest from its text; null when it is none. */
export function parseManifest(text: string): RunManifest | null {
  try {
    const value = JSON.parse(text) as Partial<RunManifest> | null;
    return value?.format === "custval-run" && Array.isArray(value.outputs) ? (value as RunManifest) : null;
  } catch {
    return null;
  }
}
