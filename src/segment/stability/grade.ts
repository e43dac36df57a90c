export type StabilityGrade = "highly_stable" | "stable" | "doubtful" | "not_trusted";

/** The grade of a mean bootstrap Jaccard similarity: 0.85, 0.75 and 0.60 are Hennig's (2007) limits. */
export function stabilityGrade(jaccard: number): StabilityGrade {
  if (jaccard >= 0.85) return "highly_stable";
  if (jaccard >= 0.75) return "stable";
  return jaccard >= 0.6 ? "doubtful" : "not_trusted";
}
