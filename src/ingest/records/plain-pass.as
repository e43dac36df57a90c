// A pass over the bytes of a delimited file on WebAssembly SIMD. AssemblyScript; `npx tsx scripts/kernel.ts` writes plain-pass-bytes.ts.
//
// It vouches for whole records of the plainest form only: the declared number of fields, every cell of a column written in one fixed
// way, one kind of line end. Whatever else it meets it calls odd and stops: then the diagnosing reader has the word.

const LF: u32 = 10;
const CR: u32 = 13;
const BLANK: u32 = 32;
const MINUS: u32 = 45;
const PLUS: u32 = 43;
const POINT: u32 = 46;

/** Kinds of columns; see KIND in plain-pass.ts. */
const ANY: u32 = 0;
const TEXT: u32 = 1;
const ID: u32 = 2;
const DATE: u32 = 3;
const NUMBER: u32 = 4;

/** One column takes 64 bytes: kind, required, decimals, digits, slot of its sum (255 = none), is the key, template length; from 16 on the template. */
const COLUMN: usize = 64;
const TEMPLATE: usize = 16;
const NO_SLOT: u32 = 255;
const ZERO: u32 = 48;
const DIGIT: i8 = 100;

/** Positions are numbers above this; a function that gives a position gives this for what is odd. */
const ODD: usize = 0;

const MOST_KEYS: i32 = 64;

let fields: i32 = 0;
let delimiter: u32 = 0;
let quote: u32 = 0;
let columns: usize = 0;
let head: usize = 0;
let headLength: i32 = 0;
let slots: i32 = 0;
/** Values of the record, then keys (8 bytes each), then sums (slots a key). */
let values: usize = 0;
let keys: usize = 0;
let sums: usize = 0;

let records: i64 = 0;
let keyCount: i32 = 0;
let lineEnd: i32 = 0;
let quotes: i32 = 0;

export function setUp(
  fieldCount: i32, delimiterByte: i32, quoteByte: i32, columnsAt: usize, headAt: usize, headBytes: i32,
  slotCount: i32, valuesAt: usize, keysAt: usize, sumsAt: usize,
): void {
  fields = fieldCount;
  delimiter = delimiterByte;
  quote = quoteByte;
  columns = columnsAt;
  head = headAt;
  headLength = headBytes;
  slots = slotCount;
  values = valuesAt;
  keys = keysAt;
  sums = sumsAt;
  records = 0;
  keyCount = 0;
  lineEnd = 0;
  quotes = 0;
}

export function recordCount(): i64 { return records; }
export function keysFound(): i32 { return keyCount; }
export function quotesFound(): i32 { return quotes; }
/** 0 = no line seen, 1 = LF, 2 = CR LF. */
export function lineEndKind(): i32 { return lineEnd; }

/**
 * Passes over the whole records in [from, from + length); at least 32 bytes behind must be zero. Returns how many bytes whole records
 * take; -1 when a record is odd.
 */
export function pass(from: usize, length: i32): i32 {
  const stop = from + <usize>length;
  let start = from;
  let count: i64 = 0;
  while (start < stop) {
    const next = record(start, stop);
    if (next == ODD) {
      if (hasLineFeed(start, stop)) return -1;
      break;
    }
    start = next;
    count++;
  }
  records += count;
  return <i32>(start - from);
}

function hasLineFeed(from: usize, stop: usize): bool {
  for (let p = from; p < stop; p++) if (load<u8>(p) == LF) return true;
  return false;
}

