import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/commands/index.js";
import { custval, ROOT } from "../support/custval.js";
import { scratch } from "../support/scratch.js";

describe("help", () => {
  it("lists every command, also without any word", async () => {
    for (const args of [["--help"], []]) {
      const { stdout, stderr, exit } = await custval(args);
      expect([exit, stderr]).toEqual([0, ""]);
      for (const each of COMMANDS) expect(stdout).toContain(each.name);
    }
  });

  it.each(COMMANDS.map((each) => each.name))(
    "of %s names its options, what it reads and writes, and examples",
    async (name) => {
      const spec = COMMANDS.find((each) => each.name === name)!;
      const { stdout, exit } = await custval([name, "--help"]);
      expect(exit).toBe(0);
      for (const option of spec.options) expect(stdout).toContain(`--${option.name}`);
      for (const example of spec.examples) expect(stdout).toContain(example.line);
    },
  );

  it("loads neither the engine nor a kernel nor a schema", () => {
    const coverage = scratch();
    for (const word of ["--help", "--version"]) {
      const env = { ...process.env, NODE_V8_COVERAGE: coverage };
      expect(spawnSync(process.execPath, ["bin/custval.js", word], { cwd: ROOT, env }).status).toBe(0);
    }
    const loaded = readdirSync(coverage).flatMap((file) => {
      const { result } = JSON.parse(readFileSync(join(coverage, file), "utf8")) as { result: { url: string }[] };
      return result.map((each) => each.url);
    });
    expect(loaded.some((each) => each.endsWith("/dist/commands/rfm.js"))).toBe(true);
    const heavy = /duckdb|\/zod\/|\/vega|\/yaml\/|\/dist\/(stats|engine|value|segment|effect|report|ingest|study)\//;
    expect(loaded.filter((each) => heavy.test(each))).toEqual([]);
  });

  it("completes commands and options for three shells", async () => {
    for (const shell of ["bash", "zsh", "fish"]) {
      const { stdout, exit } = await custval(["completion", shell]);
      expect(exit).toBe(0);
      for (const each of COMMANDS) expect(stdout).toContain(each.name);
      expect(stdout).toContain("occasions");
    }
    const bash = (await custval(["completion", "bash"])).stdout;
    const tried = spawnSync(
      "bash",
      ["-c", `${bash}\nCOMP_WORDS=(custval rf); COMP_CWORD=1; _custval; echo "\${COMPREPLY[@]}"`],
      { encoding: "utf8" },
    );
    expect(tried.stdout.trim()).toBe("rfm");
  });
});
