import type { DuckDBAppender, DuckDBConnection } from "@duckdb/node-api";
import type { InputColumn } from "../engine.js";

type Put = (appender: DuckDBAppender, value: string | number | boolean) => void;

const PUT: Readonly<Record<InputColumn["type"], Put>> = {
  id: (appender, value) => {
    appender.appendVarchar(value as string);
  },
  text: (appender, value) => {
    appender.appendVarchar(value as string);
  },
  integer: (appender, value) => {
    appender.appendInteger(value as number);
  },
  double: (appender, value) => {
    appender.appendDouble(value as number);
  },
  boolean: (appender, value) => {
    appender.appendBoolean(value as boolean);
  },
};

function checkLengths(columns: readonly InputColumn[]): number {
  const length = columns[0]?.values.length ?? 0;
  if (columns.some((each) => each.values.length !== length)) throw new RangeError("columns of unequal length");
  return length;
}

/** Appends arrays to an existing empty table of the same columns. NaN is refused: a missing number is null. */
export async function appendColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly InputColumn[],
): Promise<void> {
  const rows = checkLengths(columns);
  const appender = await connection.createAppender(table);
  for (let row = 0; row < rows; row++) {
    for (const column of columns) {
      const value = column.values[row];
      if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError(`not finite in "${column.name}"`);
      if (value === null) appender.appendNull();
      else PUT[column.type](appender, value);
    }
    appender.endRow();
  }
  appender.closeSync();
}
