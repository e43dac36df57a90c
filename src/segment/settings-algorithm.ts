import { z } from "zod";

export const ALGORITHMS = ["k-means", "pam", "clara", "gmm", "ward", "k-prototypes"] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** `kmeans` and `kprototypes` are the same words without the hyphen, as the command line has them. */
function hyphened(given: unknown): unknown {
  if (given === "kmeans") return "k-means";
  return given === "kprototypes" ? "k-prototypes" : given;
}

const judgements = {
  matrix: z
    .array(z.array(z.number().nullable()))
    .describe("pairwise judgements in the order of the features; null on one side"),
  accept_inconsistent: z.boolean().default(false).describe("take judgements with a consistency ratio of 0.1 or more"),
};
const shift = z
  .number()
  .min(0)
  .default(0)
  .describe("added to every scaled value before the logarithm; changes the weights");

/** Weights of all features by a method, in place of `weight` of each. */
export const weightSettings = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("ahp"), ...judgements }),
  z.strictObject({ by: z.literal("entropy"), shift }),
  z.strictObject({ by: z.literal("both"), ...judgements, shift }),
]);

/** Which algorithm, and what each of them may be told. */
export const algorithmSettings = {
  algorithm: z
    .preprocess(hyphened, z.enum(ALGORITHMS))
    .default("k-means")
    .describe(
      "k-means; pam: medoids (up to 10,000 customers); clara: pam on samples; gmm: mixture of Gaussians; ward: tree (up to 20,000); k-prototypes: numbers and categories",
    ),
  start: z
    .enum(["kmeans++", "ward"])
    .default("kmeans++")
    .describe("k-means starts from seeded restarts, or once from the centres of Ward's tree (up to 20,000 customers)"),
  metric: z
    .enum(["euclidean", "manhattan", "gower"])
    .default("euclidean")
    .describe("dissimilarity of pam and clara; gower: mean of |difference| / range over the features"),
  swap: z
    .enum(["best", "eager"])
    .default("best")
    .describe("best: the best exchange of a medoid each time (PAM); eager: each that helps at once (FasterPAM)"),
  clara_samples: z.number().int().min(5).default(5).describe("samples of clara"),
  clara_size: z.number().int().min(2).optional().describe("customers of a sample; by default 40 + 2k"),
  covariance: z
    .enum(["full", "tied", "diag", "spherical"])
    .default("full")
    .describe("covariance of the components of gmm"),
  mixture_restarts: z
    .number()
    .int()
    .min(0)
    .default(10)
    .describe("starts of gmm from drawn customers, besides the k-means solution"),
  gamma: z
    .union([z.number().positive(), z.enum(["variance_ratio", "equal_contribution"])])
    .default("variance_ratio")
    .describe(
      "weight of a mismatch in k-prototypes: a number; variance_ratio: mean variance / mean (1 - sum p^2); equal_contribution: every variable causes the same share",
    ),
  allow_fewer: z
    .boolean()
    .default(false)
    .describe("with fewer distinct customers than k, make as many segments as there are and warn"),
  allow_medoids: z
    .boolean()
    .default(false)
    .describe("keep a model of pam or clara although its medoids are rows of real customers"),
};
