import { closeSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { exp } from "../core/elementary.js";
import { isoDate, parseIsoDate } from "../core/calendar.js";
import { fail } from "../core/errors.js";
import { createStream, type Stream } from "../core/rng.js";
import { onDisk } from "./folder.js";

/** A plain transaction table for benchmarks. */
export interface TransactionSettings {
  readonly seed: number;
  readonly transactions: number;
  readonly customers: number;
  /** First and last day, ISO. */
  readonly from: string;
  readonly to: string;
}

export interface TransactionFile {
  readonly rows: number;
  readonly bytes: number;
  readonly customers: number;
}

export const DEFAULT_TRANSACTIONS: TransactionSettings = Object.freeze({
  seed: 1,
  transactions: 1_000_000,
  customers: 100_000,
  from: "2021-01-01",
  to: "2023-12-31",
});

const HEADER = "customer_id,booked_on,amount\n";
const BUFFER = 1 << 20;
const LONGEST_ROW = 48;
const DIGITS = 9;
const ZERO = 48;
const NEWLINE = 10;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;

/** Quantiles of a lognormal amount in cents: looked up instead of computed, for speed. */
function amounts(): Int32Array {
  const table = new Int32Array(4096);
  const stream = createStream(0, "simulate/amounts");
  for (let i = 0; i < table.length; i++) table[i] = 1 + Math.floor(20_000 * exp(1.2 * stream.normal()));
  return table;
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++;
  return digits;
}

class RowWriter {
  readonly #buffer = Buffer.allocUnsafe(BUFFER);
  readonly #descriptor: number;
  #at = 0;
  bytes = 0;

  constructor(file: string) {
    this.#descriptor = openSync(file, "w");
    this.#at = this.#buffer.write(HEADER, 0, "latin1");
  }

  row(customer: number, date: Uint8Array, cents: number): void {
    if (this.#at + LONGEST_ROW > BUFFER) this.#flush();
    this.#number(customer, DIGITS);
    this.#buffer[this.#at++] = COMMA;
    this.#buffer.set(date, this.#at);
    this.#at += date.length;
    this.#buffer[this.#at++] = COMMA;
    if (cents < 0) this.#buffer[this.#at++] = MINUS;
    const size = Math.abs(cents);
    const whole = Math.floor(size / 100);
    this.#number(whole, digitsOf(whole));
    this.#buffer[this.#at++] = POINT;
    this.#number(size % 100, 2);
    this.#buffer[this.#at++] = NEWLINE;
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  /** Writes a whole number with leading zeros. */
  #number(value: number, digits: number): void {
    let rest = value | 0;
    for (let at = this.#at + digits - 1; at >= this.#at; at--) {
      const tenth = (rest / 10) | 0;
      this.#buffer[at] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    this.#at += digits;
  }

  #flush(): void {
    for (let at = 0; at < this.#at;) at += writeSync(this.#descriptor, this.#buffer, at, this.#at - at);
    this.bytes += this.#at;
    this.#at = 0;
  }
}

function check(settings: TransactionSettings): { first: number; days: number } {
  const first = parseIsoDate(settings.from);
  const last = parseIsoDate(settings.to);
  const whole = (value: number, most: number) => Number.isSafeInteger(value) && value >= 1 && value <= most;
  const seeded = Number.isSafeInteger(settings.seed) && settings.seed >= 0;
  const good = seeded && whole(settings.transactions, 1e12) && whole(settings.customers, 999_999_999);
  if (good && first !== null && last !== null && last >= first) return { first, days: last - first + 1 };
  return fail("SIM-001", {
    message: "the settings of the simulated transactions are out of range",
    expected: "a seed from 0, at least 1 transaction and 1 to 999,999,999 customers, and two ISO dates in order",
    hint: "correct the settings",
  });
}

/** Customers act unequally often: half of the bookings belong to a quarter of the customers. */
function actor(customers: number, stream: Stream): number {
  const luck = stream.uniform();
  return 1 + Math.floor(customers * luck * luck);
}

/**
 * Writes a CSV of transactions (customer_id of nine digits, booked_on, amount with two decimals) as fast as one thread can, in
 * constant memory. Same settings, same bytes. Amounts are lognormal; about a third go into the account.
 */
export async function simulateTransactions(
  given: Partial<TransactionSettings>,
  file: string,
): Promise<TransactionFile> {
  const settings = { ...DEFAULT_TRANSACTIONS, ...given };
  const { first, days } = check(settings);
  const dates = Array.from({ length: days }, (_, day) => Buffer.from(isoDate(first + day), "latin1"));
  const table = amounts();
  const stream = createStream(settings.seed, "simulate/transactions");
  return onDisk(dirname(file), async () => {
    const writer = new RowWriter(file);
    for (let row = 0; row < settings.transactions; row++) {
      const customer = actor(settings.customers, stream);
      const luck = stream.uniform();
      const spread = luck * table.length;
      const size = table[Math.floor(spread)];
      const incoming = spread - Math.floor(spread) < 0.34;
      writer.row(customer, dates[Math.floor(stream.uniform() * days)], incoming ? size : -size);
    }
    writer.close();
    return { rows: settings.transactions, bytes: writer.bytes, customers: settings.customers };
  });
}
