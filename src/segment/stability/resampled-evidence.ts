/** What resampling adds to one row of the evidence table. */
export interface ResampledEvidence {
  readonly gap: number | null;
  readonly gap_se: number | null;
  readonly prediction_strength: number | null;
  readonly jaccard_mean: number | null;
  readonly jaccard_lowest: number | null;
  readonly rand_median: number | null;
  readonly rand_low: number | null;
  readonly rand_high: number | null;
}

export const NOT_RESAMPLED: ResampledEvidence = Object.freeze({
  gap: null,
  gap_se: null,
  prediction_strength: null,
  jaccard_mean: null,
  jaccard_lowest: null,
  rand_median: null,
  rand_low: null,
  rand_high: null,
});
