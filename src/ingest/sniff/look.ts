import { createReadStream } from "node:fs";
import { uncompressor } from "../files/uncompress.js";
import { EncodingEvidence, type EncodingGuess } from "./encoding.js";

/** The beginning and the end of a text file as lines, and its encoding. */
export interface Looked {
  readonly encoding: EncodingGuess;
  /** Whole lines from the beginning, without their ends. */
  readonly head: readonly string[];
  /** The last lines that are not empty; they may be among those of the head. */
  readonly tail: readonly string[];
  readonly bytes: number;
}

const HEAD = 1 << 18;
const TAIL = 1 << 14;
const TAIL_LINES = 3;

/** Sees a file piece by piece and keeps its two ends; the pieces may be cut anywhere. Constant memory. */
export class Look {
  readonly #evidence = new EncodingEvidence();
  #head: Buffer = Buffer.alloc(0);
  #tail: Buffer = Buffer.alloc(0);
  #bytes = 0;

  push(chunk: Buffer): void {
    this.#evidence.push(chunk);
    if (this.#head.length < HEAD) this.#head = Buffer.concat([this.#head, chunk.subarray(0, HEAD - this.#head.length)]);
    this.#tail = Buffer.concat([this.#tail, chunk.subarray(-TAIL)]).subarray(-TAIL);
    this.#bytes += chunk.length;
  }

  end(): Looked {
    const encoding = this.#evidence.end();
    const whole = this.#bytes <= HEAD;
    const head = linesOf(decoded(this.#head, encoding.encoding));
    const tail = this.#bytes <= TAIL ? this.#tail : this.#tail.subarray(lineStart(this.#tail, encoding.encoding));
    const last = linesOf(decoded(tail, encoding.encoding)).filter((each) => each.trim() !== "");
    return {
      encoding,
      head: (whole ? head : head.slice(0, -1)).filter((each, at, all) => each !== "" || at < all.length - 1),
      tail: last.slice(-TAIL_LINES),
      bytes: this.#bytes,
    };
  }
}

/** First byte after a line feed; in UTF-16 a line feed takes two bytes. */
function lineStart(bytes: Buffer, encoding: string): number {
  const at = bytes.indexOf(10);
  return at < 0 ? 0 : at + (encoding === "utf-16le" ? 2 : 1);
}

function decoded(bytes: Buffer, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes, { stream: true });
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}

/** Looks at a file once from beginning to end; a compressed one is uncompressed on the way. */
export async function lookAt(path: string, signal?: AbortSignal): Promise<Looked> {
  const look = new Look();
  const raw = createReadStream(path, { highWaterMark: 1 << 20, signal });
  const decoder = uncompressor(path);
  const stream = decoder === null ? raw : raw.pipe(decoder);
  for await (const chunk of stream) look.push(chunk as Buffer);
  return look.end();
}
