import type { SourceFile } from "../files/resolve.js";
import type { FileForm } from "./form.js";

/** A file, how it is written and the names in its head. */
export interface SniffedFile {
  readonly file: SourceFile;
  readonly form: FileForm;
  readonly names: readonly string[];
}

/** Files of one form whose names differ in digits only: one source. */
export interface FileGroup {
  readonly name: string;
  readonly files: readonly SniffedFile[];
  /** What `files:` of the source says: a name, or a pattern that gives these files and no other. */
  readonly pattern: string | readonly string[];
}

/** Groups files, in order of their first name. `beside` are all files of the data folder, which a pattern must not catch. */
export function groupFiles(files: readonly SniffedFile[], beside: readonly string[]): readonly FileGroup[] {
  const groups = new Map<string, SniffedFile[]>();
  for (const each of files) {
    const key = JSON.stringify([stem(each.file.name), each.names, each.form.keys]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map((group) => ({
    name: plainName(group[0].file.name),
    files: group,
    pattern: patternOf(
      group.map((each) => each.file.name),
      beside,
    ),
  }));
}

/** A file name with its runs of digits made equal. */
export function stem(name: string): string {
  return name.replaceAll(/\d+/g, "#");
}

/** A file name without folder, ending and dates: what the source is called. */
export function plainName(name: string): string {
  const last = name.split("/").at(-1)!;
  return (
    last
      .replace(/(\.(csv|txt|asc|dat|tab|tsv|psv|del|parquet|gz|zst))+$/i, "")
      .replaceAll(/[-_. ]*\d{2,}[-_. \d]*/g, "") || last
  );
}

function patternOf(names: readonly string[], beside: readonly string[]): string | readonly string[] {
  if (names.length === 1) return /[*?]/.test(names[0]) ? [names[0]] : names[0];
  const pattern = stem(names[0]).replaceAll("#", "*");
  const asRegex = new RegExp(`^${pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*")}$`, "u");
  const caught = beside.filter((each) => asRegex.test(each));
  return caught.length === names.length ? pattern : [...names];
}
