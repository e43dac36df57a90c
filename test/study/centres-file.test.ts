import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CustvalError } from "../../src/core/errors.js";
import { segmentSettings } from "../../src/segment/index.js";
import { withCentresFile } from "../../src/study/centres-file.js";

const folder = mkdtempSync(join(tmpdir(), "custval-centres-"));
const settings = segmentSettings.parse({
  features: ["x", "y"],
  k: 2,
  centres: { file: "centres.json", space: "original" },
});

function read(text: string) {
  writeFileSync(join(folder, "centres.json"), text);
  return withCentresFile(settings, (file) => join(folder, file));
}

describe("a file of centres", () => {
  it("takes the place of rows, as JSON or YAML", () => {
    expect(read("[[1, 2.5], [3, 4]]").centres).toEqual({
      space: "original",
      rows: [
        [1, 2.5],
        [3, 4],
      ],
    });
    expect(read("- [1, 2]\n- [3, -4]\n").centres?.rows).toEqual([
      [1, 2],
      [3, -4],
    ]);
  });

  it("is refused where it holds something else (SEG-009), and does not show it", () => {
    for (const text of ["[]", "{}", "[[1], []]", '[["secret"]]', "- [.nan]"]) {
      try {
        read(text);
        expect.unreachable();
      } catch (error) {
        const [problem] = (error as CustvalError).problems;
        expect(problem.code).toBe("SEG-009");
        expect(problem.message).not.toContain("secret");
      }
    }
  });
});
