import { incompleteBeta } from "./incomplete-beta.js";

/** P(F > f) for an F variable with `df1` and `df2` degrees of freedom; accurate also where it is tiny. */
export function fUpper(f: number, df1: number, df2: number): number {
  if (!(f >= 0 && df1 > 0 && df2 > 0 && df1 < Infinity && df2 < Infinity)) {
    throw new RangeError("F needs f >= 0 and positive, finite degrees of freedom");
  }
  if (f === Infinity) return 0;
  const explained = df1 * f;
  const total = explained + df2;
  return incompleteBeta(df2 / 2, df1 / 2, df2 / total, explained / total);
}
