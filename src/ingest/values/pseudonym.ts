import { createHash, createHmac } from "node:crypto";
import { sql, type Sql } from "../../engine/sql.js";

/** Bytes of a block of SHA-256, to which HMAC fills its key. */
const BLOCK = 64;
const INNER = 0x36;
const OUTER = 0x5c;

/** A key has at least so many bytes. */
export const FEWEST_KEY_BYTES = 32;

/**
 * Pseudonyms of one label (a study): HMAC-SHA-256 of `label:id` under a secret key, as 64 hexadecimal digits (RFC 2104, FIPS 198-1).
 * The same id gives the same pseudonym in every file, order and run; other labels or keys give unrelated ones. The key is held
 * privately: neither JSON nor the console shows it, and it enters SQL as a parameter only.
 */
export class Pseudonyms {
  readonly label: string;
  readonly #key: Uint8Array;
  readonly #inner: string;
  readonly #outer: string;

  /** @throws RangeError for a key of fewer than 32 bytes, or a label that could run into the ids. */
  constructor(key: Uint8Array, label: string) {
    if (key.length < FEWEST_KEY_BYTES) throw new RangeError("a key has at least 32 bytes");
    if (!/^[^:\0]+$/.test(label)) throw new RangeError("a label has at least one sign and no colon");
    this.label = label;
    this.#key = Uint8Array.from(key);
    const filled = filledKey(key);
    this.#inner = Buffer.concat([masked(filled, INNER), Buffer.from(`${label}:`)]).toString("hex");
    this.#outer = masked(filled, OUTER).toString("hex");
  }

  /** The pseudonym of an id as SQL; missing stays missing. */
  of(id: Sql): Sql {
    return sql`sha256(unhex(${this.#outer}) || unhex(sha256(unhex(${this.#inner}) || encode(${id}))))`;
  }

  /** Tells keys and labels apart without giving the key away: a pseudonym of no id. */
  get digest(): string {
    return createHmac("sha256", this.#key).update(`${this.label}\0digest`).digest("hex");
  }
}

function filledKey(key: Uint8Array): Buffer {
  const short = key.length > BLOCK ? createHash("sha256").update(key).digest() : key;
  return Buffer.concat([short, Buffer.alloc(BLOCK - short.length)]);
}

function masked(key: Buffer, mask: number): Buffer {
  return Buffer.from(key.map((each) => each ^ mask));
}