/** Position behind the record that begins here. */
function record(start: usize, stop: usize): usize {
  const first: u32 = load<u8>(start);
  if (first == LF || first == CR) return ODD;
  if (headLength > 0 && first == load<u8>(head) && isHead(start, stop)) return ODD;
  const parting = delimiter;
  const mark = quote;
  let key: i64 = 0;
  let p = start;
  let column = columns;
  let left = fields;
  for (;;) {
    const quoted = mark != 0 && load<u8>(p) == mark;
    if (quoted) {
      quotes = 1;
      p++;
    }
    const begin = p;
    const kind: u32 = load<u8>(column);
    if (kind == NUMBER) p = number(p, column);
    else if (kind == DATE) p = date(p, column);
    else p = text(p, stop, quoted ? mark : parting, mark, kind == ID ? PLUS : mark);
    if (p == ODD) return ODD;
    if (p == begin) {
      if (load<u8>(column, 1)) return ODD;
    } else if (kind == TEXT || kind == ID) {
      if (hasOuterBlank(begin, p) || (kind == ID && mayHide(begin, p))) return ODD;
      if (load<u8>(column, 5)) {
        if (p - begin > 8) return ODD;
        key = keyOf(begin, p);
      }
    }
    if (quoted) {
      if (load<u8>(p) != mark) return ODD;
      p++;
    }
    if (--left == 0) break;
    if (load<u8>(p) != parting) return ODD;
    p++;
    column += COLUMN;
  }
  p = behindLineEnd(p, stop);
  if (p == ODD || (slots > 0 && !addSums(key))) return ODD;
  return p;
}

function isHead(start: usize, stop: usize): bool {
  if (start + <usize>headLength > stop) return false;
  for (let i: usize = 0; i < <usize>headLength; i++) if (load<u8>(start + i) != load<u8>(head + i)) return false;
  const after: u32 = load<u8>(start + <usize>headLength);
  return after == LF || after == CR;
}

function behindLineEnd(at: usize, stop: usize): usize {
  let p = at;
  const isPair = load<u8>(p) == CR;
  if (isPair) p++;
  if (p >= stop || load<u8>(p) != LF) return ODD;
  const kind = isPair ? 2 : 1;
  if (lineEnd == 0) lineEnd = kind;
  return lineEnd == kind ? p + 1 : ODD;
}

/** The end of a text: the delimiter, a line end or, in quotes, the closing quote. Control bytes, other quotes and a barred sign are odd. */
function text(from: usize, stop: usize, ending: u32, mark: u32, barred: u32): usize {
  const isBarred = i8x16.splat(<i8>barred);
  const isEnding = i8x16.splat(<i8>ending);
  const isQuote = i8x16.splat(<i8>mark);
  const control = i8x16.splat(<i8>BLANK);
  let p = from;
  while (p < stop) {
    const bytes = v128.load(p);
    const signs = v128.or(v128.or(i8x16.eq(bytes, isEnding), i8x16.eq(bytes, isQuote)), i8x16.eq(bytes, isBarred));
    const found = i8x16.bitmask(v128.or(signs, i8x16.lt_u(bytes, control)));
    if (found == 0) {
      p += 16;
      continue;
    }
    p += <usize>ctz(found);
    const byte: u32 = load<u8>(p);
    if (byte == ending) return p;
    return ending != mark && (byte == LF || byte == CR) ? p : ODD;
  }
  return ODD;
}

function hasOuterBlank(from: usize, to: usize): bool {
  const first: u32 = load<u8>(from);
  const last: u32 = load<u8>(to - 1);
  if (first == BLANK || last == BLANK) return true;
  if ((first | last) < 0x80) return false;
  if (first == 0xc2 && load<u8>(from + 1) == 0xa0) return true;
  if (first == 0xe3 && load<u8>(from + 1) == 0x80 && load<u8>(from + 2) == 0x80) return true;
  if (last == 0xa0) return load<u8>(to - 2) == 0xc2;
  return last == 0x80 && load<u8>(to - 2) == 0x80 && load<u8>(to - 3) == 0xe3;
}

