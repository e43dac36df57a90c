import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../core/hash.js";

let known: string | undefined;

/** SHA-256 over the code that is running, with Node and the engine, so that a changed program never reuses what another one computed. */
export function programHash(engineVersion: string): string {
  known ??= hashFolder(dirname(dirname(fileURLToPath(import.meta.url))));
  return sha256([known, process.version, engineVersion].join("\n"));
}

function hashFolder(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && /\.(js|ts|wasm)$/.test(each.name) && !each.name.endsWith(".d.ts"))
    .map((each) => join(each.parentPath, each.name))
    .sort();
  return sha256(files.map((each) => `${each.slice(folder.length)} ${sha256(readFileSync(each))}`).join("\n"));
}
