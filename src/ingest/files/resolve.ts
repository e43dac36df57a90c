import { accessSync, constants, readdirSync, realpathSync, statSync, type Stats } from "node:fs";
import { join, sep } from "node:path";
import type { Problem } from "../../core/errors.js";
import { didYouMean } from "../../core/nearest.js";

/** One input file: its declared name (never absolute) and where it is. */
export interface SourceFile {
  readonly name: string;
  readonly path: string;
}

export interface ResolvedFiles {
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
}

const SPECIAL = /[.+^${}()|[\]\\]/g;

function patternOf(segment: string): RegExp {
  const body = segment.replace(SPECIAL, "\\$&").replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${body}$`, "u");
}

const isPattern = (segment: string): boolean => /[*?]/.test(segment);

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((each) => !each.startsWith("."))
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  } catch {
    return [];
  }
}

function expand(folder: string, segments: readonly string[]): string[] {
  if (segments.length === 0) return [""];
  const [first, ...rest] = segments;
  const names = isPattern(first) ? entries(folder).filter((each) => patternOf(first).test(each)) : [first];
  return names.flatMap((name) =>
    expand(join(folder, name), rest).map((tail) => (tail === "" ? name : `${name}/${tail}`)),
  );
}

function escapes(declared: string): boolean {
  const segments = declared.split(/[\\/]/);
  return declared.includes("\0") || /^([\\/]|[A-Za-z]:)/.test(declared) || segments.includes("..");
}

/** Files that the declared names and patterns give, in order, each once; problems of all of them together. */
export function resolveFiles(dataFolder: string, declared: readonly string[], key: string): ResolvedFiles {
  const files = new Map<string, SourceFile>();
  const problems: Problem[] = [];
  for (const each of declared) {
    if (escapes(each)) {
      problems.push(outside(each, key));
      continue;
    }
    const names = expand(
      dataFolder,
      each.split("/").filter((segment) => segment !== "" && segment !== "."),
    );
    if (names.length === 0) problems.push(notFound(each, key, []));
    for (const name of names) {
      const problem = problemOf(dataFolder, name, key, isPattern(each));
      if (problem === "skip") continue;
      if (problem) problems.push(problem);
      else files.set(name, { name, path: join(dataFolder, name) });
    }
  }
  return { files: [...files.values()], problems };
}

function problemOf(dataFolder: string, name: string, key: string, fromPattern: boolean): Problem | "skip" | null {
  const path = join(dataFolder, name);
  const stats = statsOf(path);
  if (stats === "denied") return denied(name, key);
  if (stats === null) return notFound(name, key, entries(join(path, "..")));
  if (leadsOut(dataFolder, path)) return outside(name, key);
  if (stats.isDirectory()) return fromPattern ? "skip" : folderProblem(name, key);
  if (!readable(path)) return denied(name, key);
  return stats.size === 0 ? emptyProblem(name, key) : null;
}

function statsOf(path: string): Stats | "denied" | null {
  try {
    return statSync(path);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EACCES" ? "denied" : null;
  }
}

function readable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function leadsOut(dataFolder: string, path: string): boolean {
  try {
    const root = realpathSync(dataFolder);
    const real = realpathSync(path);
    return !real.startsWith(root.endsWith(sep) ? root : root + sep);
  } catch {
    return false;
  }
}

function notFound(name: string, key: string, beside: readonly string[]): Problem {
  const last = name.split("/").at(-1) ?? name;
  const hint =
    beside.length > 0 && beside.length <= 50 ? didYouMean(last, beside) : "give the folder of the exports with --data";
  return { code: "DATA-001", message: `no file "${name}" in the data folder`, place: { file: name, key }, hint };
}

function outside(name: string, key: string): Problem {
  return {
    code: "DATA-007",
    message: `"${name}" is not below the data folder`,
    place: { key },
    hint: "name files relative to the data folder, without `..`; set the folder with --data",
  };
}

function folderProblem(name: string, key: string): Problem {
  return {
    code: "DATA-002",
    message: `"${name}" is a folder`,
    place: { key },
    hint: `name the files in it, such as "${name}/*.csv"`,
  };
}

function denied(name: string, key: string): Problem {
  return {
    code: "DATA-003",
    message: `"${name}" may not be read`,
    place: { file: name, key },
    hint: "ask for read permission on the file",
  };
}

/** The problem of a file that holds nothing, or nothing but its head. */
export function emptyProblem(name: string, key: string): Problem {
  return {
    code: "DATA-004",
    message: `"${name}" is empty`,
    place: { file: name, key },
    hint: "run the export again, or take the file out of the source",
  };
}
