import type { z } from "zod";
import type { Place, Problem } from "../core/errors.js";
import { didYouMean } from "../core/nearest.js";

type Issue = z.core.$ZodIssue;
type PlaceOf = (path: readonly PropertyKey[]) => Place;

/** Schema issues in our words: unknown keys with the nearest valid one, wrong values with what is allowed. Values are not shown. */
export function schemaProblems(issues: readonly Issue[], placeOf: PlaceOf, keysAt: KeysAt): readonly Problem[] {
  return issues
    .flatMap(withinUnion)
    .flatMap((issue) =>
      issue.code === "unrecognized_keys" ? unknownKeys(issue, placeOf, keysAt) : [wrongValue(issue, placeOf)],
    );
}

/** Where a value may have several forms, the issues of the form that it comes nearest to. */
function withinUnion(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const forms = issue.errors.filter((each) => each.length > 0 && !isOtherForm(each));
  const near = [...forms].sort((a, b) => a.length - b.length).at(0);
  if (near === undefined) return [issue];
  return near.flatMap((each) => withinUnion({ ...each, path: [...issue.path, ...each.path] }));
}

/** A form that the value does not even have the type of. */
function isOtherForm(issues: readonly Issue[]): boolean {
  return issues.some(
    (each) => each.path.length === 0 && (each.code === "invalid_type" || each.code === "invalid_value"),
  );
}

/** Valid keys at a path of the schema. */
export type KeysAt = (path: readonly PropertyKey[]) => readonly string[];

function unknownKeys(
  issue: Issue & { code: "unrecognized_keys" },
  placeOf: PlaceOf,
  keysAt: KeysAt,
): readonly Problem[] {
  return issue.keys.map((key) => ({
    code: "STU-003",
    message: `unknown key "${key}"`,
    place: placeOf([...issue.path, key]),
    hint: didYouMean(key, keysAt(issue.path)),
  }));
}

function wrongValue(issue: Issue, placeOf: PlaceOf): Problem {
  const missing = issue.code === "invalid_type" && issue.input === undefined;
  const key = issue.path.map(String).join(".");
  return {
    code: "STU-004",
    message: missing ? `key "${key}" is missing` : `key "${key}" has a value of the wrong form`,
    place: placeOf(issue.path),
    expected: expectation(issue),
    hint: "docs/study-file.md describes every key",
  };
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `a value of type ${issue.expected}`;
    case "invalid_value":
      return `one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      return `at least ${String(issue.minimum)}`;
    case "too_big":
      return `at most ${String(issue.maximum)}`;
    case "invalid_union":
      return "one of the forms that docs/study-file.md lists for this key";
    default:
      return issue.message;
  }
}
