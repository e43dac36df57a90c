/** Names that both the command line and a stage's settings allow; a test holds them equal. */
export const SEGMENT_TABLES: readonly string[] = Object.freeze(["rf-grid", "rfm-r-0.2", "rfm-r-0.3", "octant"]);
export const WEIGHT_TABLES: readonly string[] = Object.freeze(["weights", "judgements", "ranking", "sensitivity"]);
export const TRANSFORMS: readonly string[] = Object.freeze(["none", "log1p", "slog", "rank", "quantile", "normal"]);
export const ALGORITHMS: readonly string[] = Object.freeze(["kmeans", "pam", "clara", "gmm", "ward", "kprototypes"]);
export const SCALES: readonly string[] = Object.freeze(["z", "robust", "mad", "minmax", "none"]);
