/**
 * Numeric kernels: arrays in, frozen results out. No file, clock, environment or hidden randomness; inputs are never changed;
 * bad input throws RangeError. A number that has no value is `{ defined: false, reason }`, never NaN. Sums run in a fixed order
 * and elementary functions come from `core/elementary`, so that the same input gives the same bytes on every machine.
 */
export { createStream, RNG_VERSION, type Stream } from "../core/rng.js";
export { logGamma } from "../core/log-gamma.js";
export { defined, notDefined, type Measure, type Reason } from "./measure.js";

export { erf, erfc } from "./erfc.js";
export { incompleteBeta } from "./incomplete-beta.js";
export { gammaP, gammaQ } from "./incomplete-gamma.js";
export { logBeta } from "./log-beta.js";
export {
  normalCdf,
  normalDensity,
  normalQuantile,
  normalTwoSided,
  normalUpper,
  normalUpperQuantile,
} from "./normal.js";
export { studentCdf, studentQuantile, studentTwoSided, studentUpper, studentUpperQuantile } from "./student-t.js";
export { chiSquareCdf, chiSquareUpper, chiSquareUpperQuantile } from "./chi-square.js";
export { fUpper } from "./f-distribution.js";
export { binomialUpper, fairBinomialTwoSided } from "./binomial.js";

export { blockSum, sum } from "./block-sum.js";
export { isConstant, mean, skewness, standardDeviation, variance, type Divisor } from "./moments.js";
export { midranks } from "./midranks.js";
export { pearson, spearman } from "./correlation.js";
export {
  interpolateQuantile,
  median,
  quantilePosition,
  quantileType7,
  sortedCopy,
  type QuantilePosition,
} from "./quantile.js";
export { binOf, binsDense, binsMidrank, binsSplit, binsTogether, cutsQuantile, type ClosedSide } from "./bins.js";
export { jenks, type Jenks } from "./jenks.js";
export { psi, psiOfShares, type Psi, type PsiOfCounts } from "./psi.js";

export {
  ahpWeights,
  combineJudgements,
  completeJudgements,
  RANDOM_INDEX,
  type AhpMethod,
  type AhpWeights,
} from "./ahp-weights.js";
export {
  entropyWeights,
  minMaxScale,
  rangeOf,
  signedLog1p,
  type EntropyWeights,
  type WeightedColumn,
} from "./entropy-weights.js";
export { combinedWeights, givenWeights } from "./combined-weights.js";
export { additiveRanking, scaledCriteria, topsisRanking, type OptionScores } from "./option-ranking.js";
export { weightSensitivity, type Reversal, type WeightSensitivity } from "./weight-sensitivity.js";

export { whaleCurve, whalePoints, type WhaleCurve } from "./whale-curve.js";
export { giniNormalised, giniPlain, profitDeciles, topShares } from "./concentration.js";

export { kMeans, type KMeansFit, type KMeansOptions } from "./kmeans/kmeans.js";
export { nearestCentre } from "./kmeans/assign.js";
export { type Rows } from "./kmeans/rows.js";
export { type Seeding } from "./kmeans/seeding.js";
export {
  sampledSilhouette,
  silhouette,
  simplifiedSilhouette,
  squaredSilhouette,
  type Silhouette,
  type SilhouetteSampling,
  type SilhouetteVariant,
} from "./cluster/silhouette.js";
export { calinskiHarabasz, daviesBouldin, explained } from "./cluster/indices.js";
export { adjustedRandIndex } from "./cluster/rand-index.js";

export { inferenceOf, noInference, type Inference } from "./inference/inference.js";
export { momentsOf, momentsOfExactSums, type SampleMoments } from "./inference/sample-moments.js";
export {
  clusterRobustMean,
  meanChange,
  pairedMean,
  welch,
  type ClusterSum,
  type MeanChange,
} from "./inference/means.js";
export { type Arm, type BranchSums } from "./inference/branches.js";
export { didFromBranches, type DidFromBranches, type HeadlineRule } from "./inference/did-branches.js";
export { wildClusterBootstrap, type WildBootstrap, type WildBootstrapOptions } from "./inference/wild-bootstrap.js";
export { randomisationInference, type Randomisation, type RandomisationOptions } from "./inference/randomisation.js";
export { coefficient, ols, type CovarianceType, type OlsFit, type OlsOptions } from "./inference/ols.js";
export { benjaminiHochberg, holm, type RawP } from "./inference/multiplicity.js";
export {
  mcnemar,
  newcombe,
  wilson,
  type ChiSquareTest,
  type McNemar,
  type ShareInterval,
} from "./inference/proportions.js";
export { association, type Association } from "./contingency.js";
export { classificationTree, classify, type TreeNode, type TreeOptions } from "./classification-tree.js";
export { groupEffect, rankEffect, type GroupEffect, type RankEffect } from "./group-effects.js";
export { bowker, stuartMaxwell } from "./inference/matched-tables.js";
