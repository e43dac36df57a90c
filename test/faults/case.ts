import type { SourceInput } from "../../src/ingest/index.js";

export type Content = string | Uint8Array;

/** One crafted export and what must become of it. Lines count from 1, the head included. */
export interface FaultCase {
  readonly name: string;
  /** Files of the data folder; the usual one is tx.csv. */
  readonly files: () => Readonly<Record<string, Content>>;
  /** Changes to the usual source, or all sources of a case with several tables. */
  readonly source?: Partial<SourceInput>;
  readonly sources?: Readonly<Record<string, SourceInput>>;
  readonly exit: 0 | 2 | 3 | 6;
  /** Codes of the problems of a load that is refused. */
  readonly refused?: readonly string[];
  /** Ids of the transactions kept, or their number. */
  readonly kept?: readonly string[] | number;
  readonly rejects?: readonly (readonly [line: number, code: string])[];
  /** Rows left out by declaration: comments, footers, repeated heads, blank lines. */
  readonly skipped?: number;
  readonly money?: string;
  /** Rules that must report the given number of rows. */
  readonly rules?: Readonly<Record<string, number>>;
}

export const TX: SourceInput = {
  table: "transactions",
  files: "tx.csv",
  columns: { transaction_id: "id", customer_id: "customer", booked_on: "date", amount: "amount" },
};

export const HEAD = "id,customer,date,amount\n";

/** A sound row of the usual file. */
export function row(id: number | string, amount = "1.50", customer = "0007"): string {
  return `${String(id)},${customer},2023-01-31,${amount}\n`;
}

/** Sound rows with consecutive ids. */
export function rows(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, at) => row(from + at)).join("");
}

export const one = (content: Content) => () => ({ "tx.csv": content });

export function bytes(...parts: readonly (string | readonly number[])[]): Buffer {
  return Buffer.concat(parts.map((each) => (typeof each === "string" ? Buffer.from(each) : Buffer.from([...each]))));
}
