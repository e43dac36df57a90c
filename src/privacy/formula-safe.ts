const DANGEROUS_START = /^[\s\u0000\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|^[\t\r\n\u0000]/u;

/**
 * A text cell that no spreadsheet takes for a formula: one that begins with `= + - @`, a tab, a line end, NUL or a full-width
 * form of these (also behind blanks) gets an apostrophe in front, and NUL is dropped. Only for text: a number is never altered.
 * Source: OWASP, CSV Injection.
 */
export function formulaSafe(text: string): string {
  const dangerous = DANGEROUS_START.test(text);
  const clean = text.replaceAll("\u0000", "");
  return dangerous ? `'${clean}` : clean;
}
