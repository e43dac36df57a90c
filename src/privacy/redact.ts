/** What stands in place of a value that must not be shown. */
export const REDACTED = "(hidden)";

/**
 * The text with every occurrence of the given values replaced. Longer values go first, so that no part of one stays behind;
 * empty values are ignored.
 */
export function redact(text: string, values: Iterable<string>): string {
  const ordered = [...new Set(values)].filter((value) => value.length > 0).sort((a, b) => b.length - a.length);
  return ordered.reduce((rest, value) => rest.replaceAll(value, REDACTED), text);
}

/**
 * The text without what looks like a customer's value: quoted texts, runs of six or more digits, mail addresses and absolute
 * paths. For messages of other software that may quote a row of the input.
 */
export function redactUnknown(text: string): string {
  return text
    .replace(/"[^"]*"|'[^']*'|“[^”]*”/gu, REDACTED)
    .replace(/\S+@\S+\.\S+/gu, REDACTED)
    .replace(/(?<![\w.])(?:[A-Za-z]:\\|\/)[^\s:]+/gu, REDACTED)
    .replace(/\p{Nd}{6,}/gu, REDACTED);
}
