import { createStream, type Stream } from "../../../src/core/rng.js";
import { BASES, type Base } from "./bases.js";

/** Bytes that have meant trouble somewhere. */
const TOKENS: readonly Buffer[] = [
  ...[
    '"',
    '""',
    '","',
    '"\n',
    ",",
    ";",
    "\t",
    "||",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\0",
    "\\",
    "'",
    "#",
    "合计,",
    " ",
    "\u3000",
    "\ufeff",
    "\u200b",
    "-",
    "1e9",
    "NaN",
    "=1+1",
    "#N/A",
  ].map((each) => Buffer.from(each)),
  ...[[0xff], [0xfe, 0xff], [0xc3], [0xed, 0xa0, 0x80], [0x81, 0x30], [0x1f, 0x8b], [0x1a], [0xe5, 0xae]].map((each) =>
    Buffer.from(each),
  ),
  Buffer.from("id,customer,date,amount\n"),
  Buffer.alloc(300, '"'),
  Buffer.alloc(700, "9"),
];

type Mutation = (content: Buffer, random: Stream) => Buffer;

const place = (content: Buffer, random: Stream): number => random.integer(content.length + 1);
const splice = (content: Buffer, at: number, gone: number, put: Uint8Array): Buffer =>
  Buffer.concat([content.subarray(0, at), put, content.subarray(Math.min(content.length, at + gone))]);

function piece(content: Buffer, random: Stream, longest: number): Buffer {
  const at = place(content, random);
  return content.subarray(at, at + 1 + random.integer(longest));
}

function lines(content: Buffer): Buffer[] {
  return content
    .toString("latin1")
    .split(/(?<=\n)/)
    .map((each) => Buffer.from(each, "latin1"));
}

const MUTATIONS: readonly Mutation[] = [
  (content, random) => {
    const at = random.integer(Math.max(1, content.length));
    return splice(content, at, 1, Buffer.from([(content[at] ?? 0) ^ (1 << random.integer(8))]));
  },
  (content, random) => splice(content, place(content, random), 0, TOKENS[random.integer(TOKENS.length)]),
  (content, random) => splice(content, place(content, random), 1, TOKENS[random.integer(TOKENS.length)]),
  (content, random) => splice(content, place(content, random), 1 + random.integer(40), Buffer.alloc(0)),
  (content, random) => content.subarray(0, place(content, random)),
  (content, random) => content.subarray(random.integer(1 + (content.length >> 3))),
  (content, random) => splice(content, place(content, random), 0, piece(content, random, 200)),
  (content, random) => splice(content, place(content, random), 30, piece(content, random, 60)),
  (content, random) =>
    splice(content, place(content, random), 0, Buffer.alloc(1 + random.integer(64), random.integer(256))),
  (content, random) =>
    splice(content, place(content, random), 0, piece(BASES[random.integer(BASES.length)].content, random, 120)),
  (content, random) => {
    const all = lines(content);
    all.splice(
      random.integer(all.length),
      random.integer(3),
      ...all.slice(random.integer(all.length)).slice(0, random.integer(4)),
    );
    return Buffer.concat(all);
  },
  (content, random) => {
    const from = TOKENS[random.integer(12)];
    const to = TOKENS[random.integer(TOKENS.length - 2)];
    return Buffer.from(content.toString("latin1").replaceAll(from.toString("latin1"), to.toString("latin1")), "latin1");
  },
];

export interface Mutant {
  readonly base: Base;
  /** The mutated bytes, before compression. */
  readonly content: Buffer;
  /** What stands on disk. */
  readonly packed: Buffer;
}

/** The mutant of a number: one to five changes of one of the bases. The same seed and number give the same bytes. */
export function mutantOf(seed: number, number: number): Mutant {
  const random = createStream(seed, "faults/fuzz", number);
  const base = BASES[number % BASES.length];
  let content = base.content;
  for (let left = 1 + random.integer(5); left > 0; left--)
    content = MUTATIONS[random.integer(MUTATIONS.length)](content, random);
  const packed = base.pack(content);
  const isHurt = packed !== content && random.integer(4) === 0;
  return { base, content, packed: isHurt ? MUTATIONS[random.integer(6)](packed, random) : packed };
}
