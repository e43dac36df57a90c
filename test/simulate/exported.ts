import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs work in a scratch folder that is removed afterwards. */
export async function inScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "custval-simulate-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** SHA-256 of every file of a simulated bank but its card and study, by relative path. */
export function hashes(folder: string): Record<string, string> {
  const names = readdirSync(join(folder, "exports")).map((name) => `exports/${name}`);
  const all = [...names, "truth.json", "truth_customers.csv"].sort();
  const hash = (name: string) =>
    createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex");
  return Object.fromEntries(all.map((name) => [name, hash(name)]));
}

/** Lines of an export, decoded, without the last line feed. */
export function linesOf(folder: string, file: string): string[] {
  const bytes = readFileSync(join(folder, "exports", file));
  const text = new TextDecoder(file === "客户信息.csv" ? "gb18030" : "utf-8", { fatal: true }).decode(bytes);
  return text.replace(/\n$/, "").split("\n");
}

/** Fields of a line; quotes only surround fields with separators. */
export function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map((match) => match[1] ?? match[2]);
}

export type Row = Record<string, string>;

/** The good rows of an export: neither damaged nor a footer. */
export function goodRows(folder: string, file: string, damaged: ReadonlySet<number>): Row[] {
  const [head, ...lines] = linesOf(folder, file);
  const names = head.split(",");
  const good = lines.filter((line, i) => !damaged.has(i + 2) && !line.startsWith("合计,"));
  return good.map((line) => Object.fromEntries(fieldsOf(line).map((field, i) => [names[i], field])));
}

/** Cents of a decimal text, thousands separators allowed. */
export function cents(text: string): bigint {
  return BigInt(text.replaceAll(",", "").replace(/\.(\d\d)$/, "$1"));
}
