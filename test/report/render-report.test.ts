import { describe, expect, it } from "vitest";
import { CustvalError } from "../../src/core/errors.js";
import { renderReport, type Format } from "../../src/report/render-report.js";
import { fixtureFacts } from "./fixture.js";

const ALL = { languages: ["en", "zh"], formats: ["md", "csv", "html"] } as const;

describe("renderReport", () => {
  it("gives the same bytes for the same facts, in the order of the paths", async () => {
    const first = await renderReport(fixtureFacts(), ALL);
    const second = await renderReport(fixtureFacts(), ALL);
    expect(second).toEqual(first);
    const paths = first.files.map((file) => file.path);
    expect(paths).toEqual([...new Set(paths)].sort());
  });

  it("writes the files of the formats and languages that were asked for", async () => {
    const { files } = await renderReport(fixtureFacts(), { languages: ["zh"], formats: ["md"] });
    const paths = files.map((file) => file.path);
    expect(paths).toContain("report.zh.md");
    expect(paths.every((path) => path.endsWith(".zh.md") || path.endsWith(".zh.svg"))).toBe(true);
  });

  it("has a file for every figure that the Markdown links", async () => {
    const { files } = await renderReport(fixtureFacts(), ALL);
    const text = new Map(files.map((file) => [file.path, file.content]));
    for (const language of ALL.languages) {
      const links = [...text.get(`report.${language}.md`)!.matchAll(/\]\((figures\/[^)]+)\)/g)].map(([, path]) => path);
      expect(links.length).toBeGreaterThan(0);
      for (const path of links) expect(text.has(path), path).toBe(true);
    }
  });

  it("prints the same cells in both languages wherever they hold numbers only", async () => {
    const { files } = await renderReport(fixtureFacts(), ALL);
    const cells = (language: string): string[] =>
      files
        .find((file) => file.path === `report.${language}.md`)!
        .content.split("\n")
        .filter((line) => line.startsWith("|"))
        .flatMap((line) => line.split("|").map((cell) => cell.trim()))
        .filter((cell) => /^[−\d,.]+$/.test(cell));
    expect(cells("en").length).toBeGreaterThan(100);
    expect(cells("zh")).toEqual(cells("en"));
  });

  it("refuses unknown languages and formats together", async () => {
    const wrong = { languages: ["fr"], formats: ["doc"] } as unknown as { languages: "en"[]; formats: Format[] };
    const error = await renderReport(fixtureFacts(), wrong).catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(CustvalError);
    expect((error as CustvalError).problems.map((each) => each.code)).toEqual(["REP-003", "REP-003"]);
  });
});
