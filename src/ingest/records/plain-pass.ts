import { LONGEST_RECORD } from "./scanner.js";
import { byteOrderMark } from "./bytes.js";
import { PLAIN_PASS_WASM } from "./plain-pass-bytes.js";

/** What a column may hold, in its plainest form. Of a column that nobody reads, only the structure is looked at. */
const KIND = { any: 0, text: 1, id: 2, date: 3, number: 4 } as const;

/** One column of a file as the plain pass expects it. */
export interface PlainColumn {
  readonly kind: keyof typeof KIND;
  /** An empty cell is not plain. */
  readonly required: boolean;
  /** Of a number: most decimals, and most digits once it is written with all of them. */
  readonly decimals: number;
  readonly digits: number;
  /** Of a number: its place among the sums, or null. */
  readonly slot: number | null;
  /** The sums are made for each value of this text column, of up to eight bytes. */
  readonly isKey: boolean;
  /** Of a date: its form, `d` for a digit. */
  readonly template: string;
}

export interface PlainLayout {
  /** One byte. */
  readonly delimiter: number;
  readonly quote: number | null;
  /** Lines above the records, and which of them (from 0) is the head; null for none. */
  readonly headLines: number;
  readonly headLine: number | null;
  readonly columns: readonly PlainColumn[];
}

/** What a file of plain records holds. */
export interface PlainTotals {
  readonly records: number;
  readonly quoted: boolean;
  /** For each value of the key column (empty when there is none): the sums by slot, in units of the last decimal. */
  readonly sums: ReadonlyMap<string, readonly bigint[]>;
}

interface Exports {
  setUp(...places: number[]): void;
  pass(from: number, length: number): number;
  recordCount(): bigint;
  keysFound(): number;
  quotesFound(): number;
  lineEndKind(): number;
}

const COLUMN_BYTES = 64;
const LONGEST_TEMPLATE = 32;
const TEMPLATE_AT = 16;
const NO_SLOT = 255;
const MOST_KEYS = 64;
const LONGEST_HEAD = 1 << 16;
/** Zero bytes behind the last one, so that the pass may look ahead. */
const BEHIND = 64;
const PAGE = 1 << 16;
const COLUMNS_AT = 1024;
const LF = 10;
const CR = 13;
const CR_LF = 2;

/** What of WebAssembly is used; the compiler's library without a browser does not describe it. */
interface WasmApi {
  readonly Memory: new (descriptor: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  validate(bytes: Uint8Array): boolean;
}

interface Compiled {
  readonly api: WasmApi;
  readonly module: object;
}

let shared: Compiled | null | undefined;

/** The compiled pass; null on a machine without WebAssembly SIMD. */
function compiled(): Compiled | null {
  if (shared === undefined) {
    const api = (globalThis as { readonly WebAssembly?: WasmApi }).WebAssembly;
    const bytes = Buffer.from(PLAIN_PASS_WASM, "base64");
    shared = api === undefined || !api.validate(bytes) ? null : { api, module: new api.Module(bytes) };
  }
  return shared;
}

/** A pass over a file of a layout, for pieces of up to `pieceBytes`; null where none can be made. */
export function plainPass(layout: PlainLayout, pieceBytes: number): PlainPass | null {
  const code = compiled();
  const fits = layout.columns.every((each) => each.template.length <= LONGEST_TEMPLATE);
  return code === null || !fits ? null : new PlainPass(code, layout, pieceBytes);
}

/** Where things lie in the memory of a pass. */
function placesOf(layout: PlainLayout, pieceBytes: number) {
  const slots = layout.columns.filter((each) => each.slot !== null).length;
  const values = COLUMNS_AT + COLUMN_BYTES * layout.columns.length;
  const keys = values + 8 * slots;
  const sums = keys + 8 * MOST_KEYS;
  const head = sums + 8 * MOST_KEYS * slots;
  const buffer = PAGE * Math.ceil((head + LONGEST_HEAD) / PAGE);
  const pages = Math.ceil((buffer + LONGEST_RECORD + pieceBytes + BEHIND) / PAGE);
  return { slots, values, keys, sums, head, buffer, pages };
}

/**
 * Reads the bytes of a UTF-8 file piece by piece, counts its records and sums its money, independently of the engine, as long as every
 * record is plain; at the first that is not it says so, and the diagnosing reader has to take over. Constant memory.
 */
export class PlainPass {
  /** False from the first record on that is not plain. */
  plain = true;
  records = 0;
  readonly #layout: PlainLayout;
  readonly #places: ReturnType<typeof placesOf>;
  readonly #bytes: Uint8Array;
  readonly #cells: DataView;
  readonly #code: Exports;
  readonly #sums = new Map<string, bigint[]>();
  #begun = false;
  #carried = 0;

