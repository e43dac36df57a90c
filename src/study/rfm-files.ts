import { basename, extname } from "node:path";
import { fail } from "../core/errors.js";
import type { Engine } from "../engine/engine.js";
import type { RfmResult } from "../tables/results/index.js";
import {
  applyCuts,
  cutsOfText,
  cutsText,
  readTextTable,
  rfmSettings,
  saveCuts,
  type RfmOutcome,
  type RfmSettings,
} from "../value/index.js";
import { readEncodedFile, writePrivateFile } from "./private-file.js";
import { readYaml } from "./read-yaml.js";

/** Writes the cuts of a run for its owner alone. Throws VAL-001 with ties `split`, which has none. */
export function writeCuts(path: string, outcome: RfmOutcome, dataHash: string | null): void {
  writePrivateFile(path, cutsText(saveCuts(outcome, dataHash)));
}

/** The settings that score by the cuts of a file, unchanged. Throws VAL-005 where it holds none. */
export function withCutsFile(settings: RfmSettings, path: string, option: string): RfmSettings {
  return applyCuts(settings, cutsOfText(readEncodedFile(path, option), basename(path)));
}

/**
 * The segment table of a file: CSV with a column `segment` and a column for each letter that its rules use (r, f, m, l, p, b;
 * an empty cell is any score), or YAML with `rules` and `others`, or a list of rules. Throws VAL-007 where it is neither.
 */
export function readSegments(path: string, option: string, encoding?: string): RfmSettings["segments"] {
  const text = readEncodedFile(path, option, encoding);
  const file = basename(path);
  const isYaml = [".yaml", ".yml", ".json"].includes(extname(path).toLowerCase());
  const value = isYaml ? readYaml(text, file).value : { rules: rulesOfCsv(text, file) };
  const segments: unknown = Array.isArray(value) ? { rules: value } : value;
  const parsed = typeof segments === "object" ? rfmSettings.shape.segments.safeParse(segments) : null;
  if (parsed?.success) return parsed.data;
  return fail("VAL-007", {
    message: "the file holds no table of segments",
    place: { file },
    expected: "segment,r,f,m with scores or ranges such as 4-5",
    hint: "one rule a row, the first that matches wins",
  });
}

/** Loads the findings of the linter as the table rfm_lint: kind, rules and cells joined by blanks and semicolons, customers. */
export async function lintTable(engine: Engine, { lint }: RfmResult): Promise<void> {
  await engine.load("rfm_lint", [
    { name: "position", type: "integer", values: lint.map((_, at) => at + 1) },
    { name: "kind", type: "text", values: lint.map((each) => each.kind) },
    { name: "rules", type: "text", values: lint.map((each) => each.rules.join("; ")) },
    { name: "cells", type: "text", values: lint.map((each) => each.cells.join(" ")) },
    { name: "customers", type: "integer", values: lint.map((each) => each.customers) },
  ]);
}

function rulesOfCsv(text: string, file: string): Record<string, string>[] {
  const [head, ...rows] = readTextTable(text, file).rows;
  return rows.map(({ cells }) =>
    Object.fromEntries(
      head.cells.map((name, at) => [name, cells[at] ?? ""] as const).filter(([, cell]) => cell !== ""),
    ),
  );
}
