import { failIfAny } from "../core/errors.js";
import type { SegmentInput } from "./input.js";
import { prepareValue, rotated, type Prepared } from "./prepare/apply-recipe.js";
import { problem } from "./prepare/problem.js";
import { preparedWidth, scaledColumns, type Recipe } from "./prepare/recipe.js";
import type { SegmentSettings } from "./settings.js";

/**
 * The declared starting centres in prepared space, k x width; null where none are. Centres in original units are prepared like a
 * customer who has every value. Throws SEG-009 for another shape, k that differs, numbers that cannot be prepared, and repeats.
 */
export function givenCentres(
  { features }: Pick<SegmentInput, "features">,
  recipe: Recipe,
  { centres, k }: Pick<SegmentSettings, "centres" | "k">,
): Float64Array | null {
  if (centres === undefined) return null;
  const rows = centres.rows ?? refuse("the file of centres was not read", "give the centres as rows");
  if (k !== rows.length)
    refuse(`${String(rows.length)} centres are given`, `set k: ${String(rows.length)}, or give one centre per segment`);
  const width = centres.space === "original" ? features.length : preparedWidth(recipe);
  const other = rows.filter((row) => row.length !== width).length;
  if (other > 0)
    refuse(
      `${String(other)} centres do not have ${String(width)} numbers`,
      `columns: ${columnsOf(recipe, centres.space)}`,
    );
  const prepared = centres.space === "original" ? fromOriginal(recipe, rows) : Float64Array.from(rows.flat());
  refuseUnusable(prepared, rows.length);
  return prepared;
}

function columnsOf(recipe: Recipe, space: "original" | "prepared"): string {
  const all = scaledColumns(recipe);
  if (space === "original") return all.slice(0, recipe.features.length).join(", ");
  return recipe.components === null ? all.join(", ") : `${String(recipe.components.loadings.length)} components`;
}

function fromOriginal(recipe: Recipe, rows: readonly (readonly number[])[]): Float64Array {
  const columns = scaledColumns(recipe).length;
  const data = new Float64Array(rows.length * columns);
  rows.forEach((row, c) => {
    row.forEach((x, j) => (data[c * columns + j] = prepareValue(recipe.features[j], x)));
  });
  const scaled: Prepared = { data, rows: rows.length, columns, kept: Int32Array.from(rows, (_, c) => c) };
  return rotated(recipe, scaled).data;
}

function refuseUnusable(centres: Float64Array, k: number): void {
  if (!centres.every(Number.isFinite))
    refuse(
      "a centre has a value that the preparation cannot take",
      "log1p needs values above -1; leave no value empty",
    );
  const d = centres.length / k;
  const texts = Array.from({ length: k }, (_, c) => centres.subarray(c * d, c * d + d).join(" "));
  if (new Set(texts).size < k) refuse("two centres are equal after preparation", "give centres that differ");
}

function refuse(found: string, hint: string): never {
  failIfAny([problem("SEG-009", found, hint, "segment.centres")]);
  throw new RangeError(found);
}
