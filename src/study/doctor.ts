import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { CustvalError } from "../core/errors.js";
import { defaultMemoryMiB, defaultThreads } from "../engine/index.js";
import { sql } from "../engine/sql.js";
import { inSession } from "./session.js";

export interface Finding {
  readonly what: string;
  readonly found: string;
  readonly good: boolean;
}

const GIB = 1024 ** 3;
const ENCODINGS = ["utf-8", "utf-16le", "gb18030", "big5", "windows-1252"];

async function engineFinding(temp: string | undefined): Promise<Finding> {
  try {
    const version = await inSession([], { temp }, async ({ engine }) => {
      const [row] = await engine.rows(sql`select version() as version`);
      return String(row["version"]);
    });
    return { what: "engine", found: `DuckDB ${version}`, good: true };
  } catch (error) {
    const found = error instanceof CustvalError ? error.problems[0].message : "could not be loaded";
    return { what: "engine", found, good: false };
  }
}

function spaceFinding(temp: string): Finding {
  const { bavail, bsize } = statfsSync(temp);
  const free = (bavail * bsize) / GIB;
  return { what: "temporary folder", found: `${free.toFixed(1)} GiB free`, good: free > 1 };
}

function encodingFinding(): Finding {
  const missing = ENCODINGS.filter((each) => {
    try {
      return new TextDecoder(each, { fatal: true }).encoding === "";
    } catch {
      return true;
    }
  });
  const found = missing.length === 0 ? ENCODINGS.join(", ") : `missing: ${missing.join(", ")}`;
  return { what: "encodings", found, good: missing.length === 0 };
}

function nodeFinding(): Finding {
  const major = Number(process.versions.node.split(".")[0]);
  return { what: "Node", found: process.versions.node, good: major >= 20 };
}

/** What a study needs of a machine, found by trying it. */
export async function examine(temp: string | undefined): Promise<readonly Finding[]> {
  const limits = `limit ${String(defaultMemoryMiB())} MiB, ${String(defaultThreads())} threads`;
  return [
    nodeFinding(),
    await engineFinding(temp),
    { what: "engine resources", found: limits, good: true },
    spaceFinding(temp ?? tmpdir()),
    encodingFinding(),
  ];
}
