import { blankFields } from "./bytes.js";
import type { RecordLayout } from "./layout.js";

/** The fields of one well-formed record as texts, quotes removed. For heads and footers, never for the bulk of a file. */
export function splitRecord(record: Buffer, layout: RecordLayout): string[] {
  const text = record.toString("utf8");
  if (layout.delimiter === null) {
    const spans = blankFields(record, 0, record.length, layout.quote) ?? [];
    return spans.map(([from, to]) => unquote(record.subarray(from, to).toString("utf8"), layout));
  }
  return splitText(text, Buffer.from(layout.delimiter).toString("utf8"), quoteOf(layout));
}

function quoteOf(layout: RecordLayout): string | null {
  return layout.quote === null ? null : String.fromCharCode(layout.quote);
}

function unquote(field: string, layout: RecordLayout): string {
  const quote = quoteOf(layout);
  if (quote === null || field.length < 2 || !field.startsWith(quote) || !field.endsWith(quote)) return field;
  return field.slice(1, -1).replaceAll(quote + quote, quote);
}

function splitText(text: string, delimiter: string, quote: string | null): string[] {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const [field, next] =
      quote !== null && text.startsWith(quote, at) ? quoted(text, at, quote) : plain(text, at, delimiter);
    fields.push(field);
    const from = text.indexOf(delimiter, next);
    if (from < 0) return fields;
    at = from + delimiter.length;
  }
}

function plain(text: string, at: number, delimiter: string): [string, number] {
  const to = text.indexOf(delimiter, at);
  const stop = to < 0 ? text.length : to;
  return [text.slice(at, stop), stop];
}

function quoted(text: string, at: number, quote: string): [string, number] {
  let to = at + 1;
  for (;;) {
    to = text.indexOf(quote, to);
    if (to < 0) return [text.slice(at + 1), text.length];
    if (!text.startsWith(quote, to + 1)) break;
    to += 2;
  }
  return [text.slice(at + 1, to).replaceAll(quote + quote, quote), to + 1];
}
