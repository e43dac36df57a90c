/** What the first bytes say for sure. */
export type Mark = "utf-8" | "utf-16le" | "utf-16be" | null;

/** Encoding named by a byte order mark, or null. */
export function byteOrderMarkOf(bytes: Uint8Array): Mark {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

/** True when every other byte of the sample is mostly zero: UTF-16 without a mark. */
export function looksLikeUtf16(sample: Uint8Array): "utf-16le" | "utf-16be" | null {
  const zeros = [0, 0];
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) zeros[at % 2]++;
  const half = sample.length / 2;
  if (half < 4) return null;
  if (zeros[1] > 0.4 * half && zeros[0] < 0.05 * half) return "utf-16le";
  if (zeros[0] > 0.4 * half && zeros[1] < 0.05 * half) return "utf-16be";
  return null;
}

const CANDIDATES = ["gb18030", "big5", "windows-1250", "latin1"] as const;

/** Encodings in which a sample that is not UTF-8 decodes without an error: names for a hint, never a decision. */
export function candidates(sample: Uint8Array): readonly string[] {
  return CANDIDATES.filter((label) => decodes(sample, label));
}

function decodes(sample: Uint8Array, label: string): boolean {
  const whole = sample.subarray(0, lastLineEnd(sample));
  try {
    new TextDecoder(label, { fatal: true }).decode(whole);
    return true;
  } catch {
    return false;
  }
}

/** Position after the last line feed; the length when there is none. */
export function lastLineEnd(bytes: Uint8Array): number {
  const at = bytes.lastIndexOf(10);
  return at < 0 ? bytes.length : at + 1;
}
