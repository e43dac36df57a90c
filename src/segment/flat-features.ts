import { CustvalError } from "../core/errors.js";
import type { StageContext } from "../engine/stage.js";
import { readSegmentInput } from "./input.js";
import { fitRecipe } from "./prepare/fit-recipe.js";
import type { SegmentSettings } from "./settings.js";

/**
 * Places of the features, in the order of the settings, that have no spread after preparation, so that `segment` would refuse them
 * with SEG-004. Throws what reading the features throws.
 */
export async function flatFeatures(context: StageContext, settings: SegmentSettings): Promise<readonly number[]> {
  const { z_divisor, weight_mode } = settings;
  const { features, columns } = await readSegmentInput(context, settings);
  return features.flatMap((each, at) =>
    isFlat(() => fitRecipe([each], [columns[at]], { z_divisor, weight_mode })) ? [at] : [],
  );
}

function isFlat(fit: () => unknown): boolean {
  try {
    fit();
    return false;
  } catch (error) {
    if (!(error instanceof CustvalError)) throw error;
    return error.problems.some(({ code }) => code === "SEG-004");
  }
}