/** True where a byte can begin a sign that takes no room on a screen (U+00AD, U+200B and its like, U+FEFF). */
function mayHide(from: usize, to: usize): bool {
  for (let p = from; p < to; p += 16) {
    const left = <i32>(to - p);
    const wide = i8x16.bitmask(v128.load(p)) & (left < 16 ? (1 << left) - 1 : 0xffff);
    if (wide != 0 && hidesHere(p, left < 16 ? to : p + 16)) return true;
  }
  return false;
}

function hidesHere(from: usize, to: usize): bool {
  for (let p = from; p < to; p++) {
    const byte: u32 = load<u8>(p);
    if (byte == 0xc2 || byte == 0xe2 || byte == 0xef) return true;
  }
  return false;
}

/** The end of a fixed form of digits and signs; the position itself where none begins. */
function date(p: usize, column: usize): usize {
  if (<u32>load<u8>(p) - ZERO > 9) return p;
  const length: i32 = load<u8>(column, 6);
  if (!fits(p, column + TEMPLATE, length < 16 ? length : 16)) return ODD;
  if (length > 16 && !fits(p + 16, column + TEMPLATE + 16, length - 16)) return ODD;
  return p + <usize>length;
}

function fits(p: usize, template: usize, length: i32): bool {
  const bytes = v128.load(p);
  const wanted = v128.load(template);
  const isDigit = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(<i8>ZERO)), i8x16.splat(10));
  const good = v128.bitselect(isDigit, i8x16.eq(bytes, wanted), i8x16.eq(wanted, i8x16.splat(DIGIT)));
  const all = (1 << length) - 1;
  return (i8x16.bitmask(good) & all) == all;
}

/**
 * The end of a number: an optional sign, digits, and a point with no more decimals than declared; the position itself where none
 * begins. Its value goes to its slot, in units of the last decimal.
 */
function number(begin: usize, column: usize): usize {
  const decimals: i32 = load<u8>(column, 2);
  const most: i32 = load<u8>(column, 3);
  const slot: u32 = load<u8>(column, 4);
  let p = begin;
  const sign: u32 = load<u8>(p);
  if (sign == MINUS || sign == PLUS) p++;
  const whole = p;
  let value: i64 = 0;
  let digit: u32 = <u32>load<u8>(p) - ZERO;
  while (digit <= 9) {
    value = value * 10 + <i64>digit;
    digit = <u32>load<u8>(++p) - ZERO;
  }
  const digits = <i32>(p - whole);
  if (p == begin) {
    if (slot != NO_SLOT) store<i64>(values + (<usize>slot << 3), 0);
    return p;
  }
  let shown: i32 = 0;
  if (load<u8>(p) == POINT) {
    const point = ++p;
    digit = <u32>load<u8>(p) - ZERO;
    while (digit <= 9) {
      value = value * 10 + <i64>digit;
      digit = <u32>load<u8>(++p) - ZERO;
    }
    shown = <i32>(p - point);
  }
  if (digits == 0 || shown > decimals || digits + decimals > most) return ODD;
  if (slot != NO_SLOT) {
    for (; shown < decimals; shown++) value *= 10;
    store<i64>(values + (<usize>slot << 3), sign == MINUS ? -value : value);
  }
  return p;
}

function keyOf(from: usize, to: usize): i64 {
  let key: i64 = 0;
  let shift: i64 = 0;
  for (let p = from; p < to; p++) {
    key |= <i64>load<u8>(p) << shift;
    shift += 8;
  }
  return key;
}

function addSums(key: i64): bool {
  let place = 0;
  while (place < keyCount && load<i64>(keys + (<usize>place << 3)) != key) place++;
  if (place == keyCount) {
    if (keyCount == MOST_KEYS) return false;
    store<i64>(keys + (<usize>place << 3), key);
    keyCount++;
  }
  let sum = sums + (<usize>(place * slots) << 3);
  for (let slot = 0; slot < slots; slot++) {
    store<i64>(sum, load<i64>(sum) + load<i64>(values + (<usize>slot << 3)));
    sum += 8;
  }
  return true;
}
