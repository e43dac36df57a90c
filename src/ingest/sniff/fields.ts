import { layoutOf, type RecordLayout } from "../records/layout.js";
import { splitRecord } from "../records/split.js";
import { sourceSpec } from "../source-spec.js";

/** How the fields of a line are parted. */
export interface Parting {
  readonly delimiter: string;
  readonly quote: string;
}

function layout({ delimiter, quote }: Parting): RecordLayout {
  return layoutOf(sourceSpec.parse({ table: "lookup", files: "x", delimiter, quote }), 0);
}

/** The fields of each line, blanks around them taken away. */
export function fieldsOf(lines: readonly string[], parting: Parting): readonly (readonly string[])[] {
  const form = layout(parting);
  return lines.map((each) => splitRecord(Buffer.from(each), form).map((field) => field.trim()));
}

/** True where a text is a number in some form; dates of digits count as well. */
export function isNumeric(text: string): boolean {
  return /^[-+(]?\s*[¥￥$€£]?\s*\d[\d.,' _-]*[%)]?(?:[-:/年月日T ]\d*)*$/.test(text);
}
