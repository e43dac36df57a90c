import { stringify } from "yaml";

export type Origin = "flag" | "study file" | "study" | "default";

/** One setting with where its value came from. */
export interface ResolvedSetting {
  readonly key: string;
  readonly value: string;
  readonly origin: Origin;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function leaves(value: unknown, path: readonly string[]): readonly (readonly [readonly string[], unknown])[] {
  if (!isMap(value) || Object.keys(value).length === 0) return [[path, value]];
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .flatMap(([key, each]) => leaves(each, [...path, key]));
}

function holds(written: unknown, path: readonly string[]): boolean {
  if (path.length === 0) return true;
  if (!isMap(written)) return written !== undefined;
  return path[0] in written && holds(written[path[0]], path.slice(1));
}

function valueText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Every setting that a run used, one a leaf, with its origin; in the order of the study's form. */
export function resolvedSettings(
  settings: object,
  written: unknown,
  flags: readonly string[],
): readonly ResolvedSetting[] {
  return leaves(settings, []).map(([path, value]) => {
    const key = path.join(".");
    const origin = flags.includes(key) ? "flag" : holds(written, path) ? "study file" : "default";
    return { key, value: valueText(value), origin };
  });
}

/** The resolved study as YAML; what the study file did not say itself is marked with its origin. */
export function resolvedYaml(settings: object, resolved: readonly ResolvedSetting[]): string {
  const from = resolved.filter((each) => each.origin !== "study file").map((each) => `#   ${each.key}: ${each.origin}`);
  const head = ["# The study as it ran, with all defaults.", "# Not from the study file itself:", ...from, ""].join(
    "\n",
  );
  return head + stringify(settings, { lineWidth: 0 });
}
