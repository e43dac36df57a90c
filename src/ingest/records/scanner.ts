import type { RecordLayout } from "./layout.js";
import { byteOrderMark, blankFields, endsWide, splitLines, startsWide, startsWith } from "./bytes.js";
import { isBad, Kind, type RecordKind } from "./kinds.js";

/** Receives records in file order. `bytes[start, end)` is the record without its line end; valid during the call only. */
export interface RecordSink {
  /** Data records are told only when this is set: counting alone is faster. */
  readonly wantsData: boolean;
  record(kind: RecordKind, line: number, bytes: Buffer, start: number, end: number): void;
}

/** Longest record, in bytes; a longer one is rejected without being held in memory. */
export const LONGEST_RECORD = 1 << 20;

const LF = 10;
const CR = 13;
const NUL = 0;
const BLANK = 32;
/** Bytes from here on belong to characters beyond ASCII. */
const WIDE = 0x80;
const REPLACEMENT = Buffer.from("\ufffd");

const PLAIN = 0;
const DELIMITER = 1;
const LINE_END = 2;
const QUOTE = 3;
const NUL_CLASS = 4;

function classes(layout: RecordLayout): Uint8Array {
  const table = new Uint8Array(256);
  table[NUL] = NUL_CLASS;
  if (layout.delimiter) table[layout.delimiter[0]] = DELIMITER;
  if (layout.quote !== null) table[layout.quote] = QUOTE;
  table[LF] = LINE_END;
  table[CR] = LINE_END;
  return table;
}

/**
 * Splits bytes of an ASCII-compatible text (UTF-8) into records and judges the structure of each.
 * An unclosed quote costs one record: reading resumes at the next line. Constant memory.
 */
export class RecordScanner {
  /** Data records: of the right number of fields. */
  data = 0;
  bad = 0;
  skipped = 0;
  heads = 0;
  /** Physical lines that the head and what stands above it take. */
  headLines = 0;
  /** Records that run over a line end inside quotes. */
  multiline = 0;
  lines = 0;
  sawQuote = false;
  /** Some field begins or ends with a blank. */
  sawOuterBlank = false;
  readonly #ends = { lf: 0, crlf: 0, cr: 0 };
  readonly #layout: RecordLayout;
  readonly #sink: RecordSink;
  readonly #class: Uint8Array;
  #fields: number;
  #carry: Buffer = Buffer.alloc(0);
  #skipping = false;
  #head: Buffer | null = null;
  #first = true;
  #kind: RecordKind = Kind.DATA;
  #stop = 0;
  #next = 0;
  #multilineRecord = false;
  #nulInQuotes = false;

  constructor(layout: RecordLayout, sink: RecordSink) {
    this.#layout = layout;
    this.#sink = sink;
    this.#class = classes(layout);
    this.#fields = layout.fields;
  }

  /** Nothing but head and data records with one kind of line end: the engine reads the bytes as the scanner does. */
  get clean(): boolean {
    const { lf, crlf, cr } = this.#ends;
    const oneEnd = cr === 0 && (lf === 0 || crlf === 0);
    return oneEnd && this.bad === 0 && this.skipped === 0 && this.#layout.delimiter !== null;
  }

  /** Takes the next bytes; `last` says that the file ends here. */
  push(chunk: Buffer, last: boolean): void {
    const bytes = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    let at = this.#first ? byteOrderMark(bytes) : 0;
    this.#first = false;
    if (this.#skipping) at = this.#skipLine(bytes, at, last);
    while (at < bytes.length) {
      if (!this.#parse(bytes, at, last)) {
        if (bytes.length - at <= LONGEST_RECORD) break;
        if (!this.#tooLong(bytes, at)) {
          at = bytes.length;
          break;
        }
      }
      this.#emit(bytes, at);
      at = this.#next;
    }
    this.#carry = Buffer.from(bytes.subarray(at));
  }

  #emit(bytes: Buffer, start: number): void {
    const line = this.lines + 1;
    this.#countEnds(bytes, start);
    const kind = this.#kind;
    if (kind === Kind.DATA) this.data++;
    else this.#countOther(kind);
    if (kind !== Kind.DATA || this.#sink.wantsData) this.#sink.record(kind, line, bytes, start, this.#stop);
  }

  #countOther(kind: RecordKind): void {
    if (isBad(kind)) this.bad++;
    else if (kind === Kind.HEAD || kind === Kind.ABOVE_HEAD) {
      this.heads++;
      this.headLines = this.lines;
    } else this.skipped++;
  }

