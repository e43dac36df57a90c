import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { ExactSum } from "./exact-sum.js";
import { encodeGb18030 } from "./gb18030.js";

export type Encoding = "UTF-8" | "UTF-8 with BOM" | "GB18030";

/** A damaged line and where it goes. `line` makes it from the last good line before it. */
export interface Damage {
  readonly afterRow: number;
  readonly kind: string;
  readonly caughtBy: "read" | "key" | "reference" | "rule";
  readonly line: (previous: string) => string;
}

/** A damaged line as written; `line` counts from 1, the header included. */
export interface DamagedLine {
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  readonly caught_by: Damage["caughtBy"];
}

/** What a finished file holds; rows and sums are those of the good rows alone. */
export interface FileFact {
  readonly file: string;
  readonly encoding: Encoding;
  readonly rows: number;
  readonly damaged_rows: number;
  readonly footer: boolean;
  readonly bytes: number;
  readonly sha256: string;
  readonly sums: Readonly<Record<string, string>>;
}

export interface ExportSpec {
  readonly folder: string;
  /** Relative to the folder. */
  readonly file: string;
  readonly encoding?: Encoding;
  readonly header: readonly string[];
  /** Names of the whole numbers that are summed over the rows. */
  readonly sums?: readonly string[];
  readonly damage?: readonly Damage[];
  /** The footer line, made from the number of good rows and the sums. */
  readonly footer?: (rows: number, sums: readonly bigint[]) => string;
}

const CHUNK = 1 << 16;

/** A delimited text file that is written line by line in constant memory. */
export class ExportFile {
  readonly #spec: ExportSpec;
  readonly #descriptor: number;
  readonly #hash = createHash("sha256");
  readonly #sums: ExactSum[];
  readonly #damage: Damage[];
  readonly damagedLines: DamagedLine[] = [];
  #open = true;
  #chunk = "";
  #last = "";
  #bytes = 0;
  #lines = 0;
  #rows = 0;

  constructor(spec: ExportSpec) {
    this.#spec = spec;
    this.#sums = (spec.sums ?? []).map(() => new ExactSum());
    this.#damage = [...(spec.damage ?? [])].sort((a, b) => a.afterRow - b.afterRow);
    this.#descriptor = openSync(join(spec.folder, spec.file), "w");
    const mark = spec.encoding === "UTF-8 with BOM" ? "\ufeff" : "";
    this.#line(mark + spec.header.join(","));
  }

  /** Writes a good row; `values` are added to the sums, in their order. */
  row(line: string, ...values: readonly number[]): void {
    this.#line(line);
    this.#last = line;
    this.#rows++;
    for (let i = 0; i < values.length; i++) this.#sums[i].add(values[i]);
    while (this.#damage.length > 0 && this.#damage[0].afterRow <= this.#rows) this.#damaged();
  }

  get name(): string {
    return this.#spec.file;
  }

  /** Gives up an unfinished file. */
  abandon(): void {
    if (this.#open) closeSync(this.#descriptor);
    this.#open = false;
  }

  /** The number of good rows so far. */
  get rows(): number {
    return this.#rows;
  }

  close(): FileFact {
    const { file, encoding = "UTF-8", sums = [], footer } = this.#spec;
    while (this.#damage.length > 0) this.#damaged();
    const totals = this.#sums.map((each) => each.total);
    if (footer) this.#line(footer(this.#rows, totals));
    this.#flush();
    this.abandon();
    return {
      file,
      encoding,
      rows: this.#rows,
      damaged_rows: this.damagedLines.length,
      footer: footer !== undefined,
      bytes: this.#bytes,
      sha256: this.#hash.digest("hex"),
      sums: Object.fromEntries(sums.map((name, i) => [name, totals[i].toString()])),
    };
  }

  #damaged(): void {
    const { kind, caughtBy, line } = this.#damage.shift()!;
    this.#line(line(this.#last));
    this.damagedLines.push({ file: this.#spec.file, line: this.#lines, kind, caught_by: caughtBy });
  }

  #line(line: string): void {
    this.#chunk += line;
    this.#chunk += "\n";
    this.#lines++;
    if (this.#chunk.length >= CHUNK) this.#flush();
  }

  #flush(): void {
    const bytes = this.#spec.encoding === "GB18030" ? encodeGb18030(this.#chunk) : Buffer.from(this.#chunk, "utf8");
    for (let at = 0; at < bytes.length;) at += writeSync(this.#descriptor, bytes, at);
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    this.#chunk = "";
  }
}
