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
  readonly features: readonly { readonly missing: unknown }[];
}

interface Conflict {
  readonly path: string[];
  readonly message: string;
}

/** Settings that do not go together. */
export function inputProblems(given: Given): readonly Conflict[] {
  const { algorithm, start, metric } = given;
  const gower = (algorithm === "pam" || algorithm === "clara") && metric === "gower";
  const conflicts: Conflict[] = [];
  if (given.row_weight !== undefined && (algorithm !== "k-means" || start === "ward"))
    conflicts.push({ path: ["row_weight"], message: "row weights are for algorithm: k-means with start: kmeans++" });
  if (given.centres !== undefined && (algorithm !== "k-means" || start === "ward"))
    conflicts.push({ path: ["centres"], message: "given centres are for algorithm: k-means with start: kmeans++" });
  if (given.pca !== undefined && (gower || algorithm === "k-prototypes"))
    conflicts.push({ path: ["pca"], message: "components need Euclidean distances: not for gower or k-prototypes" });
  if (!gower && given.features.some((each) => each.missing === "partial"))
    conflicts.push({
      path: ["features"],
      message: "missing: partial is for algorithm pam or clara with metric: gower",
    });
  return conflicts;
}
