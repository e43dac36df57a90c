import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fnv1a64 } from "../../src/core/fnv.js";
import { normalQuantile, normalUpperQuantile } from "../../src/core/normal-quantile.js";
import { multiplyHigh, philox4x32 } from "../../src/core/philox.js";
import { createStream, RNG_VERSION } from "../../src/core/rng.js";

const hex = (words: Iterable<number>) => [...words].map((word) => word.toString(16).padStart(8, "0")).join(" ");

function block(counter: number[], key: number[]): string {
  const words = new Uint32Array(4);
  philox4x32(words, counter[0], counter[1], counter[2], counter[3], key[0], key[1]);
  return hex(words);
}

describe("Philox4x32-10", () => {
  it("gives the known answers of the Random123 library (Salmon et al. 2011)", () => {
    const ones = 0xffffffff;
    expect(block([0, 0, 0, 0], [0, 0])).toBe("6627e8d5 e169c58d bc57ac4c 9b00dbd8");
    expect(block([ones, ones, ones, ones], [ones, ones])).toBe("408f276d 41c83b0e a20bc7c6 6d5451fd");
    expect(block([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toBe(
      "d16cfe09 94fdcceb 5001e420 24126ea1",
    );
  });

  it("multiplies 32-bit words as big integers do", () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(multiplyHigh(a, b) >>> 0).toBe(Number((BigInt(a) * BigInt(b)) >> 32n));
      }),
    );
  });
});

describe("fnv1a64", () => {
  it("gives the published hashes", () => {
    expect(hex(fnv1a64("").toReversed())).toBe("cbf29ce4 84222325");
    expect(hex(fnv1a64("a").toReversed())).toBe("af63dc4c 8601ec8c");
    expect(hex(fnv1a64("foobar").toReversed())).toBe("85944171 f73967e8");
  });

  it("agrees with big-integer arithmetic on any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        let hash = 0xcbf29ce484222325n;
        for (const byte of Buffer.from(text, "utf8")) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) % 2n ** 64n;
        const [low, high] = fnv1a64(text);
        expect((BigInt(high) << 32n) | BigInt(low)).toBe(hash);
      }),
    );
  });
});

describe("normalQuantile", () => {
  it("gives the values printed with the algorithm (Wichura 1988)", () => {
    expect(normalQuantile(0.25)).toBeCloseTo(-0.6744897501960817, 15);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167814, 14);
    expect(normalQuantile(1e-20)).toBeCloseTo(-9.262340089798408, 14);
    expect(normalUpperQuantile(1e-20)).toBeCloseTo(9.262340089798408, 14);
  });

  it("is odd around one half and infinite at the ends", () => {
    for (const p of [0.0625, 0.25, 0.4375]) expect(normalQuantile(1 - p)).toBe(-normalQuantile(p));
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(0.5)]).toEqual([-Infinity, Infinity, 0]);
    expect([normalUpperQuantile(0), normalUpperQuantile(1)]).toEqual([Infinity, -Infinity]);
    expect(() => normalQuantile(1.5)).toThrow(RangeError);
    expect(() => normalUpperQuantile(-0.1)).toThrow(RangeError);
  });
});

describe("createStream", () => {
  it("depends on seed, purpose and replicate, and on nothing else", () => {
    const first = (...key: Parameters<typeof createStream>) => createStream(...key).bitsAt(0);
    expect(first(1, "a")).toBe(first(1, "a", 0));
    const different = [first(1, "a"), first(2, "a"), first(1, "b"), first(1, "a", 1), first(1 + 2 ** 32, "a")];
    expect(new Set(different).size).toBe(different.length);
  });

  it("keeps its numbers: a change raises RNG_VERSION and is listed under Changes your numbers", () => {
    const stream = createStream(20240131, "kmeans/seeding", 3);
    expect(RNG_VERSION).toBe("philox4x32-10/1");
    expect(hex([0, 1, 2, 3, 4].map((i) => stream.bitsAt(i)))).toMatchInlineSnapshot(
      `"8c0c4f04 3661be4b a3b7d7b9 a8a7dce5 cebc114f"`,
    );
    const drawn = [stream.uniform(), stream.normal(), stream.exponential(), stream.integer(100), stream.poisson(40)];
    expect([...drawn, stream.poisson(2), stream.gamma(0.5)]).toMatchInlineSnapshot(`
      [
        0.5470628158184062,
        0.3571866572070655,
        1.6479562836758475,
        64,
        47,
        1,
        0.03258699063506475,
      ]
    `);
    expect(stream.shuffle([1, 2, 3, 4, 5, 6])).toMatchInlineSnapshot(`
      [
        5,
        1,
        3,
        4,
        6,
        2,
      ]
    `);
  });

  it("gives the same number by position and by turn, in any order", () => {
    const byTurn = createStream(7, "x");
    const byPosition = createStream(7, "x");
    const drawn = Array.from({ length: 50 }, () => byTurn.uniform());
    for (let i = 49; i >= 0; i--) expect(byPosition.uniformAt(i)).toBe(drawn[i]);
    expect(byPosition.position).toBe(0);
    expect(byTurn.position).toBe(50);
    const bits = (i: number) => BigInt(byPosition.bitsAt(i));
    expect(drawn[3]).toBe(Number(((bits(6) >> 5n) << 26n) | (bits(7) >> 6n)) / 2 ** 53);
  });

  it("reaches positions beyond 32 bits without repeating", () => {
    const stream = createStream(1, "far");
    const places = [0, 2 ** 31, 2 ** 32, 2 ** 33, 2 ** 34, 2 ** 35, 2 ** 50];
    expect(new Set(places.map((at) => stream.uniformAt(at))).size).toBe(places.length);
  });

  it("refuses seeds, replicates and positions that are not whole numbers in range", () => {
    for (const seed of [-1, 1.5, NaN, 2 ** 53]) expect(() => createStream(seed, "a")).toThrow(RangeError);
    for (const replicate of [-1, 0.5, 2 ** 32]) expect(() => createStream(1, "a", replicate)).toThrow(RangeError);
    for (const at of [-1, 0.5, NaN]) {
      expect(() => createStream(1, "a").uniformAt(at)).toThrow(RangeError);
      expect(() => createStream(1, "a").bitsAt(at)).toThrow(RangeError);
    }
  });
});

