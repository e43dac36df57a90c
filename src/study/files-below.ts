import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** Everything below a folder that is not a folder, links included, by its relative path, sorted. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => !each.isDirectory())
    .map((each) => relative(folder, join(each.parentPath, each.name)).replaceAll("\\", "/"))
    .sort();
}
