import { TextDecoder } from "node:util";
import { open, type FileHandle } from "node:fs/promises";
import { chunksOf } from "../files/chunks.js";

/** What became of decoding a file. Lines and bytes are counted from 1 and 0. */
export interface Transcoded {
  readonly lines: number;
  /** Lines with bytes that are not valid in the encoding; U+FFFD stands in their place. */
  readonly badLines: number;
  readonly firstBadLine: number | null;
  readonly firstBadByte: number | null;
}

const LF = 10;
const LONGEST_LINE = 4 << 20;
const WIDE = new Set(["utf-16le", "utf-16be"]);

/**
 * Writes a file decoded from an encoding as UTF-8 without a mark. Lines that cannot be decoded are kept with U+FFFD and counted;
 * the caller refuses the file when they are many. Constant memory. In the encodings supported a line feed byte is always a line feed.
 */
export async function transcode(from: string, to: string, label: string, signal?: AbortSignal): Promise<Transcoded> {
  const out = await open(to, "w", 0o600);
  try {
    return WIDE.has(label) ? await wide(from, out, label, signal) : await byLines(from, out, label, signal);
  } finally {
    await out.close();
  }
}

class LineDecoder {
  lines = 0;
  badLines = 0;
  firstBadLine: number | null = null;
  firstBadByte: number | null = null;
  #offset = 0;
  readonly #strict: TextDecoder;
  readonly #lenient: TextDecoder;

  constructor(label: string) {
    this.#strict = new TextDecoder(label, { fatal: true });
    this.#lenient = new TextDecoder(label);
  }

  /** Decodes whole lines. */
  decode(block: Buffer): string {
    const start = this.#offset;
    this.#offset += block.length;
    const text = this.#tryStrict(block);
    if (text === null) return this.#lineByLine(block, start);
    this.lines += countLines(block);
    return text;
  }

  #tryStrict(bytes: Uint8Array): string | null {
    try {
      return this.#strict.decode(bytes);
    } catch {
      return null;
    }
  }

  #lineByLine(block: Buffer, start: number): string {
    const texts: string[] = [];
    for (let at = 0; at < block.length;) {
      const end = block.indexOf(LF, at);
      const next = end < 0 ? block.length : end + 1;
      texts.push(this.#line(block.subarray(at, next), start + at));
      at = next;
    }
    return texts.join("");
  }

  #line(line: Buffer, offset: number): string {
    this.lines++;
    const text = this.#tryStrict(line);
    if (text !== null) return text;
    this.badLines++;
    this.firstBadLine ??= this.lines;
    this.firstBadByte ??= offset + this.#firstBad(line);
    return this.#lenient.decode(line);
  }

  /** Offset of the first byte that does not decode. */
  #firstBad(line: Buffer): number {
    for (let length = 1; length <= line.length; length++) {
      const prefix = new TextDecoder(this.#strict.encoding, { fatal: true });
      try {
        prefix.decode(line.subarray(0, length), { stream: true });
      } catch {
        return length - 1;
      }
    }
    return line.length - 1;
  }
}

function countLines(block: Buffer): number {
  let lines = 0;
  for (let at = block.indexOf(LF); at >= 0; at = block.indexOf(LF, at + 1)) lines++;
  return block.length > 0 && block[block.length - 1] !== LF ? lines + 1 : lines;
}

async function byLines(from: string, out: FileHandle, label: string, signal?: AbortSignal): Promise<Transcoded> {
  const decoder = new LineDecoder(label);
  let carry: Buffer = Buffer.alloc(0);
  for await (const chunk of chunksOf(from, signal)) {
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const found = bytes.lastIndexOf(LF) + 1;
    const cut = found === 0 && bytes.length > LONGEST_LINE ? bytes.length : found;
    if (cut > 0) await out.appendFile(decoder.decode(bytes.subarray(0, cut)));
    carry = Buffer.from(bytes.subarray(cut));
  }
  if (carry.length > 0) await out.appendFile(decoder.decode(carry));
  const { lines, badLines, firstBadLine, firstBadByte } = decoder;
  return Object.freeze({ lines, badLines, firstBadLine, firstBadByte });
}

async function wide(from: string, out: FileHandle, label: string, signal?: AbortSignal): Promise<Transcoded> {
  const decoder = new TextDecoder(label);
  let lines = 0;
  let offset = 0;
  const bad = { lines: 0, line: null as number | null, byte: null as number | null };
  const take = async (text: string) => {
    if (text.includes("\ufffd")) {
      const line = lines + text.slice(0, text.indexOf("\ufffd")).split("\n").length;
      bad.lines += text.split("\n").filter((each) => each.includes("\ufffd")).length;
      bad.line ??= line;
      bad.byte ??= offset;
    }
    lines += countLines(Buffer.from(text));
    await out.appendFile(text);
  };
  for await (const chunk of chunksOf(from, signal)) {
    await take(decoder.decode(chunk, { stream: true }));
    offset += chunk.length;
  }
  await take(decoder.decode());
  return Object.freeze({ lines, badLines: bad.lines, firstBadLine: bad.line, firstBadByte: bad.byte });
}
