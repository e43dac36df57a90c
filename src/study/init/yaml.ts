const PLAIN = /^[\p{L}_][\p{L}\p{N}_.%/年月日-]*$/u;
const RESERVED = /^(?:true|false|yes|no|off|null|y|n|nan|inf)$/i;

/** A scalar as YAML; anything that could be read as something else is quoted. */
export function scalar(value: unknown): string {
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  const text = String(value);
  return PLAIN.test(text) && !RESERVED.test(text) ? text : JSON.stringify(text);
}

/** A value in one line. */
export function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return scalar(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{ ${entries.map(([key, each]) => `${scalar(key)}: ${inline(each)}`).join(", ")} }`;
}

/** Text that can stand in a comment: one line. */
export function comment(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, " ").trim();
}

/** `key: value` with an optional comment behind it. */
export function line(indent: number, key: string, value: unknown, remark?: string | null): string {
  const behind = remark ? `  # ${comment(remark)}` : "";
  return `${" ".repeat(indent)}${scalar(key)}: ${inline(value)}${behind}`;
}
