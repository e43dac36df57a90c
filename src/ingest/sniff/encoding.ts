import { isAscii } from "node:buffer";
import { byteOrderMarkOf, looksLikeUtf16 } from "../encoding/detect.js";
import { Utf8Check } from "../encoding/utf8-check.js";

/** What an encoding was recognised by. Confidence runs from 0 to 1; below 0.9 the study file asks to look at the result. */
export interface EncodingGuess {
  readonly encoding: string;
  readonly confidence: number;
  readonly reason: string;
  readonly alternatives: readonly string[];
}

/** Bytes beyond ASCII that are weighed; more tell nothing new. */
const WEIGHED = 1 << 17;
const FIRST = 1 << 12;

/** Gathers, piece by piece, what the bytes of a file say about its encoding; the pieces may be cut anywhere. */
export class EncodingEvidence {
  #first: Buffer = Buffer.alloc(0);
  #wide: Buffer[] = [];
  #weighed = 0;
  #lineRest: Buffer = Buffer.alloc(0);
  readonly #utf8 = new Utf8Check();
  #ascii = true;

  push(chunk: Buffer): void {
    if (this.#first.length < FIRST)
      this.#first = Buffer.concat([this.#first, chunk.subarray(0, FIRST - this.#first.length)]);
    this.#utf8.push(chunk);
    if (isAscii(chunk) && this.#lineRest.length === 0) return;
    this.#ascii &&= isAscii(chunk);
    this.#keepWideLines(chunk);
  }

  /** Lines with bytes beyond ASCII: whole, so that no character is cut. */
  #keepWideLines(chunk: Buffer): void {
    if (this.#weighed >= WEIGHED) return;
    const bytes = this.#lineRest.length === 0 ? chunk : Buffer.concat([this.#lineRest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0 && this.#weighed < WEIGHED; end = bytes.indexOf(10, from)) {
      this.#keep(bytes.subarray(from, end + 1));
      from = end + 1;
    }
    this.#lineRest = this.#weighed >= WEIGHED ? Buffer.alloc(0) : Buffer.from(bytes.subarray(from));
  }

  #keep(line: Buffer): void {
    if (isAscii(line)) return;
    this.#wide.push(Buffer.from(line));
    this.#weighed += line.reduce((sum, each) => sum + (each >> 7), 0);
  }

  /** The verdict once all bytes were seen. */
  end(): EncodingGuess {
    this.#keep(this.#lineRest);
    this.#lineRest = Buffer.alloc(0);
    const mark = byteOrderMarkOf(this.#first);
    if (mark !== null) return sure(mark, 1, "byte order mark");
    const wide = looksLikeUtf16(this.#first);
    if (wide !== null) return sure(wide, 0.95, "every other byte is zero");
    const utf8 = this.#utf8.end();
    if (this.#ascii && utf8) return sure("utf-8", 1, "plain ASCII");
    if (utf8) return sure("utf-8", 0.99, "every byte is valid UTF-8");
    return bestOf(Buffer.concat(this.#wide));
  }
}

function sure(encoding: string, confidence: number, reason: string): EncodingGuess {
  return Object.freeze({ encoding, confidence, reason, alternatives: [] });
}

interface Weighed {
  readonly encoding: string;
  readonly score: number;
}

/** Weighs the encodings that decode every line by how common their characters are. */
function bestOf(bytes: Buffer): EncodingGuess {
  const weighed: Weighed[] = [
    { encoding: "gb18030", score: decodes(bytes, "gb18030") ? pairShare(bytes, isCommonGb) : 0 },
    { encoding: "big5", score: decodes(bytes, "big5") ? pairShare(bytes, isCommonBig5) : 0 },
    { encoding: "windows-1252", score: letterShare(bytes, "windows-1252") },
    { encoding: "windows-1250", score: letterShare(bytes, "windows-1250") * 0.99 },
  ];
  const [best, second] = weighed.sort((a, b) => b.score - a.score);
  const alternatives = weighed.filter((each) => each !== best && each.score > 0).map((each) => each.encoding);
  const latin = best.encoding.startsWith("windows");
  const apart = Math.min(1, 0.6 + best.score - second.score);
  const confidence = latin ? 0.6 : Math.min(0.98, Math.round(apart * best.score * 100) / 100);
  const reason = latin ? "single bytes beyond ASCII among Latin letters" : "the byte pairs are common characters of it";
  return Object.freeze({ encoding: best.encoding, confidence, reason, alternatives });
}

function decodes(bytes: Buffer, label: string): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

type Pair = (lead: number, trail: number) => boolean;

/** The 3,755 characters of GB 2312 level 1, and its signs and full-width forms. */
const isCommonGb: Pair = (lead, trail) =>
  trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3));
/** The 5,401 frequently used characters of Big5, and its signs. */
const isCommonBig5: Pair = (lead) => lead >= 0xa1 && lead <= 0xc6;

/** Second byte of a four-byte character of GB18030; no lead byte of Big5 is followed by a digit. */
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** Share of the double bytes that are common characters; rare characters of four bytes are left out. */
function pairShare(bytes: Buffer, common: Pair): number {
  let pairs = 0;
  let good = 0;
  for (let at = 0; at + 1 < bytes.length; at++) {
    if (bytes[at] < 0x81) continue;
    if (isDigit(bytes[at + 1])) {
      at += 3;
      continue;
    }
    pairs++;
    if (common(bytes[at], bytes[at + 1])) good++;
    at++;
  }
  return pairs === 0 ? 0 : good / pairs;
}

/** Share of the bytes beyond ASCII that are letters with an ASCII letter or blank beside them. */
function letterShare(bytes: Buffer, label: string): number {
  const decoder = new TextDecoder(label);
  let wide = 0;
  let good = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] < 0x80) continue;
    wide++;
    const letter = /\p{L}/u.test(decoder.decode(bytes.subarray(at, at + 1)));
    const alone = (bytes[at - 1] ?? 32) < 0x80 && (bytes[at + 1] ?? 32) < 0x80;
    if (letter && alone) good++;
  }
  return wide === 0 ? 0 : good / wide;
}