/** Mean and variance of n draws lie within five standard errors: fails once in a million, and the seed is fixed. */
function expectMoments(draw: () => number, mean: number, variance: number, fourth: number): void {
  const n = 40_000;
  const values = Array.from({ length: n }, draw);
  const sampleMean = values.reduce((sum, x) => sum + x, 0) / n;
  const sampleVariance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
  expect(Math.abs(sampleMean - mean)).toBeLessThan(5 * Math.sqrt(variance / n));
  expect(Math.abs(sampleVariance - variance)).toBeLessThan(5 * Math.sqrt((fourth - variance ** 2) / n));
}

describe("Stream draws", () => {
  const stream = createStream(99, "moments");
  it("have the moments of their distributions", () => {
    expectMoments(() => stream.uniform(), 1 / 2, 1 / 12, 1 / 80);
    expectMoments(() => stream.normal(), 0, 1, 3);
    expectMoments(() => stream.exponential(), 1, 1, 9);
    for (const mean of [0.3, 4, 9.99, 10, 37, 4000]) {
      expectMoments(() => stream.poisson(mean), mean, mean, mean + 3 * mean ** 2);
    }
    for (const shape of [0.4, 1, 7]) {
      expectMoments(() => stream.gamma(shape), shape, shape, 3 * shape ** 2 + 6 * shape);
    }
  });

  it("hit every integer equally often", () => {
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[stream.integer(7)] += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(30);
    expect(stream.integer(1)).toBe(0);
    expect(stream.integer(2 ** 32)).toBeLessThan(2 ** 32);
    const large = Array.from({ length: 20_000 }, () => stream.integer(3 * 2 ** 30));
    expect(large.filter((x) => x < 2 ** 30).length / 20_000).toBeCloseTo(1 / 3, 1);
    expect(Math.max(...large)).toBeGreaterThan(2.9 * 2 ** 30);
  });

  it("choose by weight and never an index of weight 0", () => {
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 40_000; i++) counts[stream.choice([0, 1, 3, 0])] += 1;
    expect(counts[0] + counts[3]).toBe(0);
    expect(Math.abs(counts[2] - 30_000)).toBeLessThan(5 * Math.sqrt((40_000 * 3) / 16));
    for (const bad of [[], [0, 0], [1, -1], [NaN], [Infinity]]) expect(() => stream.choice(bad)).toThrow(RangeError);
  });

  it("shuffle a copy into every order equally often", () => {
    const seen = new Map<string, number>();
    const items = Object.freeze(["a", "b", "c"]);
    for (let i = 0; i < 6000; i++) {
      const order = stream.shuffle(items).join("");
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(1000));
  });

  it("refuse bad parameters", () => {
    for (const n of [0, -1, 1.5, NaN, 2 ** 32 + 1]) expect(() => stream.integer(n)).toThrow(RangeError);
    for (const mean of [-1, NaN, Infinity]) expect(() => stream.poisson(mean)).toThrow(RangeError);
    for (const shape of [0, -1, NaN, Infinity]) expect(() => stream.gamma(shape)).toThrow(RangeError);
    expect(stream.poisson(0)).toBe(0);
    expect(stream.lognormal(0, 0)).toBe(1);
  });
});
