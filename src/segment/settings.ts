import { z } from "zod";
import { MEASURE_NAMES } from "./features/measure-names.js";
import { algorithmSettings, weightSettings } from "./settings-algorithm.js";
import { inputProblems, inputSettings } from "./settings-input.js";
import { dateSettings, windowSettings } from "./settings-dates.js";

const columnName = z.string().min(1);
const positive = z.number().positive();
const share = z.number().min(0).max(1);

const missingRule = z.union([
  z.enum(["error", "drop", "median", "mean", "partial", "level"]),
  z.strictObject({ constant: z.number().describe("the value that stands for a missing one, in original units") }),
]);

const limit = z.number().nullable();

const preparation = {
  transform: z
    .enum(["none", "log1p", "slog", "rank", "quantile", "normal"])
    .default("none")
    .describe(
      "log1p: ln(1 + x); slog: sign(x) ln(1 + |x|); rank: (average rank - 0.5) / n; quantile: the same through 999 stored quantiles; normal: normal score of quantile",
    ),
  winsor: z
    .tuple([share, share])
    .refine(([low, high]) => low < high, "the lower share is below the upper one")
    .optional()
    .describe("shares at which values are capped, such as [0.005, 0.995]; type 7 quantiles of the original values"),
  caps: z
    .tuple([limit, limit])
    .refine(([low, high]) => low === null || high === null || low < high, "the lower limit is below the upper one")
    .optional()
    .describe("declared limits in original units; null leaves a side open"),
  scale: z
    .enum(["z", "robust", "mad", "minmax", "none"])
    .default("z")
    .describe("z: (x - mean) / sd; robust: (x - median) / (IQR / 1.349); mad: (x - median) / (1.4826 MAD)"),
  weight: positive.default(1).describe("weight of the feature; how it acts is said by weight_mode"),
  missing: missingRule
    .default("error")
    .describe(
      "what to do with a missing value; partial: pairs compare what both have (metric gower of pam and clara); level: a category of its own",
    ),
  missing_indicator: z
    .boolean()
    .default(false)
    .describe("with median, mean or constant: a further column of 0 and 1 that says which values were missing"),
};

const featureSpec = z
  .strictObject({
    column: columnName.optional().describe("a numeric column"),
    table: columnName.optional().describe("the table of the column; by default the population's table"),
    measure: z.enum(MEASURE_NAMES).optional().describe("a measure computed from the canonical tables over the window"),
    name: columnName.optional().describe("name of the feature in results; by default the column or measure"),
    unit: z.string().optional().describe("unit of the original values, for the report"),
    type: z
      .enum(["number", "category"])
      .default("number")
      .describe("category: a column of any type, compared by equal or not, in k-prototypes and with metric gower"),
    unseen: z
      .enum(["error", "flag", "other"])
      .default("error")
      .describe(
        "a category that training did not have, when scoring: refused; unlike all others and flagged; or not flagged",
      ),
    higher_is: z.enum(["better", "worse"]).optional().describe("direction, for names and colours; no distance changes"),
    label_en: z.string().min(1).optional().describe("what the feature is called in English names"),
    label_zh: z.string().min(1).optional().describe("what the feature is called in Chinese names"),
    ...preparation,
  })
  .refine((each) => (each.column === undefined) !== (each.measure === undefined), "give either column or measure")
  .refine((each) => each.winsor === undefined || each.caps === undefined, "give either winsor or caps")
  .refine(
    ({ missing, missing_indicator }) => !missing_indicator || isFilled(missing),
    "missing_indicator needs missing: median, mean or { constant: … }",
  )
  .refine((each) => each.type === "category" || each.missing !== "level", "missing: level is for type: category")
  .refine(
    (each) => each.type === "number" || isPlainCategory(each),
    "a category has a column, missing: error, drop, partial or level, and no caps, transform or scale",
  );

function isPlainCategory(each: {
  readonly column?: string | undefined;
  readonly winsor?: unknown;
  readonly caps?: unknown;
  readonly transform: string;
  readonly scale: string;
  readonly missing: z.infer<typeof missingRule>;
}): boolean {
  const plain = each.winsor === undefined && each.caps === undefined && each.transform === "none" && each.scale === "z";
  return plain && each.column !== undefined && !isFilled(each.missing);
}

function isFilled(rule: z.infer<typeof missingRule>): boolean {
  return typeof rule === "object" || rule === "median" || rule === "mean";
}

/** A bare name stands for a numeric column with all defaults. */
const feature = z.preprocess((given) => (typeof given === "string" ? { column: given } : given), featureSpec);

const reference = z.preprocess(
  (given) => (typeof given === "string" ? { column: given } : given),
  z.strictObject({
    column: columnName,
    table: columnName.optional().describe("by default the population's table"),
  }),
);

const wholeK = z.number().int().min(1);

const kChoice = z.union([
  wholeK,
  z
    .strictObject({ min: z.number().int().min(2).default(2), max: z.number().int().min(2).default(10) })
    .refine(({ min, max }) => min <= max, "min is not above max"),
]);

