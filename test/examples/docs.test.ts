import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BEGIN, commandsPage, commandTable, END, resultSchemas, studyFilePage } from "../../scripts/docs-content.js";
import { ROOT } from "../support/custval.js";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

describe("the generated docs", () => {
  it("are what the specs and schemas say: run `npm run docs`", async () => {
    expect(read("README.md")).toContain(`${BEGIN}\n${commandTable()}\n${END}`);
    expect(read("docs/commands.md")).toBe(commandsPage());
    expect(read("docs/study-file.md")).toBe(studyFilePage());
    const schemas = await resultSchemas();
    expect(readdirSync(join(ROOT, "docs/schema")).sort()).toEqual([...schemas.keys()].sort());
    for (const [name, text] of schemas) expect(read(`docs/schema/${name}`), name).toBe(text);
  });

  it("give every dependency a line with its version", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<
      string,
      Record<string, string>
    >;
    const page = read("docs/dependencies.md");
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      expect(page, name).toContain(`| ${name} | ${version} |`);
    }
  });
});
