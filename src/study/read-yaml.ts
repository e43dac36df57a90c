import { LineCounter, parseDocument, type Document } from "yaml";
import { CustvalError, type Place, type Problem } from "../core/errors.js";

/** A YAML file with the way back from a path of keys to a line and column. */
export interface ReadYaml {
  readonly value: unknown;
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
}

/** Parses YAML 1.2; syntax errors and repeated keys are reported together with their places. */
export function readYaml(text: string, file: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false, version: "1.2" });
  const problems = document.errors.map((each): Problem => {
    const { line, col } = lines.linePos(each.pos[0]);
    return {
      code: "STU-002",
      message: `not valid YAML: ${each.code.toLowerCase().replaceAll("_", " ")}`,
      place: { file, line, column: col },
      hint: "indent with blanks, never tabs; quote texts that begin with a special character",
    };
  });
  if (problems.length > 0) throw new CustvalError(problems);
  return { value: document.toJS() as unknown, placeOf: (path) => placeOf(document, lines, file, path) };
}

interface Ranged {
  readonly range?: readonly [number, number, number] | null;
}

/** Place of the longest existing part of a path: the key where there is one, else the value. */
function placeOf(document: Document, lines: LineCounter, file: string, path: readonly PropertyKey[]): Place {
  const key = path.map(String).join(".");
  for (let depth = path.length; depth > 0; depth--) {
    const start = startOf(document, path.slice(0, depth));
    if (start === null) continue;
    const { line, col } = lines.linePos(start);
    return { file, line, column: col, key };
  }
  return { file, line: 1, column: 1, key };
}

function startOf(document: Document, path: readonly PropertyKey[]): number | null {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  const pairs = (parent as { items?: readonly { key?: unknown }[] } | null)?.items ?? [];
  const pair = pairs.find((each) => (each.key as { value?: unknown } | undefined)?.value === last);
  const node = (pair?.key ?? document.getIn(path, true)) as Ranged | undefined;
  return node?.range?.[0] ?? null;
}
