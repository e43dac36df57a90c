import type { Pseudonyms } from "../ingest/index.js";
import type { LoadedStudy } from "./load.js";
import type { StudySettings } from "./schema.js";
import type { SessionOptions } from "./session.js";

/** How a study is run: places, sizes and words; of what changes a number only the seed. */
export interface RunStudyOptions {
  readonly studyFile: string;
  /** Folder of the exports, in place of the study's own. */
  readonly data?: string;
  readonly out?: string;
  readonly seed?: number;
  readonly strict?: boolean;
  readonly dryRun?: boolean;
  /** Refuse unless the files of the last report are unchanged. */
  readonly append?: boolean;
  /** File with the secret key; direct identifiers then become pseudonyms as they are read. */
  readonly pseudonymKeyFile?: string;
  readonly version: string;
  readonly session: SessionOptions;
  readonly say: (text: string) => void;
  readonly warn: (code: string, message: string) => void;
  /** A line of the plan, the result of a dry run. */
  readonly answer: (text: string) => void;
  /** Start, end and skipping of a stage. */
  readonly progress: (stage: string, event: string, rows?: number) => void;
  /** What happens inside a stage. */
  readonly step: (stage: string, event: string, rows?: number) => void;
}

/** A study that is about to run, with its folders. */
export interface StudyRun {
  readonly options: RunStudyOptions;
  readonly study: LoadedStudy;
  readonly settings: StudySettings;
  readonly data: string;
  /** The study's private folder. */
  readonly work: string;
  readonly out: string;
  readonly pseudonyms: Pseudonyms | null;
}
