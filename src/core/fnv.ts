const PRIME_LOW = 0x1b3;

/** The 64-bit FNV-1a hash of a text's UTF-8 bytes, as [low, high] unsigned 32-bit words. Source: Fowler, Noll and Vo. */
export function fnv1a64(text: string): readonly [number, number] {
  let low = 0x84222325;
  let high = 0xcbf29ce4;
  for (const byte of new TextEncoder().encode(text)) {
    low = (low ^ byte) >>> 0;
    const product = low * PRIME_LOW;
    high = (Math.imul(high, PRIME_LOW) + (low << 8) + Math.floor(product / 0x100000000)) >>> 0;
    low = product >>> 0;
  }
  return [low, high];
}