const resampling = z
  .strictObject({
    gap_references: z.number().int().min(2).default(100).describe("reference data sets of the gap statistic"),
    halvings: z.number().int().min(1).default(50).describe("random halvings of the prediction strength"),
    bootstraps: z.number().int().min(2).default(100).describe("bootstrap replicates of the stability, for every k"),
    gap_power: z
      .union([z.literal(1), z.literal(2)])
      .default(2)
      .describe("2: within squares, as published; 1: distances, as R's clusGap (on at most 2,000 customers)"),
    gap_box: z
      .enum(["principal_axes", "columns"])
      .default("principal_axes")
      .describe("reference data are uniform in the box of the principal axes or of the columns"),
    se_factor: z.number().min(0).default(1).describe("factor of the standard error in the rules of the gap"),
    mixture_rows: z
      .number()
      .int()
      .min(2)
      .default(5_000)
      .describe("customers, drawn where there are more, on which mixtures are fitted for BIC"),
    null_references: z.number().int().min(1).default(100).describe("data sets without clusters for the null test"),
    restart_pairs: z
      .number()
      .int()
      .min(0)
      .default(20)
      .describe("pairs of solutions with one restart each that are compared, for every k"),
    restarts: z.number().int().min(1).default(5).describe("restarts of every resampled fit"),
    tol: z
      .number()
      .min(0)
      .default(1e-4)
      .describe(
        "k-means of more than 2,000 resampled rows stops when the squared shifts of the centres sum to at most tol x mean column variance; 0: when no label changes",
      ),
    max_iterations: z
      .number()
      .int()
      .min(1)
      .default(10)
      .describe(
        "passes of k-means over more than 2,000 resampled rows, and over each sample of them, at most; 10 as R's kmeans",
      ),
  })
  .prefault({});

const nameOverride = z.strictObject({ en: z.string().min(1).optional(), zh: z.string().min(1).optional() });

/** Settings of the stage `segment`; every key that changes a number stands here. */
export const segmentSettings = z
  .strictObject({
    features: z.array(feature).min(1).describe("what customers are compared by"),
    population: columnName
      .optional()
      .describe("table with one row per customer to segment; by default customers, else the first feature's table"),
    customers: z
      .enum(["all", "open"])
      .default("all")
      .describe("all, or only those whose relationship is open on as_of (needs customers.open_date)"),
    window: windowSettings.optional().describe("whole calendar months over which measures are computed"),
    ...dateSettings,
    digital_channels: z
      .array(z.string().min(1))
      .default([])
      .describe("codes of transactions.channel that count as digital, for the measure digital_share"),
    z_divisor: z
      .enum(["n-1", "n"])
      .default("n-1")
      .describe("divisor of the variance in scale z: n-1 as R and SPSS, n as scikit-learn; labels do not change"),
    weight_mode: z
      .enum(["multiply", "distance"])
      .default("multiply")
      .describe("multiply: the column becomes w x, squared distance carries w^2; distance: squared distance carries w"),
    ...inputSettings,
    ...algorithmSettings,
    weights: weightSettings
      .optional()
      .describe("weights of all features by AHP, entropy, or both; they take the place of weight of each feature"),
    k: kChoice
      .default({ min: 2, max: 10 })
      .describe("a number, or a range from which the best silhouette chooses; ties go to the smaller k"),
    choose_k_by: z
      .enum(["silhouette", "silhouette_macro"])
      .default("silhouette")
      .describe("mean over customers, or mean of the segment means (fair to small segments)"),
    silhouette: z
      .enum(["auto", "exact", "sampled", "simplified"])
      .default("auto")
      .describe("auto: exact up to exact_silhouette_to distinct rows, else sampled (2,000 customers against all)"),
    exact_silhouette_to: z.number().int().min(0).default(20_000),
    depth: z
      .enum(["basic", "full"])
      .default("basic")
      .describe("full adds gap, prediction strength, null test, bootstrap stability and the verdict"),
    resampling,
    sensitivity: z
      .boolean()
      .default(true)
      .describe("at depth full, segment again with other preparations and algorithms and compare"),
    evidence_to: z
      .number()
      .int()
      .min(1)
      .default(10)
      .describe("the evidence table runs from 1 to this k, or further if k asks"),
    restarts: z.number().int().min(1).max(10_000).default(20),
    max_iterations: z.number().int().min(1).default(300),
    value: reference.optional().describe("value of a customer: orders the labels (best first) and gives value shares"),
    descriptors: z
      .array(reference)
      .default([])
      .describe("columns that describe the segments and have no part in making them: tested, Holm-adjusted"),
    truth: reference.optional().describe("a known grouping; the adjusted Rand index with it is reported"),
    save_model: z
      .boolean()
      .default(false)
      .describe("write segment_model.json (mode 0600) into the run folder, for assign and for next year's study"),
    previous_model: z
      .string()
      .min(1)
      .optional()
      .describe("an earlier model file, from the folder of the study file: what became of its segments"),
    allow_extremes: z
      .boolean()
      .default(false)
      .describe("keep a model although a step of the preparation stores values of single customers"),
    names: z
      .record(z.string().regex(/^S\d+$/), nameOverride)
      .default({})
      .describe("names that replace the rule names, by label, such as S1: { en: …, zh: … }; never decide a label"),
  })
  .superRefine((settings, context) => {
    for (const { path, message } of inputProblems(settings)) context.addIssue({ code: "custom", path, message });
    const needsWindow = settings.features.some((each) => each.measure !== undefined);
    if (needsWindow && settings.window === undefined)
      context.addIssue({ code: "custom", path: ["window"], message: "a measure needs the window it is computed over" });
    if (settings.customers === "open" && settings.window === undefined && settings.as_of === undefined)
      context.addIssue({ code: "custom", path: ["as_of"], message: "customers: open needs as_of or window" });
    const usesDigital = settings.features.some((each) => each.measure === "digital_share");
    if (usesDigital && settings.digital_channels.length === 0)
      context.addIssue({
        code: "custom",
        path: ["digital_channels"],
        message: "digital_share needs the digital codes",
      });
  });

export type SegmentSettings = z.infer<typeof segmentSettings>;
/** Settings as a user writes them, before defaults. */
export type SegmentSettingsInput = z.input<typeof segmentSettings>;
export type FeatureSettings = SegmentSettings["features"][number];
export type MissingRule = FeatureSettings["missing"];
