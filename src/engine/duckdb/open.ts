import { rmSync } from "node:fs";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import type { Cell, Engine, InputColumn, Row } from "../engine.js";
import { id, join, literal, render, sql, type, type Sql } from "../sql.js";
import { appendColumns } from "./append.js";
import { cellOf, typesOf } from "./convert.js";
import { duckdbDialect } from "./dialect.js";
import { fetchColumns } from "./fetch-columns.js";
import { makePrivateFolder } from "../private-folder.js";
import { defaultMemoryMiB, defaultThreads } from "../resources.js";
import { translateDuckdbError } from "./translate-error.js";

export interface DuckdbOptions {
  /** Path of the work database; without it the work stays in memory and the temporary folder. */
  readonly database?: string;
  /** Folders that may be read and written after set-up: the declared sources and the output folder. */
  readonly folders?: readonly string[];
  readonly memoryMiB?: number;
  readonly threads?: number;
  /** Parent of the private temporary folder; default the system's. */
  readonly temp?: string;
  readonly signal?: AbortSignal;
}

/** An engine on DuckDB: memory limit set, private temporary folder, no extension installed or loaded, locked to the declared folders. */
export async function openDuckdb(options: DuckdbOptions = {}): Promise<Engine> {
  const temp = makePrivateFolder(options.temp);
  try {
    const instance = await DuckDBInstance.create(options.database ?? ":memory:", {
      memory_limit: `${String(options.memoryMiB ?? defaultMemoryMiB())}MiB`,
      threads: String(options.threads ?? defaultThreads()),
      temp_directory: temp,
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      allow_community_extensions: "false",
    });
    const connection = await instance.connect();
    await lockDown(connection, [...(options.folders ?? []), temp]);
    return new DuckdbEngine(instance, connection, temp, options.signal);
  } catch (error) {
    rmSync(temp, { recursive: true, force: true });
    throw translateDuckdbError(error);
  }
}

async function lockDown(connection: DuckDBConnection, folders: readonly string[]) {
  const list = join(folders.map((each) => literal(each)));
  const statements = [
    sql`set allowed_directories = [${list}]`,
    sql`set preserve_insertion_order = true`,
    sql`set enable_external_access = false`,
    sql`set lock_configuration = true`,
  ];
  for (const each of statements) await connection.run(render(each, duckdbDialect).text);
}

class DuckdbEngine implements Engine {
  readonly dialect = duckdbDialect;
  readonly statements: string[] = [];
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #temp: string;
  readonly #signal: AbortSignal | undefined;
  #open = true;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, temp: string, signal?: AbortSignal) {
    this.#instance = instance;
    this.#connection = connection;
    this.#temp = temp;
    this.#signal = signal;
  }

  async execute(statement: Sql): Promise<void> {
    await this.#run(statement, (text, values) => this.#connection.run(text, values, typesOf(values)));
  }

  async rows(query: Sql): Promise<readonly Row[]> {
    return this.#run(query, async (text, values) => {
      const reader = await this.#connection.runAndReadAll(text, values, typesOf(values));
      const names = reader.columnNames();
      return reader.getRows().map((row) => {
        const cells: Record<string, Cell> = {};
        names.forEach((name, at) => (cells[name] = cellOf(row[at])));
        return Object.freeze(cells);
      });
    });
  }

  async columns(query: Sql) {
    return this.#run(query, async (text, values) =>
      fetchColumns(await this.#connection.stream(text, values, typesOf(values))),
    );
  }

  async load(table: string, columns: readonly InputColumn[]): Promise<void> {
    const definitions = columns.map((each) => sql`${id(each.name)} ${type(each.type)}`);
    await this.execute(sql`create or replace table ${id(table)} (${join(definitions)})`);
    await this.#guard(() => appendColumns(this.#connection, table, columns));
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.#connection.closeSync();
    this.#instance.closeSync();
    rmSync(this.#temp, { recursive: true, force: true });
    await Promise.resolve();
  }

  async #run<Result>(statement: Sql, work: (text: string, values: Cell[]) => Promise<Result>): Promise<Result> {
    const { text, values } = render(statement, duckdbDialect);
    this.statements.push(values.length === 0 ? text : `${text}\n-- parameters: ${String(values.length)}`);
    return this.#guard(() => work(text, [...values]));
  }

  async #guard<Result>(work: () => Promise<Result>): Promise<Result> {
    const interrupt = () => {
      this.#connection.interrupt();
    };
    this.#signal?.throwIfAborted();
    this.#signal?.addEventListener("abort", interrupt);
    try {
      return await work();
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw translateDuckdbError(error);
    } finally {
      this.#signal?.removeEventListener("abort", interrupt);
    }
  }
}
