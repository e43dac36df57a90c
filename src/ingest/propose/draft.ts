import type { CanonicalTable } from "../../tables/canonical.js";
import type { ConceptName } from "../dictionary/concepts.js";
import type { AttributeRule, ColumnRule, LinkSpec } from "../source-spec.js";
import type { SniffedSource } from "../sniff/source.js";

/** A rule of the mapping with what is uncertain about it. */
export interface Entry {
  readonly rule: ColumnRule & Partial<Pick<AttributeRule, "type">>;
  /** Why it may be wrong, and what else it could be. */
  readonly unsure: string | null;
  /** What only the user can say; the load refuses the file until it is answered. */
  readonly question: string | null;
}

/** What became of one source column. */
export interface ColumnVerdict {
  readonly column: string;
  readonly as: "column" | "attribute" | "sign" | "key" | "left_out";
  /** Canonical column, attribute or link; null where it is left out. */
  readonly target: string | null;
  readonly concept: ConceptName | null;
  readonly reason: string | null;
}

/** One source of the proposed study. */
export interface SourceDraft {
  readonly key: string;
  readonly table: CanonicalTable | "lookup";
  readonly source: SniffedSource;
  /** Settings of the source beside files and table, such as delimiter, with remarks by setting. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly remarks: Readonly<Record<string, string>>;
  readonly link: Readonly<Record<string, LinkSpec>>;
  readonly columns: Readonly<Record<string, Entry>>;
  readonly attributes: Readonly<Record<string, Entry>>;
  readonly verdicts: readonly ColumnVerdict[];
}

/** An entry without doubts. */
export function certain(rule: Entry["rule"]): Entry {
  return { rule, unsure: null, question: null };
}
