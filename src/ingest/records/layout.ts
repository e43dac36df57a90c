import type { SourceSpec } from "../source-spec.js";

/** How bytes form records: what the scanner needs to know of a source. */
export interface RecordLayout {
  /** Bytes of the delimiter, or null for columns aligned with blanks. */
  readonly delimiter: Uint8Array | null;
  readonly quote: number | null;
  readonly comment: Uint8Array | null;
  readonly footer: Uint8Array | null;
  /** Lines above the head and rows of the head. */
  readonly skipLines: number;
  readonly headRows: number;
  /** Fields a record must have; 0 = as many as the first record has. */
  readonly fields: number;
  /** Quoted texts may hold whole rows. */
  readonly trustQuotes: boolean;
  /** A U+FFFD marks a line that could not be decoded. */
  readonly replacementIsBad: boolean;
}

const WORDS: Readonly<Record<string, string>> = {
  comma: ",",
  semicolon: ";",
  tab: "\t",
  "\\t": "\t",
  pipe: "|",
  blank: " ",
};

/** The delimiter as text; null for blank-aligned columns. */
export function delimiterText(spec: SourceSpec): string | null {
  if (spec.delimiter === "whitespace") return null;
  return WORDS[spec.delimiter] ?? spec.delimiter;
}

/** Head rows and what else a `header:` setting says, spelled out. */
export function headerOf(spec: SourceSpec) {
  const header = typeof spec.header === "boolean" ? { rows: spec.header ? 1 : 0 } : spec.header;
  return { rows: header.rows, skipLines: 0, namesRow: 1, names: null, rowNames: false, ...given(header) };
}

function given(header: Exclude<SourceSpec["header"], boolean>) {
  return {
    ...(header.skip_lines === undefined ? {} : { skipLines: header.skip_lines }),
    ...(header.names_row === undefined ? {} : { namesRow: header.names_row }),
    ...(header.names === undefined ? {} : { names: header.names }),
    ...(header.row_names === undefined ? {} : { rowNames: header.row_names }),
  };
}

const bytes = (text: string | null | undefined): Uint8Array | null =>
  text === null || text === undefined || text === "" ? null : new TextEncoder().encode(text);

/** The layout of a source with the number of fields its head has. */
export function layoutOf(spec: SourceSpec, fields: number, replacementIsBad = false): RecordLayout {
  const header = headerOf(spec);
  return Object.freeze({
    delimiter: bytes(delimiterText(spec)),
    quote: spec.quote === "" ? null : spec.quote.charCodeAt(0),
    comment: bytes(spec.comment),
    footer: bytes(typeof spec.footer === "string" ? spec.footer : spec.footer?.starts),
    skipLines: header.skipLines,
    headRows: header.rows,
    fields,
    trustQuotes: spec.multiline === true,
    replacementIsBad,
  });
}
