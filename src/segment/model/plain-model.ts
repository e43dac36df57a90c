import type { SegmentModel } from "./model.js";

/**
 * The model with its features taken from columns of one plain table, in the model's order: a file with one row per customer has
 * columns of the features' names, whatever they were computed from when the model was fitted.
 * @param columnOf name of the table's column for a feature
 */
export function plainModel(model: SegmentModel, table: string, columnOf: (feature: string) => string): SegmentModel {
  const schema = model.schema.map((each) => ({
    ...each,
    source: { kind: "column" as const, table, column: columnOf(each.name) },
  }));
  return Object.freeze({ ...model, schema });
}
