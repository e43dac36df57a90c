import { isUtf8 } from "node:buffer";

/** Bytes at the end of a piece that begin a character and lack the rest of it. */
function partialTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back];
    if ((byte & 0xc0) === 0x80) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needs > back ? back : 0;
  }
  return 0;
}

/** Says, piece by piece, whether bytes are valid UTF-8. */
export class Utf8Check {
  valid = true;
  #tail: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): void {
    if (!this.valid) return;
    const bytes = this.#tail.length === 0 ? chunk : Buffer.concat([this.#tail, chunk]);
    const cut = bytes.length - partialTail(bytes);
    this.valid = isUtf8(bytes.subarray(0, cut));
    this.#tail = Buffer.from(bytes.subarray(cut));
  }

  /** The verdict once all bytes were seen. */
  end(): boolean {
    return this.valid && this.#tail.length === 0;
  }
}
