import type { Engine } from "../engine/engine.js";
import type { StageOutcome } from "../engine/stage.js";
import { sql } from "../engine/sql.js";

/** Everything a stage's result depends on; kept with the result, so that the plan can say which part changed. */
export interface StageBasis {
  readonly settings: string;
  readonly inputs: string;
  /** Digest of key and label, from which the key does not follow; empty without pseudonyms. */
  readonly pseudonyms: string;
  readonly upstream: string;
  readonly code: string;
  readonly seed: number;
}

/** What a stage left: its key, its outcome, and the SQL that ran. The tables themselves stand beside it in the work database. */
export interface CachedStage {
  readonly stage: string;
  readonly key: string;
  readonly basis: StageBasis;
  readonly outcome: StageOutcome<unknown>;
  /** Files for the run folder, readable by the owner alone. */
  readonly files: Readonly<Record<string, string>>;
  readonly statements: readonly string[];
  readonly rows: Readonly<Record<string, number>>;
}

/** Stage results in the work database, so that a table and the key that it was made with can never part. */
export class StageCache {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async prepare(): Promise<void> {
    await this.#engine.execute(
      sql`create table if not exists custval_stages (stage varchar primary key, body varchar not null)`,
    );
  }

  async all(): Promise<ReadonlyMap<string, CachedStage>> {
    const rows = await this.#engine.rows(sql`select stage, body from custval_stages order by stage`);
    return new Map(rows.map((row) => [String(row["stage"]), JSON.parse(String(row["body"])) as CachedStage]));
  }

  /** Forgets a stage before it is made anew, so that a killed run cannot leave a half-made table with a valid key. */
  async forget(stage: string): Promise<void> {
    await this.#engine.execute(sql`delete from custval_stages where stage = ${stage}`);
  }

  async keep(entry: CachedStage): Promise<void> {
    await this.forget(entry.stage);
    await this.#engine.execute(sql`insert into custval_stages values (${entry.stage}, ${JSON.stringify(entry)})`);
  }
}
