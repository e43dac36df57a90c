import { z } from "zod";

const share = z.strictObject({
  share: z.number().positive().max(1).default(0.85).describe("the fewest components that explain this share are kept"),
});
const eigenvalue = z.strictObject({
  eigenvalue: z.number().min(0).describe("components with a variance above this are kept"),
});

const centreRows = z.array(z.array(z.number()).min(1)).min(1);

/** Where k-means starts, in place of seeded restarts. */
export const centreSettings = z
  .strictObject({
    rows: centreRows.optional().describe("one row a segment, one number a feature in the order of the features"),
    file: z.string().min(1).optional().describe("YAML or JSON file with these rows, from the folder of the study file"),
    space: z
      .enum(["original", "prepared"])
      .describe("original: units of the features, prepared like a customer; prepared: as the model file has centres"),
  })
  .refine((each) => (each.rows === undefined) !== (each.file === undefined), "give either rows or file");

/** What happens to all features together, and how much each customer counts. */
export const inputSettings = {
  pca: z
    .union([eigenvalue, share])
    .optional()
    .describe(
      "cluster on principal components of the prepared features; discards information, and is offered because theses use it",
    ),
  row_weight: z
    .union([z.string().min(1), z.strictObject({ column: z.string().min(1), table: z.string().min(1).optional() })])
    .transform((given) => (typeof given === "string" ? { column: given } : given))
    .optional()
    .describe(
      "column with the weight of each customer in k-means and in the mean and variance of scale z; 0: labelled, moves nothing",
    ),
  centres: centreSettings
    .optional()
    .describe("where k-means starts, once, at k = number of rows; other k and resampling start from seeded restarts"),
};

interface Given {
  readonly algorithm: string;
  readonly start: string;
  readonly metric: string;
  readonly pca?: object | undefined;
  readonly row_weight?: object | undefined;
  readonly centres?: object | undefined;
  readonly features: readonly { readonly missing: unknown; readonly type: string; readonly weight: number }[];
}

interface Conflict {
  readonly path: string[];
  readonly message: string;
}

/** Settings that do not go together. */
export function inputProblems(given: Given): readonly Conflict[] {
  const { algorithm, start, metric } = given;
  const gower = (algorithm === "pam" || algorithm === "clara") && metric === "gower";
  return [...startProblems(given, algorithm === "k-means" && start !== "ward"), ...featureProblems(given, gower)];
}

function startProblems({ row_weight, centres }: Given, seeded: boolean): readonly Conflict[] {
  if (seeded) return [];
  const only = "for algorithm: k-means with start: kmeans++";
  return [
    ...(row_weight === undefined ? [] : [{ path: ["row_weight"], message: `row weights are ${only}` }]),
    ...(centres === undefined ? [] : [{ path: ["centres"], message: `given centres are ${only}` }]),
  ];
}

function featureProblems({ algorithm, pca, features }: Given, gower: boolean): readonly Conflict[] {
  const mixed = gower || algorithm === "k-prototypes";
  const categories = features.filter((each) => each.type === "category");
  const wrong = (isWrong: boolean, key: string, message: string) => (isWrong ? [{ path: [key], message }] : []);
  return [
    ...wrong(pca !== undefined && mixed, "pca", "components need Euclidean distances: not for gower or k-prototypes"),
    ...wrong(
      categories.length > 0 && !mixed,
      "features",
      "categories are for k-prototypes, or pam and clara with metric: gower",
    ),
    ...wrong(categories.length === features.length, "features", "at least one feature must be a number"),
    ...wrong(
      !gower && categories.some((each) => each.weight !== 1),
      "features",
      "a category has a weight with metric: gower alone; else use gamma",
    ),
    ...wrong(
      !gower && features.some((each) => each.missing === "partial"),
      "features",
      "missing: partial is for algorithm pam or clara with metric: gower",
    ),
  ];
}
