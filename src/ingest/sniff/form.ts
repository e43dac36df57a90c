import type { SourceInput } from "../source-spec.js";
import { partingOf } from "./delimiter.js";
import type { EncodingGuess } from "./encoding.js";
import { fieldsOf } from "./fields.js";
import { footerWord } from "./footer.js";
import { headOf } from "./head.js";
import type { Looked } from "./look.js";

/** How a file is written: what a source must declare to read it. */
export interface FileForm {
  readonly encoding: EncodingGuess | null;
  /** Keys of the source that differ from the defaults. */
  readonly keys: Partial<Pick<SourceInput, "encoding" | "delimiter" | "quote" | "header" | "footer">>;
  /** What is uncertain, by key. */
  readonly unsure: Readonly<Record<string, string>>;
}

/** Form of a Parquet file: it says itself. */
export const PARQUET: FileForm = Object.freeze({ encoding: null, keys: {}, unsure: {} });

const DECLARED_BELOW = 0.9;
const WORDS: Readonly<Record<string, string>> = { "\t": "tab" };

/** The form of a delimited text file from its two ends. */
export function formOf(looked: Looked): FileForm {
  const { encoding } = looked;
  const parting = partingOf(looked.head);
  const lines = looked.head.map((each) => (each.trim() === "" ? [""] : fieldsOf([each], parting)[0]));
  const head = headOf(lines, parting.fields, parting.delimiter === "whitespace");
  const footer = footerWord(looked.tail);
  const unsure: Record<string, string> = {};
  if (encoding.confidence < DECLARED_BELOW) unsure["encoding"] = encodingDoubt(encoding);
  if (head.unsure !== null) unsure["header"] = head.unsure;
  return {
    encoding,
    keys: {
      ...(["utf-8", "utf-16le", "utf-16be"].includes(encoding.encoding) && encoding.confidence >= 0.99
        ? {}
        : { encoding: encoding.encoding }),
      ...(parting.delimiter === "," ? {} : { delimiter: WORDS[parting.delimiter] ?? parting.delimiter }),
      ...(parting.quote === '"' ? {} : { quote: parting.quote }),
      ...headerKey(head),
      ...(footer === null ? {} : { footer }),
    },
    unsure,
  };
}

function encodingDoubt({ confidence, reason, alternatives }: EncodingGuess): string {
  const others = alternatives.length === 0 ? "" : `; ${alternatives.join(", ")} would decode it too`;
  return `confidence ${String(Math.round(confidence * 100))} %: ${reason}${others}`;
}

function headerKey(head: ReturnType<typeof headOf>): Partial<Pick<SourceInput, "header">> {
  const { skipLines, rows, namesRow, rowNames } = head;
  if (skipLines === 0 && rows === 1 && !rowNames) return {};
  return {
    header: {
      rows,
      ...(namesRow === 1 ? {} : { names_row: namesRow }),
      ...(rowNames ? { row_names: true } : {}),
      ...(skipLines === 0 ? {} : { skip_lines: skipLines }),
    },
  };
}
