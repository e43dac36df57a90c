import { Transform, type TransformCallback } from "node:stream";
import { createGunzip } from "node:zlib";
import { Decompress } from "fzstd";
import type { Engine } from "../../engine/engine.js";
import { sql } from "../../engine/sql.js";

/** A stream that uncompresses a file of this name, or null for one that is not compressed. Damage that it sees, above all a cut, is an error of the stream. */
export function uncompressor(name: string): Transform | null {
  if (name.endsWith(".gz")) return createGunzip();
  return name.endsWith(".zst") ? new Unzstd() : null;
}

class Unzstd extends Transform {
  readonly #decoder = new Decompress((data) => this.push(Buffer.from(data)));

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#step(chunk, false, done);
  }

  override _flush(done: TransformCallback): void {
    this.#step(new Uint8Array(0), true, done);
  }

  #step(chunk: Uint8Array, last: boolean, done: TransformCallback): void {
    try {
      this.#decoder.push(chunk, last);
      done();
    } catch (error) {
      done(error as Error);
    }
  }
}

/**
 * Lets the engine's own decoder go over a zstd file: it compares the check sum and the format in ways that the streamed decoder does
 * not, but takes a cut file for a whole one. Throws what the engine throws for a damaged file. As Latin-1 any byte is a character.
 */
export async function verifyZstd(engine: Engine, path: string): Promise<void> {
  await engine.rows(sql`select count(*) as n from read_csv(${path}, compression = 'zstd', columns = {'line': 'varchar'},
    auto_detect = false, header = false, delim = chr(1), quote = '', escape = '', encoding = 'latin-1',
    ignore_errors = true, strict_mode = false)`);
}
