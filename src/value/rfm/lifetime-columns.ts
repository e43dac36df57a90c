import { failIfAny } from "../../core/errors.js";

/** Heads that lifetime packages give to the columns of a summary; upper and lower case differ. */
const HEADS: Readonly<Record<"x" | "t_x" | "T", readonly string[]>> = {
  x: ["x", "frequency"],
  t_x: ["t_x", "t.x", "recency"],
  T: ["T", "T.cal"],
};

/**
 * The heads of a lifetime summary: repeat count x, age at last purchase t_x, observation length T, as the packages lifetimes
 * (frequency, recency, T) and BTYD (x, t.x, T.cal) write them. Money and holdout columns are left alone.
 * Throws VAL-018 where two heads can mean the same, and VAL-003 for each column that is missing.
 */
export function lifetimeColumnsOf(heads: readonly string[]): Readonly<Record<string, string>> {
  const found = Object.entries(HEADS).map(([column, names]) => ({
    column,
    names,
    matches: heads.filter((head) => names.includes(head.trim())),
  }));
  failIfAny(
    found
      .filter(({ matches }) => matches.length > 1)
      .map(({ column, matches }) => ({
        code: "VAL-018" as const,
        message: `${String(matches.length)} columns can be ${column} of a lifetime summary`,
        seen: matches.join(", "),
        hint: "leave one of them in the file",
      })),
  );
  failIfAny(
    found
      .filter(({ matches }) => matches.length === 0)
      .map(({ column, names }) => ({
        code: "VAL-003" as const,
        message: `a lifetime summary needs the column ${column}`,
        expected: `a head ${names.join(" or ")}`,
        hint: "rename the column; upper and lower case differ",
      })),
  );
  return Object.fromEntries(found.map(({ column, matches }) => [column, matches[0]]));
}
