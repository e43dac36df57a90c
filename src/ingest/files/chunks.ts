import { open } from "node:fs/promises";

/** Size of a piece. */
export const CHUNK = 1 << 20;

/** The bytes of a file in order, in pieces of a mebibyte. Each piece is valid until the next is asked for. */
export async function* chunksOf(path: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const file = await open(path, "r");
  const buffer = Buffer.allocUnsafe(CHUNK);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, CHUNK, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