  #countEnds(bytes: Buffer, start: number): void {
    let inside = 0;
    if (this.#multilineRecord) {
      for (let i = start; i < this.#stop; i++) if (this.#isEnd(bytes, i)) inside++;
      if (inside > 0) this.multiline++;
    }
    this.lines += 1 + inside;
    const width = this.#next - this.#stop;
    if (width === 2) this.#ends.crlf++;
    else if (width === 1 && bytes[this.#stop] === LF) this.#ends.lf++;
    else if (width === 1) this.#ends.cr++;
  }

  /** True at the last byte of a line end. */
  #isEnd(bytes: Buffer, at: number): boolean {
    return bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF);
  }

  /** Reads one record from `start`; false when more bytes are needed. */
  #parse(bytes: Buffer, start: number, last: boolean): boolean {
    this.#multilineRecord = false;
    this.#nulInQuotes = false;
    if (this.#inHead) return this.#parseHead(bytes, start, last);
    const special = this.#special(bytes, start, last);
    if (special !== null) return special;
    return this.#layout.delimiter === null
      ? this.#parseBlanks(bytes, start, last)
      : this.#parseFields(bytes, start, last);
  }

  #parseHead(bytes: Buffer, start: number, last: boolean): boolean {
    const above = this.heads < this.#layout.skipLines;
    const complete =
      above || this.#layout.delimiter === null ? this.#line(bytes, start, last) : this.#headRecord(bytes, start, last);
    if (!complete) return false;
    this.#takeHead(bytes, start);
    return true;
  }

  get #inHead(): boolean {
    return this.heads < this.#layout.skipLines + this.#layout.headRows;
  }

  #takeHead(bytes: Buffer, start: number): void {
    this.#kind = this.heads < this.#layout.skipLines ? Kind.ABOVE_HEAD : Kind.HEAD;
    if (this.heads === this.#layout.skipLines) this.#head = Buffer.from(bytes.subarray(start, this.#stop));
  }

  #headRecord(bytes: Buffer, start: number, last: boolean): boolean {
    const fields = this.#fields;
    this.#fields = 0;
    const complete = this.#parseFields(bytes, start, last);
    this.#fields = fields;
    if (complete && isBad(this.#kind)) return this.#line(bytes, start, last);
    return complete;
  }

  /** Blank, comment, footer and repeated head lines; null when the record is none of them. */
  #special(bytes: Buffer, start: number, last: boolean): boolean | null {
    const { comment, footer } = this.#layout;
    const first = this.#class[bytes[start]];
    if (first === LINE_END) return this.#whole(Kind.BLANK, bytes, start, last);
    if (comment !== null && startsWith(bytes, start, comment)) return this.#whole(Kind.COMMENT, bytes, start, last);
    if (footer !== null && startsWith(bytes, start, footer)) return this.#whole(Kind.FOOTER, bytes, start, last);
    if (this.#head !== null && bytes[start] === this.#head[0] && startsWith(bytes, start, this.#head)) {
      const after = start + this.#head.length;
      if (after === bytes.length ? last : this.#class[bytes[after]] === LINE_END)
        return this.#whole(Kind.REPEATED_HEAD, bytes, start, last);
    }
    return null;
  }

  #whole(kind: RecordKind, bytes: Buffer, start: number, last: boolean): boolean {
    this.#kind = kind;
    return this.#line(bytes, start, last);
  }

  /** Sets the end of the physical line that begins at `start`. */
  #line(bytes: Buffer, start: number, last: boolean): boolean {
    let at = start;
    while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++;
    return this.#endAt(bytes, at, last);
  }

  #endAt(bytes: Buffer, at: number, last: boolean): boolean {
    this.#stop = at;
    this.#next = at;
    if (at === bytes.length) return last;
    if (bytes[at] === CR && at + 1 === bytes.length && !last) return false;
    this.#next = bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : at + 1;
    return true;
  }

  #reject(kind: RecordKind, bytes: Buffer, start: number, last: boolean): boolean {
    if (!this.#line(bytes, start, last)) return false;
    const cut = this.#next === bytes.length && this.#stop === bytes.length && last;
    const shortened = kind === Kind.UNCLOSED || kind === Kind.TOO_FEW;
    this.#kind = cut && shortened ? Kind.CUT : kind;
    return true;
  }

  #parseFields(bytes: Buffer, start: number, last: boolean): boolean {
    const table = this.#class;
    const delimiter = this.#layout.delimiter!;
    const width = delimiter.length;
    const end = bytes.length;
    let at = start;
    let fieldStart = start;
    let fields = 1;
    let nul = false;
    while (at < end) {
      const what = table[bytes[at]];
      if (what === PLAIN) at = plainEnd(bytes, at, table);
      else if (what === DELIMITER) {
        if (width > 1 && !startsWith(bytes, at, delimiter)) {
          at++;
          continue;
        }
        this.#lookForBlanks(bytes, fieldStart, at);
        fields++;
        at += width;
        fieldStart = at;
      } else if (what === LINE_END) break;
      else if (what === QUOTE && at === fieldStart) {
        const next = this.#passQuoted(bytes, at, last);
        if (next === NEED_MORE) return false;
        if (next === NEVER) return this.#reject(Kind.UNCLOSED, bytes, start, last);
        if (next === TEXT_BEHIND)
          return this.#reject(this.#multilineRecord ? Kind.UNCLOSED : Kind.AFTER_QUOTE, bytes, start, last);
        at = next;
        fieldStart = next;
      } else {
        nul ||= what === NUL_CLASS;
        at++;
      }
    }
    this.#lookForBlanks(bytes, fieldStart, at);
    if (!this.#endAt(bytes, at, last)) return false;
    return this.#judge(bytes, start, last, fields, nul);
  }

  /** Position behind a quoted field; NEVER, TEXT_BEHIND or NEED_MORE when there is none. */
  #passQuoted(bytes: Buffer, quote: number, last: boolean): number {
    this.sawQuote = true;
    const close = this.#closingQuote(bytes, quote + 1, last);
    if (close < 0) return close;
    const at = close + 1;
    if (at === bytes.length && !last) return NEED_MORE;
    this.#lookForBlanks(bytes, quote + 1, close);
    const ends = at === bytes.length || this.#class[bytes[at]] === LINE_END;
    return ends || startsWith(bytes, at, this.#layout.delimiter!) ? at : TEXT_BEHIND;
  }

  #lookForBlanks(bytes: Buffer, from: number, to: number): void {
    if (from === to || this.sawOuterBlank) return;
    const first = bytes[from];
    const last = bytes[to - 1];
    if (first <= BLANK || last <= BLANK) this.sawOuterBlank = true;
    else if (first >= WIDE || last >= WIDE) this.sawOuterBlank = startsWide(bytes, from) || endsWide(bytes, to);
  }

  #judge(bytes: Buffer, start: number, last: boolean, fields: number, nul: boolean): boolean {
    if (this.#fields === 0) this.#fields = this.#inHead ? 0 : fields;
    const expected = this.#fields === 0 ? fields : this.#fields;
    this.#kind = Kind.DATA;
    if (nul || this.#nulInQuotes) this.#kind = Kind.NUL;
    else if (this.#stop - start > LONGEST_RECORD) this.#kind = Kind.TOO_LONG;
    else if (fields !== expected) this.#kind = fields < expected ? Kind.TOO_FEW : Kind.TOO_MANY;
    else if (this.#multilineRecord && this.#hidesRecord(bytes, start)) this.#kind = Kind.UNCLOSED;
    else if (this.#layout.replacementIsBad && bytes.subarray(start, this.#stop).includes(REPLACEMENT))
      this.#kind = Kind.UNDECODABLE;
    if (this.#kind === Kind.DATA) return true;
    return this.#reject(this.#multilineRecord ? Kind.UNCLOSED : this.#kind, bytes, start, last);
  }

  /** Position of the quote that closes a field, NEVER, or NEED_MORE. */
  #closingQuote(bytes: Buffer, from: number, last: boolean): number {
    const quote = this.#layout.quote!;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === LF || byte === CR) this.#multilineRecord = true;
      else if (byte === NUL) this.#nulInQuotes = true;
      if (byte !== quote) continue;
      if (at + 1 === bytes.length && !last) return NEED_MORE;
      if (bytes[at + 1] !== quote) return at;
      at++;
    }
    return last ? NEVER : NEED_MORE;
  }

  /**
   * True when a line strictly inside a quoted text is itself a whole record, or the first and the last line both are: then the quote
   * was left open and a stray one closed it.
   */
  #hidesRecord(bytes: Buffer, start: number): boolean {
    if (this.#layout.trustQuotes || this.#fields === 0) return false;
    const whole = splitLines(bytes.subarray(start, this.#stop)).map((line) => this.#countPlain(line) === this.#fields);
    return whole.slice(1, -1).includes(true) || (whole[0] && whole[whole.length - 1]);
  }

  #countPlain(line: Buffer): number {
    const delimiter = this.#layout.delimiter!;
    let fields = 1;
    for (let at = 0; at < line.length; at++) {
      if (startsWith(line, at, delimiter)) {
        fields++;
        at += delimiter.length - 1;
      }
    }
    return fields;
  }

  #parseBlanks(bytes: Buffer, start: number, last: boolean): boolean {
    if (!this.#line(bytes, start, last)) return false;
    const spans = blankFields(bytes, start, this.#stop, this.#layout.quote);
    if (spans === null) return this.#reject(Kind.UNCLOSED, bytes, start, last);
    if (spans.length === 0) {
      this.#kind = Kind.BLANK;
      return true;
    }
    const nul = bytes.subarray(start, this.#stop).includes(NUL);
    return this.#judge(bytes, start, last, spans.length, nul);
  }

  /** A record longer than the limit: true when its first line can be rejected, false when the line itself goes on. */
  #tooLong(bytes: Buffer, start: number): boolean {
    this.#multilineRecord = false;
    if (this.#line(bytes, start, false)) {
      this.#kind = this.#stop - start > LONGEST_RECORD ? Kind.TOO_LONG : Kind.UNCLOSED;
      if (this.#inHead && this.#kind === Kind.UNCLOSED) this.#takeHead(bytes, start);
      return true;
    }
    this.#kind = Kind.TOO_LONG;
    this.#stop = bytes.length;
    this.bad++;
    this.#sink.record(Kind.TOO_LONG, this.lines + 1, bytes, start, start + LONGEST_RECORD);
    this.#skipping = true;
    return false;
  }

  /** Passes over the rest of a line that was rejected as too long. */
  #skipLine(bytes: Buffer, from: number, last: boolean): number {
    let at = from;
    while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++;
    if (!this.#endAt(bytes, at, last)) return at;
    this.lines++;
    this.#skipping = false;
    return this.#next;
  }
}

const NEED_MORE = -1;
const NEVER = -2;
const TEXT_BEHIND = -3;

/** Position of the next byte that may end a field. */
function plainEnd(bytes: Buffer, from: number, table: Uint8Array): number {
  let at = from + 1;
  while (at < bytes.length && table[bytes[at]] === PLAIN) at++;
  return at;
}
