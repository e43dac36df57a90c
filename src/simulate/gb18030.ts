/**
 * An exact encoder of GB18030 text, made by inverting the platform's decoder: Node can read this encoding but not write it.
 * Two-byte codes first, as the decoder prefers; the rest of the basic plane and all other planes take four bytes.
 */
const FIRST_LEAD = 0x81;
const LAST_LEAD = 0xfe;
const TRAILS = Array.from({ length: 0xff - 0x40 }, (_, i) => 0x40 + i).filter((byte) => byte !== 0x7f);
const BASIC_PLANE_FOURS = 39_420;
const OTHER_PLANES_FROM = 189_000;
const REPLACEMENT = "\ufffd";

let table: Map<number, readonly number[]> | null = null;

/** The four bytes of a position in the four-byte area, counted from 81 30 81 30. */
export function fourBytes(position: number): [number, number, number, number] {
  const fourth = 0x30 + (position % 10);
  const third = 0x81 + (Math.floor(position / 10) % 126);
  const second = 0x30 + (Math.floor(position / 1260) % 10);
  return [0x81 + Math.floor(position / 12_600), second, third, fourth];
}

function buildTable(): Map<number, readonly number[]> {
  const decoder = new TextDecoder("gb18030");
  const codes = new Map<number, readonly number[]>();
  const learn = (bytes: readonly number[]) => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if (text.length === 1 && text !== REPLACEMENT && !codes.has(text.charCodeAt(0)))
      codes.set(text.charCodeAt(0), bytes);
  };
  for (let lead = FIRST_LEAD; lead <= LAST_LEAD; lead++) for (const trail of TRAILS) learn([lead, trail]);
  for (let position = 0; position < BASIC_PLANE_FOURS; position++) learn(fourBytes(position));
  codes.set(REPLACEMENT.charCodeAt(0), [0x84, 0x31, 0xa4, 0x37]);
  return codes;
}

/** GB18030 bytes of a text. Throws RangeError for a character that has no code (lone surrogates, and a few of the private-use area). */
export function encodeGb18030(text: string): Buffer {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0)!;
    if (point < 0x80) bytes.push(point);
    else if (point >= 0x10000) bytes.push(...fourBytes(OTHER_PLANES_FROM + point - 0x10000));
    else bytes.push(...codeOf(point));
  }
  return Buffer.from(bytes);
}

function codeOf(point: number): readonly number[] {
  table ??= buildTable();
  const code = table.get(point);
  if (!code) throw new RangeError("a character has no code in GB18030");
  return code;
}
