import type { CategoryColumn } from "../features/categories.js";
import type { Descriptor } from "../features/descriptors.js";

/** A feature of categories as something to be described; customers without one are its last level, which has no name. */
export function activeCategory(
  { name, levels }: CategoryColumn,
  codes: Float64Array,
): Extract<Descriptor, { kind: "category" }> {
  const own = Int32Array.from(codes, (code) => (Number.isNaN(code) ? levels.length : code));
  const all = own.includes(levels.length) ? [...levels, null] : levels;
  return { name, kind: "category", levels: all, codes: own };
}
