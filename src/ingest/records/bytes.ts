const LF = 10;
const CR = 13;
const BLANK = 32;
const TAB = 9;

/** True where a text stands at a position. */
export function startsWith(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  if (at + text.length > bytes.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}

/** A field that begins with an ideographic or a no-break blank. */
export function startsWide(bytes: Uint8Array, at: number): boolean {
  return (
    (bytes[at] === 0xe3 && bytes[at + 1] === 0x80 && bytes[at + 2] === 0x80) ||
    (bytes[at] === 0xc2 && bytes[at + 1] === 0xa0)
  );
}

/** A field that ends, before `to`, with one of them. */
export function endsWide(bytes: Uint8Array, to: number): boolean {
  const last = bytes[to - 1];
  if (last === 0xa0) return bytes[to - 2] === 0xc2;
  return last === 0x80 && bytes[to - 2] === 0x80 && bytes[to - 3] === 0xe3;
}

/** Length of a UTF-8 byte order mark at the beginning, or 0. */
export function byteOrderMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** The lines of a text, whatever ends them. */
export function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== LF && bytes[at] !== CR) continue;
    lines.push(bytes.subarray(from, at));
    if (bytes[at] === CR && bytes[at + 1] === LF) at++;
    from = at + 1;
  }
  lines.push(bytes.subarray(from));
  return lines;
}

const isBlank = (byte: number): boolean => byte === BLANK || byte === TAB;

/** Position behind a quoted field, in which a doubled quote stands for one; -1 when it is not closed. */
function behindQuoted(bytes: Buffer, open: number, stop: number): number {
  const quote = bytes[open];
  for (let at = open + 1; at < stop; at++) {
    if (bytes[at] !== quote) continue;
    if (at + 1 === stop || bytes[at + 1] !== quote) return at + 1;
    at++;
  }
  return -1;
}

/** Spans of the fields of a blank-aligned line, quotes included; null when a quote is not closed, or text follows it. */
export function blankFields(
  bytes: Buffer,
  start: number,
  stop: number,
  quote: number | null,
): readonly [number, number][] | null {
  const spans: [number, number][] = [];
  let at = start;
  while (at < stop) {
    if (isBlank(bytes[at])) {
      at++;
      continue;
    }
    const from = at;
    if (bytes[at] === quote) {
      at = behindQuoted(bytes, at, stop);
      if (at < 0 || (at < stop && !isBlank(bytes[at]))) return null;
    }
    while (at < stop && !isBlank(bytes[at])) at++;
    spans.push([from, at]);
  }
  return spans;
}
