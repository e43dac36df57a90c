import { parseIsoDate } from "../core/calendar.js";
import type { Problem } from "../core/errors.js";
import type { OptionSpec, OptionValues, ValueForm } from "./spec.js";

type Checked = string | number | boolean | readonly string[];

interface Verdict {
  readonly value?: Checked;
  readonly expected?: string;
}

function range(form: { readonly min?: number; readonly max?: number }): string {
  if (form.min !== undefined && form.max !== undefined) return ` from ${String(form.min)} to ${String(form.max)}`;
  if (form.min !== undefined) return ` of at least ${String(form.min)}`;
  return form.max === undefined ? "" : ` of at most ${String(form.max)}`;
}

function checkNumber(text: string, form: ValueForm & { kind: "integer" | "number" }): Verdict {
  const value = Number(text);
  const whole = form.kind === "integer";
  const inside = value >= (form.min ?? -Infinity) && value <= (form.max ?? Infinity);
  const good = text.trim() !== "" && Number.isFinite(value) && inside && (!whole || Number.isSafeInteger(value));
  return good ? { value } : { expected: `a ${whole ? "whole " : ""}number${range(form)}` };
}

function checkList(text: string): Verdict {
  const items = text.split(",").map((each) => each.trim());
  return items.every((each) => each !== "") ? { value: items } : { expected: "names with commas between them: a,b,c" };
}

function checkText(text: string, form: ValueForm): Verdict {
  switch (form.kind) {
    case "flag":
      return { value: true };
    case "text":
    case "path":
      return text === "" ? { expected: "a value that is not empty" } : { value: text };
    case "list":
      return checkList(text);
    case "date":
      return parseIsoDate(text) === null ? { expected: "a date such as 2023-12-31" } : { value: text };
    case "choice":
      return form.choices.includes(text) ? { value: text } : { expected: `one of ${form.choices.join(", ")}` };
    default:
      return checkNumber(text, form);
  }
}

/** Option values checked against their forms; every problem is collected, none is thrown here. */
export function checkValues(
  specs: readonly OptionSpec[],
  raw: Readonly<Record<string, string | boolean | undefined>>,
): { readonly values: OptionValues; readonly problems: readonly Problem[] } {
  const checked = new Map<string, Checked>();
  const problems: Problem[] = [];
  for (const spec of specs) {
    const given = raw[spec.name];
    if (given === undefined || given === false) continue;
    const verdict = given === true ? { value: true } : checkText(given, spec.form);
    if (verdict.expected === undefined) checked.set(spec.name, verdict.value!);
    else problems.push(wrongValue(spec, verdict.expected));
  }
  return { values: valuesOf(checked), problems };
}

function wrongValue(spec: OptionSpec, expected: string): Problem {
  return {
    code: "CLI-002",
    message: `option --${spec.name} has a value of the wrong form`,
    place: { key: `--${spec.name}` },
    expected,
    hint: spec.about,
  };
}

function valuesOf(checked: ReadonlyMap<string, Checked>): OptionValues {
  return Object.freeze({
    text: (name: string) => checked.get(name) as string | undefined,
    number: (name: string) => checked.get(name) as number | undefined,
    list: (name: string) => checked.get(name) as readonly string[] | undefined,
    flag: (name: string) => checked.get(name) === true,
  });
}