  constructor({ api, module }: Compiled, layout: PlainLayout, pieceBytes: number) {
    this.#layout = layout;
    this.#places = placesOf(layout, pieceBytes);
    const memory = new api.Memory({ initial: this.#places.pages });
    this.#bytes = new Uint8Array(memory.buffer);
    this.#cells = new DataView(memory.buffer);
    this.#code = new api.Instance(module, { env: { memory } }).exports as unknown as Exports;
  }

  /** Takes the next bytes, up to the size of a piece. */
  push(chunk: Uint8Array): void {
    if (!this.plain) return;
    this.#bytes.set(chunk, this.#places.buffer + this.#carried);
    this.#carried += chunk.length;
    const skipped = this.#begun ? 0 : this.#begin();
    if (this.plain) this.#walk(skipped);
  }

  /** What was found, once all bytes were pushed; null when some record was not plain. */
  end(): PlainTotals | null {
    if (this.plain && this.#carried > 0) this.#closeLine();
    if (!this.plain || this.#carried > 0 || !this.#begun) return null;
    return { records: this.records, quoted: this.#code.quotesFound() === 1, sums: this.#sums };
  }

  /** A last line without a line end is as good as one with it. */
  #closeLine(): void {
    this.push(this.#code.lineEndKind() === CR_LF ? Uint8Array.of(CR, LF) : Uint8Array.of(LF));
  }

  /** Sets the pass up and gives the length of what stands above the records. */
  #begin(): number {
    this.#begun = true;
    const { buffer, head, values, keys, sums, slots } = this.#places;
    const { columns, delimiter, quote, headLines, headLine } = this.#layout;
    const all = Buffer.from(this.#bytes.buffer, buffer, this.#carried);
    let start = byteOrderMark(all);
    let headBytes = 0;
    for (let line = 0; line < headLines; line++) {
      const end = all.indexOf(LF, start);
      if (end < 0) return this.#odd();
      const stop = end > start && all[end - 1] === CR ? end - 1 : end;
      if (line === headLine) {
        headBytes = stop - start;
        if (headBytes > LONGEST_HEAD || all.subarray(start, stop).includes(CR)) return this.#odd();
        this.#bytes.copyWithin(head, buffer + start, buffer + stop);
      }
      start = end + 1;
    }
    this.#describeColumns();
    this.#code.setUp(columns.length, delimiter, quote ?? 0, COLUMNS_AT, head, headBytes, slots, values, keys, sums);
    return start;
  }

  #describeColumns(): void {
    for (const [at, column] of this.#layout.columns.entries()) {
      const { kind, required, decimals, digits, slot, isKey, template } = column;
      const place = COLUMNS_AT + COLUMN_BYTES * at;
      const form = [KIND[kind], Number(required), decimals, digits, slot ?? NO_SLOT, Number(isKey), template.length];
      this.#bytes.set(form, place);
      this.#bytes.set(Buffer.from(template, "latin1"), place + TEMPLATE_AT);
    }
  }

  #odd(): number {
    this.plain = false;
    return 0;
  }

  /** Passes over the whole records at hand and keeps the rest for the next piece. */
  #walk(skipped: number): void {
    const { buffer } = this.#places;
    const end = buffer + this.#carried;
    this.#bytes.fill(0, end, end + BEHIND);
    const passed = this.#code.pass(buffer + skipped, this.#carried - skipped);
    if (passed < 0) return void this.#odd();
    const done = skipped + passed;
    this.#bytes.copyWithin(buffer, buffer + done, end);
    this.#carried -= done;
    this.records = Number(this.#code.recordCount());
    if (this.#carried > LONGEST_RECORD) return void this.#odd();
    this.#gather();
  }

  /** Adds up what the last piece gave, so that no sum runs over. */
  #gather(): void {
    const { keys, sums, slots } = this.#places;
    for (let key = 0; key < this.#code.keysFound(); key++) {
      const name = textOf(this.#bytes.subarray(keys + 8 * key, keys + 8 * key + 8));
      const totals = this.#sums.get(name) ?? Array.from({ length: slots }, () => 0n);
      for (let slot = 0; slot < slots; slot++) {
        const place = sums + 8 * (key * slots + slot);
        totals[slot] += this.#cells.getBigInt64(place, true);
        this.#cells.setBigInt64(place, 0n, true);
      }
      this.#sums.set(name, totals);
    }
  }
}

function textOf(padded: Uint8Array): string {
  const end = padded.indexOf(0);
  return Buffer.from(padded.subarray(0, end < 0 ? padded.length : end)).toString("utf8");
}
