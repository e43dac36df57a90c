import { DuckDBTypeId, type DuckDBResult, type DuckDBVector } from "@duckdb/node-api";
import type { ColumnSet } from "../engine.js";
import { columnSetOf, type GatheredColumn } from "./column-set.js";
import { cellOf, numberOf } from "./convert.js";

const TEXT_TYPES = new Set([DuckDBTypeId.VARCHAR, DuckDBTypeId.DATE, DuckDBTypeId.TIMESTAMP]);

/** A growing array of doubles, doubled when full. */
class NumberSink {
  #values = new Float64Array(4096);
  #length = 0;

  take(vector: DuckDBVector, rows: number): void {
    this.#reserve(rows);
    for (let row = 0; row < rows; row++) this.#values[this.#length++] = numberOf(vector.getItem(row));
  }

  #reserve(rows: number): void {
    if (this.#length + rows <= this.#values.length) return;
    const larger = new Float64Array(Math.max(this.#values.length * 2, this.#length + rows));
    larger.set(this.#values.subarray(0, this.#length));
    this.#values = larger;
  }

  column(name: string): GatheredColumn {
    return { name, numbers: this.#values.slice(0, this.#length) };
  }
}

class TextSink {
  readonly #values: (string | null)[] = [];

  take(vector: DuckDBVector, rows: number): void {
    for (let row = 0; row < rows; row++) {
      const cell = cellOf(vector.getItem(row));
      this.#values.push(cell === null ? null : String(cell));
    }
  }

  column(name: string): GatheredColumn {
    return { name, texts: this.#values };
  }
}

/** Gathers a streamed result chunk by chunk into typed arrays: memory is one array a column, never row objects. */
export async function fetchColumns(result: DuckDBResult): Promise<ColumnSet> {
  const names = result.columnNames();
  const sinks = names.map((_, at) => (TEXT_TYPES.has(result.columnTypeId(at)) ? new TextSink() : new NumberSink()));
  let length = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let at = 0; at < sinks.length; at++) sinks[at].take(chunk.getColumnVector(at), chunk.rowCount);
    length += chunk.rowCount;
  }
  return columnSetOf(
    length,
    sinks.map((sink, at) => sink.column(names[at])),
  );
}
