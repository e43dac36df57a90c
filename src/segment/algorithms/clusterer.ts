import type { Rows } from "../../stats/kmeans/rows.js";

/** What a fit minimises or maximises, as a plain name. */
export type Objective = "wss" | "mean_dissimilarity" | "log_likelihood" | "cost";

/** What scoring another row needs, as plain data: a saved model holds exactly this. */
export type ScoringParts =
  /** The nearest centre (tie: the lower segment). k-means, and Ward, whose own labels may differ from the nearest centre. */
  | { readonly kind: "centres"; readonly centres: Float64Array }
  /** The nearest medoid. A medoid is the row of a real customer: kept in a model only with `allow_medoids`. */
  | { readonly kind: "medoids"; readonly metric: "euclidean" | "manhattan"; readonly medoids: Float64Array }
  | {
      readonly kind: "gower";
      readonly medoids: Float64Array;
      readonly ranges: Float64Array;
      /** weight of each variable */
      readonly weights: Float64Array;
      readonly kinds: readonly string[];
    }
  /** The component with the largest posterior; covariances are k x d x d whatever their type. */
  | {
      readonly kind: "mixture";
      readonly covariance: "full" | "tied" | "diag" | "spherical";
      readonly shares: Float64Array;
      readonly means: Float64Array;
      readonly covariances: Float64Array;
    }
  /** Squared distance to the mean of the numeric columns + weight of each category that differs from the mode. */
  | {
      readonly kind: "prototypes";
      readonly prototypes: Float64Array;
      /** Weight of a mismatch per column; 0 for a numeric column. */
      readonly mismatch: Float64Array;
      /** Factor of a squared difference per column; 0 for a column of categories. */
      readonly square: Float64Array;
    };

/** A segmentation of rows by any algorithm. Labels, objective and parts belong together. */
export interface SegmentFit {
  readonly k: number;
  /** n labels 0 … k-1 in canonical order */
  readonly labels: Int32Array;
  /** k x d means of the segments in prepared space, whatever the algorithm; zeros in columns of categories */
  readonly centres: Float64Array;
  /** within squares around the means; for mixed data the objective takes its place */
  readonly wss: number;
  readonly tss: number;
  readonly sizes: Int32Array;
  readonly iterations: number;
  readonly converged: boolean;
  readonly restarts: number;
  readonly restartsAgreeing: number;
  readonly distinctRows: number;
  readonly objective: { readonly name: Objective; readonly value: number };
  readonly parts: ScoringParts;
  /** n x k posteriors of a mixture */
  readonly posteriors?: Float64Array;
  readonly criteria?: { readonly bic: number; readonly icl: number; readonly free_parameters: number };
  /** mean dissimilarity of PAM after BUILD, before any swap; null for CLARA */
  readonly build?: number | null;
}

export interface FitOptions {
  readonly seed: number;
  readonly restarts: number;
  readonly max_iterations: number;
  /** k x d centres from which k-means starts once, at this k; null or absent: seeded restarts. */
  readonly centres?: Float64Array | null;
  /** Value of each row, by whose mean segments are ordered; null orders by size. */
  readonly value: Float64Array | null;
  /** k-means: above so many rows restarts run on a sample of as many (50,000), and so many of them (3) are refined on all. */
  readonly sample?: number;
  readonly refined?: number;
  /** k-means: larger samples on which these are refined before all rows, and the seed of all samples. */
  readonly steps?: readonly number[];
  readonly sampleSeed?: number;
  /** k-means: 0 unless said, until no label changes; else as scikit-learn's tol. */
  readonly tolerance?: number;
  /** k-means: false leaves the segments in the order found. */
  readonly ordered?: boolean;
}

/** One algorithm, ready for rows of one form. Every index, resampling and table asks it and never which algorithm it is. */
export interface Clusterer {
  readonly name: string;
  /** Above `above` rows resampling works on a drawn sample of `rows`. */
  readonly resample: { readonly above: number; readonly rows: number };
  /** Whether means, within squares and the indices built on them mean something; not for mixed data. */
  readonly euclidean: boolean;
  /** Whether threads may share the sweep over k; not where one tree or matrix serves all of it. */
  readonly shares: boolean;
  /** Whether the solution may depend on the seed. */
  readonly seeded: boolean;
  /** Throws RangeError when the rows cannot be put in k segments. */
  fit(rows: Rows, k: number, options: FitOptions): SegmentFit;
  /** Segments of rows by centres, as scoring gives them; where the algorithm keeps the rows in memory. */
  labels?(rows: Rows, centres: Float64Array): Int32Array;
  /** The mean simplified silhouette of labelled rows where the algorithm keeps them in memory; null where none is defined. */
  simplified?(rows: Rows, labels: Int32Array, k: number): number | null;
  /** Dissimilarity of two rows, for silhouettes of mixed data. */
  between?(rows: Rows): (i: number, j: number) => number;
}
