import { createHash } from "node:crypto";
import { chunksOf } from "./chunks.js";

/** Size and SHA-256 of a file as it is on disk. */
export interface Fingerprint {
  readonly bytes: number;
  readonly sha256: string;
}

/** Reads a file once and gives its size and hash; `also` sees every piece, so that one pass serves both. */
export async function fingerprint(
  path: string,
  signal?: AbortSignal,
  also?: (chunk: Buffer) => void,
): Promise<Fingerprint> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of chunksOf(path, signal)) {
    hash.update(chunk);
    also?.(chunk);
    bytes += chunk.length;
  }
  return Object.freeze({ bytes, sha256: hash.digest("hex") });
}
