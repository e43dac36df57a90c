import { z } from "zod";

const numbers = z.array(z.number());

/** The scoring parts of a model file, by algorithm. A missing value of a medoid is null. */
export const storedParts = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("medoids"), metric: z.enum(["euclidean", "manhattan"]), medoids: numbers }),
  z.strictObject({
    kind: z.literal("gower"),
    medoids: z.array(z.number().nullable()),
    ranges: numbers,
    kinds: z.array(z.enum(["numeric", "ordinal", "nominal", "asymmetric"])),
    weights: numbers,
  }),
  z.strictObject({
    kind: z.literal("mixture"),
    covariance: z.enum(["full", "tied", "diag", "spherical"]),
    shares: numbers,
    means: numbers,
    covariances: numbers,
  }),
  z.strictObject({ kind: z.literal("prototypes"), prototypes: numbers, mismatch: numbers, square: numbers }),
]);

export type StoredParts = z.infer<typeof storedParts>;
