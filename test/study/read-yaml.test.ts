import { describe, expect, it } from "vitest";
import { CustvalError } from "../../src/core/errors.js";
import { readYaml } from "../../src/study/read-yaml.js";

const TEXT = `custval: 1
sources:
  客户:
    columns: { customer_id: 客户号 }
    files: [a.csv, b.csv]
`;

describe("a YAML file", () => {
  it("finds the line and column of a key by its path", () => {
    const { value, placeOf } = readYaml(TEXT, "study.yaml");
    expect(value).toMatchObject({ custval: 1, sources: { 客户: { files: ["a.csv", "b.csv"] } } });
    expect(placeOf(["sources", "客户"])).toEqual({ file: "study.yaml", line: 3, column: 3, key: "sources.客户" });
    expect(placeOf(["sources", "客户", "columns", "customer_id"])).toMatchObject({ line: 4, column: 16 });
    expect(placeOf(["sources", "客户", "files", 1])).toMatchObject({ line: 5, column: 20 });
  });

  it("places a missing key at its parent", () => {
    const { placeOf } = readYaml(TEXT, "study.yaml");
    expect(placeOf(["sources", "客户", "encoding"])).toMatchObject({
      line: 3,
      column: 3,
      key: "sources.客户.encoding",
    });
    expect(placeOf(["title"])).toMatchObject({ line: 1, column: 1 });
  });

  it("reports every syntax error with its place", () => {
    let failure: unknown;
    try {
      readYaml("a: 1\na: 2\nb: [1, 2\nc: 3\n", "study.yaml");
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(CustvalError);
    const problems = (failure as CustvalError).problems;
    expect(problems.length).toBeGreaterThanOrEqual(2);
    expect(problems[0]).toMatchObject({ code: "STU-002", place: { file: "study.yaml", line: 2, column: 1 } });
  });
});
