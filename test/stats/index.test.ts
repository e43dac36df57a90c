import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as stats from "../../src/stats/index.js";

const folder = fileURLToPath(new URL("../../src/stats/", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

describe("the kernels", () => {
  it("offer the public names", () => {
    for (const name of ["kMeans", "silhouette", "didFromBranches", "welch", "quantileType7", "giniNormalised"]) {
      expect(stats).toHaveProperty(name);
    }
  });

  it("use no function whose last bits the engine may choose, and no clock or chance of their own", () => {
    const unstable =
      /Math\.(exp|expm1|log|log1p|log10|pow|sin|cos|tan|atan|sinh|cosh|tanh|asin|acos|log2|cbrt|hypot|random)\b|Date\b|[^2] \*\* /;
    expect(files.length).toBeGreaterThan(40);
    for (const file of files) expect(readFileSync(`${folder}${file}`, "utf8"), file).not.toMatch(unstable);
  });
});
