import {
  DOUBLE,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";
import { isoDate } from "../../core/calendar.js";
import type { Cell } from "../engine.js";

/** A DuckDB value as a cell of the seam; kinds that no stage asks for (lists, structs, blobs) are a fault. */
export function cellOf(value: DuckDBValue): Cell {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") {
    return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
  }
  if (value instanceof DuckDBDecimalValue) return value.toString();
  if (value instanceof DuckDBDateValue) return isoDate(value.days);
  if (value instanceof DuckDBTimestampValue) return value.toString();
  throw new TypeError("the seam carries no values of this kind; cast in SQL");
}

/** Types of parameters: large whole numbers are doubles, which the driver would take for integers; it finds the others itself. */
export function typesOf(values: readonly Cell[]): DuckDBType[] {
  const types = values.map((each) => (typeof each === "number" && !Number.isSafeInteger(each) ? DOUBLE : undefined));
  return types as DuckDBType[];
}

/** A DuckDB value as a double; a missing value is NaN. */
export function numberOf(value: DuckDBValue): number {
  if (value === null) return Number.NaN;
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value instanceof DuckDBDecimalValue) return Number(value.toString());
  throw new TypeError("not a number; cast in SQL");
}
