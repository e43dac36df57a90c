import { unseenCode } from "../features/categories.js";
import type { ModelColumn, SegmentModel } from "./model.js";

type CategoryOfModel = ModelColumn & { readonly categories: NonNullable<ModelColumn["categories"]> };

/** The columns of categories of a model, in its order. */
export function categoriesOf({ schema }: Pick<SegmentModel, "schema">): readonly CategoryOfModel[] {
  return schema.filter((each): each is CategoryOfModel => each.categories !== null);
}

/** Whether each row holds a category that training did not have. */
export function isUnseen({ categories }: CategoryOfModel, code: number): boolean {
  return code === unseenCode(categories.levels);
}
