import type { SourceSpec } from "../source-spec.js";
import { Kind, type RecordKind } from "../records/kinds.js";
import { headerOf, layoutOf } from "../records/layout.js";
import { RecordScanner } from "../records/scanner.js";
import { splitRecord } from "../records/split.js";

/** Column names of a file as the study may use them: never empty, unique without regard to case. */
export interface Header {
  readonly names: readonly string[];
  /** Names that the head has more than once: they may not be mapped. */
  readonly repeated: readonly string[];
}

/** Reads the head from the first bytes of a file (UTF-8), of which a last line that may go on is not looked at unless they are the whole file. An empty list of names means that there is no record at all. */
export function readHeader(sample: Buffer, spec: SourceSpec, whole: boolean): Header {
  const { heads, first } = firstRecords(sample, spec, whole);
  const header = headerOf(spec);
  const declared = header.names;
  if (declared) return tidyNames(declared);
  if (header.rows === 0) return tidyNames((first ?? []).map((_, at) => `column_${String(at + 1)}`));
  const names = heads[header.namesRow - 1] ?? [];
  return tidyNames(header.rowNames ? ["row_name", ...names] : names);
}

function firstRecords(sample: Buffer, spec: SourceSpec, whole: boolean) {
  const layout = layoutOf(spec, 0);
  const heads: string[][] = [];
  let first: string[] | null = null;
  const scanner = new RecordScanner(layout, {
    wantsData: true,
    record(kind: RecordKind, _line: number, bytes: Buffer, start: number, end: number) {
      if (kind === Kind.HEAD) heads.push(splitRecord(bytes.subarray(start, end), layout));
      else if (kind === Kind.DATA) first ??= splitRecord(bytes.subarray(start, end), layout);
    },
  });
  scanner.push(whole ? sample : wholeLines(sample), true);
  return { heads, first: first as string[] | null };
}

/** What ends with a line end, of any kind. */
function wholeLines(sample: Buffer): Buffer {
  return sample.subarray(0, Math.max(sample.lastIndexOf("\n"), sample.lastIndexOf("\r")) + 1);
}

/** Signs that take no room: marks of direction and of byte order, joiners, soft hyphens. */
const INVISIBLE = /[\0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu;

function tidyNames(raw: readonly string[]): Header {
  const seen = new Map<string, number>();
  const repeated = new Set<string>();
  const names = raw.map((each, at) => {
    const name = each.replaceAll(INVISIBLE, "").trim() || `column_${String(at + 1)}`;
    const before = seen.get(name.toLowerCase()) ?? 0;
    seen.set(name.toLowerCase(), before + 1);
    if (before === 0) return name;
    repeated.add(name);
    return `${name}__${String(before + 1)}`;
  });
  return { names, repeated: [...repeated] };
}
