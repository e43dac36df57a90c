import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const SRC = fileURLToPath(new URL("../src", import.meta.url));

/** Who may import whom; a room may always import from itself. Upper imports lower, never the other way round. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  "index.ts": ["value", "segment", "effect", "report", "ingest", "engine", "tables", "stats", "core"],
  "main.ts": ["commands", "cli", "core"],
  commands: ["cli", "study", "ingest", "value", "segment", "effect", "report", "simulate", "tables", "engine", "core"],
  cli: ["core"],
  study: ["ingest", "value", "segment", "effect", "report", "engine", "tables", "core"],
  ingest: ["engine", "tables", "core"],
  value: ["stats", "tables", "engine", "core"],
  segment: ["stats", "tables", "engine", "core"],
  effect: ["stats", "tables", "engine", "core"],
  report: ["privacy", "tables", "stats", "core"],
  simulate: ["stats", "tables", "core"],
  engine: ["tables", "core"],
  stats: ["core"],
  privacy: ["core"],
  tables: ["core"],
  core: [],
};

/** Of the engine, stages see the interface, the `sql` tag and the stage contract only. */
const ENGINE_FACE = ["engine/engine.ts", "engine/sql.ts", "engine/stage.ts", "engine/dialect.ts"];
const FACE_ONLY = ["value", "segment", "effect"];

/** The command line starts with these; nothing heavy may hang on them. */
const HEAVY_PACKAGES = ["@duckdb/node-api", "vega", "vega-lite", "zod", "yaml", "simple-statistics", "csv-parse"];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly lazy: boolean;
  readonly typeOnly: boolean;
}

const STATEMENT =
  /^\s*(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"|import\("([^"]+)"\)|^\s*import\s+"([^"]+)"/gm;

function sources(): readonly string[] {
  return readdirSync(SRC, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && each.name.endsWith(".ts"))
    .map((each) => relative(SRC, join(each.parentPath, each.name)));
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(SRC, file), "utf8");
  return [...text.matchAll(STATEMENT)].map((match) => {
    const target = match[2] ?? match[3] ?? match[4];
    const to = target.startsWith(".")
      ? relative(SRC, resolve(SRC, dirname(file), target)).replace(/\.js$/, ".ts")
      : target;
    return { from: file, to, lazy: match[3] !== undefined, typeOnly: match[1] !== undefined };
  });
}

const files = sources();
const graph = new Map(files.map((file) => [file, importsOf(file)]));
const internal = (file: string) => (graph.get(file) ?? []).filter((each) => graph.has(each.to));
const roomOf = (file: string) => (file.includes("/") ? file.split("/")[0] : file);

function circleFrom(start: string): readonly string[] | null {
  const path: string[] = [];
  const visit = (file: string, seen: Set<string>): boolean => {
    for (const { to } of internal(file)) {
      if (to === start) return true;
      if (seen.has(to)) continue;
      seen.add(to);
      path.push(to);
      if (visit(to, seen)) return true;
      path.pop();
    }
    return false;
  };
  return visit(start, new Set()) ? [start, ...path] : null;
}

function loadedWith(start: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (file: string) => {
    for (const { to, lazy, typeOnly } of graph.get(file) ?? []) {
      if (lazy || typeOnly || seen.has(to)) continue;
      seen.add(to);
      visit(to);
    }
  };
  visit(start);
  return seen;
}

describe("the architecture", () => {
  it("finds the import graph that it judges", () => {
    expect(files.length).toBeGreaterThan(50);
    expect(internal("main.ts").map((each) => each.to)).toContain("commands/index.ts");
    expect(internal("commands/verify.ts").some((each) => each.lazy && each.to === "study/verify.ts")).toBe(true);
  });

  it("has only the rooms that the rules name", () => {
    expect([...new Set(files.map(roomOf))].filter((each) => !(each in RULES))).toEqual([]);
  });

  it("imports downwards only", () => {
    const wrong = files.flatMap((file) =>
      internal(file).filter(({ to }) => roomOf(to) !== roomOf(file) && !RULES[roomOf(file)].includes(roomOf(to))),
    );
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it("lets stages see the engine's face only", () => {
    const wrong = files
      .filter((file) => FACE_ONLY.includes(roomOf(file)))
      .flatMap((file) => internal(file).filter(({ to }) => roomOf(to) === "engine" && !ENGINE_FACE.includes(to)));
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it("imports the database driver in the engine's room only", () => {
    const users = files.filter((file) => graph.get(file)!.some(({ to }) => to.startsWith("@duckdb/")));
    expect(users.filter((file) => !file.startsWith("engine/duckdb/"))).toEqual([]);
    expect(users).not.toEqual([]);
  });

  it("has no circle", () => {
    expect(files.map(circleFrom).filter((each) => each !== null)).toEqual([]);
  });

  it("keeps files, clocks, environments and consoles out of stats and core", () => {
    const forbidden =
      /node:(fs|os|process|child_process|worker_threads|net|http)|\bprocess\.|\bconsole\.|Date\.now|new Date\(\)|Math\.random/;
    const wrong = files.filter(
      (file) => ["stats", "core"].includes(roomOf(file)) && forbidden.test(readFileSync(join(SRC, file), "utf8")),
    );
    expect(wrong).toEqual([]);
  });

  it("loads neither the engine nor a kernel for help", () => {
    const loaded = loadedWith("main.ts");
    const heavy = [...loaded].filter(
      (each) =>
        HEAVY_PACKAGES.includes(each) || /^(engine|stats|value|segment|effect|report|ingest|study)\//.test(each),
    );
    expect(heavy).toEqual([]);
    expect(loaded.has("commander")).toBe(true);
  });
});
