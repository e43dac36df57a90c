import { open } from "node:fs/promises";
import { chunksOf } from "../files/chunks.js";
import { Kind, isBad, type RecordKind } from "./kinds.js";
import type { RecordLayout } from "./layout.js";
import { blankFields } from "./bytes.js";
import { RecordScanner, type RecordSink } from "./scanner.js";

/** What a first look at a file's records found: counts, and the footer lines as text. */
export class Counting implements RecordSink {
  readonly wantsData = false;
  readonly bad = new Map<RecordKind, number>();
  readonly footers: Buffer[] = [];
  headRejected = false;

  record(kind: RecordKind, _line: number, bytes: Buffer, start: number, end: number): void {
    if (isBad(kind)) this.bad.set(kind, (this.bad.get(kind) ?? 0) + 1);
    else if (kind === Kind.FOOTER && this.footers.length < 16)
      this.footers.push(Buffer.from(bytes.subarray(start, end)));
  }
}

const LINE_FEED = Buffer.from("\n");
const TAB = Buffer.from("\t");

/** Collects the data records as plain lines; blank-aligned fields are parted by tabs. */
class Copying implements RecordSink {
  readonly wantsData = true;
  readonly #layout: RecordLayout;
  #pieces: Buffer[] = [];

  constructor(layout: RecordLayout) {
    this.#layout = layout;
  }

  record(kind: RecordKind, _line: number, bytes: Buffer, start: number, end: number): void {
    if (kind !== Kind.DATA) return;
    const record = bytes.subarray(start, end);
    if (this.#layout.delimiter !== null) this.#pieces.push(record, LINE_FEED);
    else this.#pieces.push(...tabbed(record, this.#layout.quote), LINE_FEED);
  }

  /** The bytes gathered since the last call. */
  take(): Buffer {
    const all = Buffer.concat(this.#pieces);
    this.#pieces = [];
    return all;
  }
}

function tabbed(record: Buffer, quote: number | null): Buffer[] {
  const spans = blankFields(record, 0, record.length, quote) ?? [];
  return spans.flatMap(([from, to], at) => (at === 0 ? [record.subarray(from, to)] : [TAB, record.subarray(from, to)]));
}

/** Writes the well-formed data records of a file, and nothing else, as lines that the engine reads the same way. Gives their number. */
export async function copyRecords(
  from: string,
  to: string,
  layout: RecordLayout,
  signal?: AbortSignal,
): Promise<number> {
  const sink = new Copying(layout);
  const scanner = new RecordScanner(layout, sink);
  const out = await open(to, "w", 0o600);
  try {
    for await (const chunk of chunksOf(from, signal)) {
      scanner.push(chunk, false);
      await out.appendFile(sink.take());
    }
    scanner.push(Buffer.alloc(0), true);
    await out.appendFile(sink.take());
  } finally {
    await out.close();
  }
  return scanner.data;
}
