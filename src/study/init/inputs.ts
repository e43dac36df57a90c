import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { failIfAny, type Problem } from "../../core/errors.js";
import { resolveFiles, type SourceFile } from "../../ingest/index.js";

/** The files to look at, named below the folder that holds them all. */
export interface InitInputs {
  readonly folder: string;
  readonly files: readonly SourceFile[];
  /** All files of their folders, named the same way. */
  readonly beside: readonly string[];
}

const READABLE = /\.(csv|txt|asc|dat|tab|tsv|psv|del|unl|parquet)(\.gz|\.zst)?$/i;

/** Files that the words of the command line name: files, patterns, and folders of which the data files are taken. */
export function initInputs(words: readonly string[]): InitInputs {
  const paths = new Set<string>();
  const problems: Problem[] = [];
  for (const word of words) {
    const found = pathsOf(word);
    if ("code" in found) problems.push(found);
    else for (const each of found) paths.add(each);
  }
  failIfAny(problems);
  const all = [...paths].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const folder = commonFolder(all);
  const names = all.map((each) => relative(folder, each).split(sep).join("/"));
  const { files, problems: unreadable } = resolveFiles(folder, names, "FILES");
  failIfAny(unreadable);
  const folders = [...new Set(all.map((each) => dirname(each)))];
  const beside = folders.flatMap((each) => dataFiles(each)).map((each) => relative(folder, each).split(sep).join("/"));
  return { folder, files, beside };
}

function pathsOf(word: string): readonly string[] | Problem {
  const path = resolve(word);
  if (isFolder(path)) {
    const found = dataFiles(path);
    return found.length > 0
      ? found
      : nothing(word, "the folder holds no data file (.csv .txt .asc .dat .tab .tsv .parquet, also .gz and .zst)");
  }
  if (!/[*?]/.test(basename(path))) return [path];
  const { files } = resolveFiles(dirname(path), [basename(path)], "FILES");
  return files.length > 0 ? files.map((each) => each.path) : nothing(word, "no file fits the pattern");
}

function nothing(word: string, message: string): Problem {
  return { code: "DATA-001", message: `${message}: "${basename(word)}"`, hint: "name the files of the export" };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function dataFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((each) => !each.startsWith(".") && READABLE.test(each))
    .map((each) => join(folder, each))
    .filter((each) => !isFolder(each));
}

function commonFolder(paths: readonly string[]): string {
  const parts = paths.map((each) => dirname(each).split(sep));
  const first = parts[0];
  const shared = first.findIndex((part, at) => parts.some((each) => each[at] !== part));
  const common = shared < 0 ? first.slice(0, Math.min(...parts.map((each) => each.length))) : first.slice(0, shared);
  return common.join(sep) || sep;
}
