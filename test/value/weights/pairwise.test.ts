import { describe, expect, it } from "vitest";
import { CustvalError } from "../../../src/core/errors.js";
import {
  judgementOf,
  judgementsOf,
  optionsOf,
  readTextTable,
  resolveWeighting,
} from "../../../src/value/weights/index.js";

const table = (text: string, delimiter?: string) => readTextTable(text, "bad.csv", delimiter);

function problemsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (!(error instanceof CustvalError)) throw error;
    return error.problems.map(({ code, place, message }) => {
      const at = [place?.file, place?.line, place?.column].filter((each) => each !== undefined).join(":");
      return `${code} ${at} ${message}`;
    });
  }
  return [];
}

describe("a small delimited file", () => {
  it("keeps quoted delimiters and line ends, doubled quotes and the line of each row", () => {
    const { rows } = table('\uFEFFa;"b;1"\r\n\r\n"c\n2"; d \n"say ""x""";e');
    expect(rows).toEqual([
      { line: 1, cells: ["a", "b;1"] },
      { line: 3, cells: ["c\n2", "d"] },
      { line: 5, cells: ['say "x"', "e"] },
    ]);
  });
});

describe("a pairwise matrix", () => {
  it("reads numbers and fractions, and nothing else", () => {
    expect(["3", "0.5", "1/3", " 1 / 4 ", ".5"].map(judgementOf)).toEqual([3, 0.5, 1 / 3, 0.25, 0.5]);
    expect(["", "0", "-3", "1/0", "a", "1/2/3", "1e3", "３"].map(judgementOf)).toEqual(Array(8).fill(null));
  });

  it("completes nothing itself: an empty half stays null for the kernel", () => {
    const [found] = judgementsOf(table(",a,b\na,1,3\nb,,1\n"), null);
    expect(found).toEqual({
      expert: "bad.csv",
      criteria: ["a", "b"],
      matrix: [
        [1, 3],
        [null, 1],
      ],
    });
  });

  it.each([
    ["1,2\n3,1\n", ["VAL-014 bad.csv:2:1 the two halves are not reciprocal"]],
    ["1,0.333\n3,1\n", ["VAL-014 bad.csv:2:1 the two halves are not reciprocal"]],
    [
      ",a,b\na,1,drei\nb,x,1\n",
      [
        "VAL-014 bad.csv:2:3 a judgement is a positive number or a fraction",
        "VAL-014 bad.csv:3:2 a judgement is a positive number or a fraction",
      ],
    ],
    ["2,3\n,1\n", ["VAL-014 bad.csv:1:1 the diagonal is 1"]],
    [",a,b\na,1,\nb,,1\n", ["VAL-014 bad.csv:2:3 both halves lack this judgement"]],
    [",a,b,c\na,1,2,3\nb,,1,2\n", ["VAL-014 bad.csv the matrix is not square"]],
    [",a,a\na,1,2\na,,1\n", ["VAL-014 bad.csv:1:2 a criterion in the head has no name or stands there twice"]],
    [",a,b\na,1,2\nc,,1\n", ["VAL-014 bad.csv:3:1 the name of the row is not in the head, or stands there twice"]],
    [",a,b\na,1,2,7\nb,,1\n", ["VAL-014 bad.csv:2:4 the row is too long"]],
    ["", ["VAL-014 bad.csv the file holds no row"]],
  ])("is refused with every place: %j", (text, expected) => {
    expect(problemsOf(() => judgementsOf(table(text), null))).toEqual(expected);
  });

  it("is refused when a column of the expert is missing or the size is another", () => {
    expect(problemsOf(() => judgementsOf(table(",a\na,1\n"), null, "who"))).toHaveLength(1);
    expect(problemsOf(() => judgementsOf(table("1,2\n,1\n"), ["a", "b", "c"]))).toHaveLength(1);
    const eleven = Array.from({ length: 11 }, () => Array(11).fill("1").join(",")).join("\n");
    expect(problemsOf(() => judgementsOf(table(eleven), null))[0]).toMatch(/compares 11 criteria/);
  });
});

describe("options and weights that do not fit", () => {
  const input = {
    criteria: ["a", "b"],
    lower: [],
    judgements: null,
    geometric: false,
    entropy: null,
    on: "values",
    shift: 0,
    rule: "multiplicative",
    theta: 0.5,
    given: null,
    options: null,
  } as const;

  it("names all gaps, doubled names and missing criteria of a table of options", () => {
    expect(problemsOf(() => optionsOf(table("p,a,b\nx,1,\nx,2,drei\n"), null))).toEqual([
      "VAL-020 bad.csv:2:3 the value is missing or no number",
      "VAL-020 bad.csv:3:1 the option has no name, or one that stands above already",
      "VAL-020 bad.csv:3:3 the value is missing or no number",
    ]);
    expect(problemsOf(() => optionsOf(table("p,a\nx,1\ny,2\n"), ["a", "c"]))).toHaveLength(1);
    expect(problemsOf(() => optionsOf(table("p,a\nx,1\n"), null))).toHaveLength(1);
    expect(optionsOf(table("a,p\n1e3,x\n-2.5,y\n"), null, "p").values).toEqual([[1000, -2.5]]);
  });

  it("refuses other criteria, too few weights, weights twice, and one row for the entropy", () => {
    const matrix = [
      [1, 2],
      [null, 1],
    ];
    const judgements = [{ expert: "e.csv", criteria: ["b", "a"], matrix }];
    expect(problemsOf(() => resolveWeighting({ ...input, judgements }))[0]).toMatch(/VAL-014 e\.csv/);
    expect(problemsOf(() => resolveWeighting({ ...input, given: [1] }))[0]).toMatch(/VAL-001/);
    expect(problemsOf(() => resolveWeighting({ ...input, given: [-1, 2] }))[0]).toMatch(/VAL-014/);
    expect(problemsOf(() => resolveWeighting({ ...input, given: [1, 2], entropy: [[1], [2]] }))[0]).toMatch(/VAL-001/);
    expect(problemsOf(() => resolveWeighting({ ...input, lower: ["c"] }))[0]).toMatch(/VAL-001.*c/);
    expect(problemsOf(() => resolveWeighting({ ...input, entropy: [[1], [2]] }))[0]).toMatch(/VAL-004/);
  });

  it("rescales given weights, gives a constant criterion none, and says both", () => {
    const given = resolveWeighting({ ...input, given: [1, 3] });
    expect(given.result.criteria.map((each) => each.weight)).toEqual([0.25, 0.75]);
    expect(given.warnings.map((each) => each.code)).toEqual(["VAL-107"]);
    const constant = resolveWeighting({
      ...input,
      entropy: [
        [1, 2],
        [5, 5],
      ],
    });
    expect(constant.result.criteria.map((each) => [each.weight, each.entropy])).toEqual([
      [1, 0],
      [0, null],
    ]);
    expect(constant.warnings.map((each) => each.code)).toEqual(["VAL-105"]);
    expect(resolveWeighting(input).result.criteria.map((each) => each.weight)).toEqual([0.5, 0.5]);
  });
});
