import { describe, expect, it } from "vitest";
import { valueChapter } from "../../src/report/chapters/value.js";
import type { StudyFacts } from "../../src/report/facts.js";
import { build, sentencesOf, tablesOf } from "./chapters/support.js";
import { fixtureFacts } from "./fixture.js";

type Weights = Extract<StudyFacts["rfm"], { weights: unknown }>["weights"];

function chapterWith(change: Partial<Weights>) {
  const facts = fixtureFacts();
  if ("omitted" in facts.rfm) throw new Error("the fixture has RFM");
  const section = build(valueChapter, {
    ...facts,
    rfm: { ...facts.rfm, weights: { ...facts.rfm.weights, ...change } },
  });
  const words = sentencesOf(section);
  return {
    en: words.map((each) => each.en).join("\n"),
    zh: words.map((each) => each.zh).join("\n"),
    table: (id: string) => tablesOf(section).find((each) => each.id === id),
  };
}

describe("weights in the value chapter", () => {
  it("prints ratio, eigenvalue, both indices and the table of random indices in both languages", () => {
    const { en, zh } = chapterWith({});
    for (const text of [en, zh]) {
      for (const figure of ["0.0332", "3.0385", "0.0193", "0.58", "Saaty 1980"]) expect(text).toContain(figure);
    }
    expect(zh).toContain("一致性指标");
  });

  it("lists the judgements farthest from the weights, worst first", () => {
    const rows = chapterWith({}).table("rfm-judgements")!.rows;
    expect(rows.map((row) => row.map((cell) => cell.value)).map(([, , ...figures]) => figures)).toEqual([
      [0.2, 0.1644, 0.1963],
      [0.3333, 0.4053, 0.1956],
      [0.3333, 0.4055, 0.196],
    ]);
    expect(chapterWith({ worst: [] }).table("rfm-judgements")).toBeUndefined();
  });

  it("shows the ratio of each of several experts, and none for one", () => {
    const { en, zh } = chapterWith({ expert_consistency_ratios: [0.0123, 0.0456] });
    for (const text of [en, zh]) expect(text).toContain("0.0123, 0.0456");
    expect(chapterWith({ expert_consistency_ratios: [0.0332] }).en).not.toContain("one by one");
  });

  it("puts the divergence beside the entropy, and says what was added before it", () => {
    const values = fixtureFacts().rfm as { weights: Weights };
    const entropies = values.weights.values.map((each) => ({ ...each, entropy: 0.75 }));
    const { table, en, zh } = chapterWith({ source: "entropy", values: entropies, entropy_shift: 0.0001 });
    expect(
      table("rfm-weights")!
        .rows[0].slice(2)
        .map((cell) => cell.value),
    ).toEqual([0.75, 0.25]);
    for (const text of [en, zh]) expect(text).toContain("0.0001");
    expect(chapterWith({ entropy_shift: 0 }).en).not.toContain("constant of");
  });
});
