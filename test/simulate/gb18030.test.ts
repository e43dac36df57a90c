import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeGb18030, fourBytes } from "../../src/simulate/gb18030.js";

const decoder = new TextDecoder("gb18030", { fatal: true });
const hex = (text: string) => encodeGb18030(text).toString("hex");

function bytesOf(text: string): Buffer | null {
  try {
    return encodeGb18030(text);
  } catch {
    return null;
  }
}

describe("encodeGb18030", () => {
  it("gives the codes of the standard GB 18030-2005", () => {
    expect(hex("A")).toBe("41");
    expect(hex("中国")).toBe("d6d0b9fa");
    expect(hex("\u0080")).toBe("81308130");
    expect(hex("\u3400")).toBe("8139ee39");
    expect(hex("\uffff")).toBe("8431a439");
    expect(hex("\u{10000}")).toBe("90308130");
    expect(hex("\u{10ffff}")).toBe("e3329a35");
  });

  it("is undone by the decoder for every character of the basic plane that has a code", () => {
    const wrong: string[] = [];
    const without: number[] = [];
    for (let point = 0; point < 0x10000; point++) {
      if ((point >= 0xd800 && point <= 0xdfff) || point === 0xfeff) continue;
      const character = String.fromCharCode(point);
      const bytes = bytesOf(character);
      if (bytes === null) without.push(point);
      else if (decoder.decode(bytes) !== character) wrong.push(point.toString(16));
    }
    expect(wrong).toEqual([]);
    expect(without.length).toBeLessThan(25);
    expect(without.every((point) => point >= 0xe000 && point <= 0xf8ff)).toBe(true);
  });

  it("is undone by the decoder for texts of all planes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        fc.pre(!text.startsWith("\ufeff") && bytesOf(text) !== null);
        expect(decoder.decode(encodeGb18030(text))).toBe(text);
      }),
    );
  });

  it("refuses a lone surrogate", () => {
    expect(() => encodeGb18030("\ud800")).toThrow(RangeError);
  });

  it("counts four-byte codes in their order", () => {
    expect(fourBytes(0)).toEqual([0x81, 0x30, 0x81, 0x30]);
    expect(fourBytes(12_600)).toEqual([0x82, 0x30, 0x81, 0x30]);
  });
});
