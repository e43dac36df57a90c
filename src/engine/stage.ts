import type { Engine } from "./engine.js";

/** Which tables the engine holds and with which columns; what is missing switches off what needs it. */
export interface Catalog {
  has(table: string, column?: string): boolean;
  columns(table: string): readonly string[];
  /** Attributes declared beyond the contract, with their types. */
  readonly tables: readonly string[];
}

/** A plain catalog of table names and their columns. */
export function catalogOf(tables: Readonly<Record<string, readonly string[]>>): Catalog {
  return Object.freeze({
    tables: Object.freeze(Object.keys(tables)),
    has: (table: string, column?: string) =>
      table in tables && (column === undefined || tables[table].includes(column)),
    columns: (table: string) => tables[table] ?? [],
  });
}

/** A word to whoever watches: counts only, never a cell value. */
export interface Progress {
  readonly stage: string;
  readonly event: string;
  readonly rows?: number;
  readonly share?: number;
}

/** What every stage gets besides its settings. Tables in the engine bear their canonical names. */
export interface StageContext {
  readonly engine: Engine;
  readonly catalog: Catalog;
  /** The study's seed; each stage derives its own streams by purpose. */
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** A warning that stands in the result, the manifest and the report. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** A stage: tables in, settings -> tables out, result. `tables` are the tables it left in the engine. */
export interface StageOutcome<Result> {
  readonly result: Result;
  readonly tables: Readonly<Record<string, readonly string[]>>;
  readonly warnings: readonly Warning[];
}

export type Stage<Settings, Result> = (context: StageContext, settings: Settings) => Promise<StageOutcome<Result>>;
