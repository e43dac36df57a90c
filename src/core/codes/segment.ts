import { catalogue } from "./code.js";

/** Segmentation. SEG-001 to SEG-029 are errors; SEG-1xx are warnings, errors only under `--strict`. */
export const segmentCodes = catalogue({
  "SEG-001": {
    exit: 2,
    title: "feature cannot be used",
    long: "A feature is unknown, is not numeric, is an id or a date, or is named twice. Clustering needs numbers whose distances mean something; a code list or a date has none.",
  },
  "SEG-002": {
    exit: 3,
    title: "missing values in a feature",
    long: "A feature has missing values and its rule is `error`. Zero is not missing, and missing is not zero: declare `missing: drop`, `median`, `mean` or `{ constant: … }`. For the recency of a customer who never acted the usual constant is the length of the window.",
  },
  "SEG-003": {
    exit: 3,
    title: "NaN or infinity in a feature",
    long: "A feature holds values that are not finite numbers. They come from a division by zero or an overflow upstream; correct them there or make them empty.",
  },
  "SEG-004": {
    exit: 3,
    title: "feature without spread",
    long: "The spread that the scale divides by (standard deviation, interquartile range, or range) is zero, so the scaled column does not exist. With `robust` this is common in bank data, because most customers hold no loan: use `z`. A column that is constant says nothing and should be left out.",
  },
  "SEG-005": {
    exit: 3,
    title: "log1p of negative values",
    long: "`log1p` is ln(1 + x) and needs x >= 0. For balances and profits that can be negative use `slog`, which is sign(x) ln(1 + |x|).",
  },
  "SEG-006": {
    exit: 2,
    title: "impossible number of segments",
    long: "k is a whole number from 1 to the number of customers that are clustered.",
  },
  "SEG-007": {
    exit: 3,
    title: "more segments than distinct customers",
    long: "k is above the number of distinct prepared rows, so some segments would be empty. RFM scores from 1 to 5 have at most 125 distinct rows. Choose a smaller k or finer features.",
  },
  "SEG-008": {
    exit: 3,
    title: "row weight not usable",
    long: "Row weights are finite and not negative, and at least one is positive.",
  },
  "SEG-009": {
    exit: 2,
    title: "initial centres not usable",
    long: "Initial centres have one row per segment and one finite number per feature, and no two are equal.",
  },
  "SEG-010": {
    exit: 2,
    title: "pairwise judgements not usable",
    long: "A pairwise comparison matrix is reciprocal with ones on its diagonal; a consistency ratio of 0.1 or more means the judgements contradict each other.",
  },
  "SEG-011": {
    exit: 2,
    title: "too many customers for this method",
    long: "The method needs time or memory that grows with the square of the number of customers. The message names the limit and a method without it.",
  },
  "SEG-012": {
    exit: 4,
    title: "no convergence",
    long: "The iteration limit was reached before the labels came to rest. Labels, centres and every index still belong together, but another solution may be better: raise `max_iterations`.",
  },
  "SEG-013": {
    exit: 4,
    title: "mixture collapsed",
    long: "In every restart a component of the mixture shrank onto a few equal rows. Use fewer components, a simpler covariance, or k-means.",
  },
  "SEG-014": {
    exit: 2,
    title: "size limits impossible",
    long: "k times the smallest allowed size exceeds the number of customers, or k times the largest does not reach it.",
  },
  "SEG-015": {
    exit: 3,
    title: "model does not match",
    long: "The model file is of another format or version, was changed after it was written, or asks for columns that the table does not have in the same form. Nothing is scored with a model that does not match.",
  },
  "SEG-016": {
    exit: 3,
    title: "no customers to segment",
    long: "The table is empty, has one row, or no customer is left after exclusions.",
  },
  "SEG-017": {
    exit: 3,
    title: "several currencies",
    long: "A money measure would add amounts of different currencies. Convert them on the way in, or use columns of a stage that converts.",
  },
  "SEG-018": {
    exit: 3,
    title: "more than one row per customer",
    long: "A table that gives features has several rows for some customer, or a customer without id. A feature is one number per customer: aggregate first.",
  },
  "SEG-019": {
    exit: 2,
    title: "source of a feature is missing",
    long: "A measure needs a table or column that no source provides. What is missing only switches off what needs it: leave the measure out, or map the column.",
  },
  "SEG-020": {
    exit: 2,
    title: "model cannot be written",
    long: "A model file was asked for, but the preparation stores minima, maxima or values of single customers (`minmax` without limits, `rank`), and a model file is passed on. Choose another preparation; in a study `allow_extremes: true` writes it all the same.",
  },
  "SEG-025": {
    exit: 3,
    title: "no principal component kept",
    long: "No component of the features has a variance above the declared eigenvalue. After scale z a feature has variance 1; other scales and weights change that. Lower the eigenvalue, or keep components by their share of the variance: `pca: { share: 0.85 }`.",
  },
  "SEG-101": {
    exit: 4,
    title: "few customers for this many features",
    long: "The number of customers is below 70 per feature. Dolnicar, Grün, Leisch and Schmidt (2014) and Dolnicar, Grün and Leisch (2016) find 60 to 100 per variable needed before solutions repeat.",
  },
  "SEG-102": {
    exit: 4,
    title: "features say the same thing",
    long: "Two features correlate at |r| >= 0.8, so what they share counts twice in every distance. Leave one out or weight both down.",
  },
  "SEG-103": {
    exit: 4,
    title: "identical features",
    long: "Two prepared features are equal in every row.",
  },
  "SEG-104": {
    exit: 4,
    title: "optimum not secured",
    long: "Only one restart reached the best solution, so a better one may exist. Raise `restarts`.",
  },
  "SEG-105": {
    exit: 4,
    title: "skewed feature without transform",
    long: "A feature has |skewness| above 2 and no transform. A few customers then decide the segments. `log1p` or `slog` is usual for balances and amounts.",
  },
  "SEG-106": {
    exit: 4,
    title: "chosen k at the edge of the range",
    long: "The best index value lies at the end of the range of k that was tried, so the best k may lie outside.",
  },
  "SEG-107": {
    exit: 4,
    title: "customers without a value",
    long: "Some clustered customers have no value in the declared value column. They count in the segments and are left out of value sums and means.",
  },
  "SEG-108": {
    exit: 4,
    title: "file order counts",
    long: "The table has no customer id, so its rows are taken in file order. The same rows in another order can give other bytes.",
  },
  "SEG-115": {
    exit: 4,
    title: "fewer segments than asked for",
    long: "There are fewer distinct prepared rows than the declared k, and `allow_fewer` is set: the fit ends with one segment for each distinct row.",
  },
  "SEG-120": {
    exit: 4,
    title: "clustered on principal components",
    long: "Clustering on components discards the information of those left out, and components with the most variance need not be those that tell segments apart; the literature on market segmentation advises against it (Dolnicar and Grün 2008). Compare with a fit on the features themselves, and read the profiles, which are in original variables.",
  },
  "SEG-109": {
    exit: 4,
    title: "model not kept",
    long: "The preparation stores minima, maxima or values of single customers (`minmax` without limits, `rank`), or the algorithm keeps medoids, which are rows of real customers, so no model is written. Set winsor or caps, use `transform: quantile`, or set `allow_extremes: true`; for medoids `allow_medoids: true`.",
  },
  "SEG-110": {
    exit: 4,
    title: "values outside the training range",
    long: "Some scored values lie below the 0.1 % or above the 99.9 % quantile of the training data. They are scored and flagged; many of them mean that the customers differ from those the model was fitted on.",
  },
  "SEG-111": {
    exit: 4,
    title: "customers not scored",
    long: "Customers with missing values that no rule of the model fills have no segment. They are counted and left out of the table.",
  },
  "SEG-112": {
    exit: 4,
    title: "customers have drifted from the model",
    long: "The population stability index of a feature, of the distance to the own centre or of the segments' sizes is above 0.25 and above its sampling limit. The segments still describe the training customers, but these are others: fit a new model, and compare it with the old one by its lineage.",
  },
});
