import type { SegmentInput } from "../input.js";
import type { ResolvedFeature } from "../features/resolve.js";
import type { SegmentResult } from "../../tables/results/segment.js";
import type { FeatureSettings, SegmentSettings } from "../settings.js";

export type CheckName = NonNullable<SegmentResult["sensitivity"]>["checks"][number]["check"];

/** One other way to make the segments: which features, how prepared, by which algorithm. */
export interface SensitivityCheck {
  readonly check: CheckName;
  /** The feature that is left out. */
  readonly left_out: string | null;
  readonly features: readonly ResolvedFeature[];
  readonly settings: SegmentSettings;
  /** Most customers that it works on. */
  readonly at_most: number;
}

/** Most customers of another algorithm: their time grows with the square of the number, or is long. */
const ROWS = { pam: 2_000, gmm: 5_000, ward: 10_000, "k-means": 10_000 } as const;
const COMPARED_RESTARTS = 2;

/**
 * The refits of the sensitivity table that differ from what was chosen: other preparation by the same algorithm, and the same
 * preparation by other algorithms, which need numbers for every customer. A step that no feature has is not left out.
 * @param at_most customers that the algorithm of the settings refits on; less than all adds a refit that changes nothing else
 */
export function sensitivityChecks(
  { features, categories }: Pick<SegmentInput, "features" | "categories">,
  settings: SegmentSettings,
  customers: number,
  at_most: number,
): readonly SensitivityCheck[] {
  const numbersOnly = categories.length === 0 && features.every((each) => each.settings.missing !== "partial");
  const plain = { left_out: null, features, settings, at_most };
  const changed = (check: CheckName, change: Partial<FeatureSettings>, when: (each: FeatureSettings) => boolean) =>
    features.some((each) => when(each.settings))
      ? [
          {
            ...plain,
            check,
            features: features.map((each) => (when(each.settings) ? withSettings(each, change) : each)),
          },
        ]
      : [];
  const other_divisor = settings.z_divisor === "n" ? ("n-1" as const) : ("n" as const);
  const weights = new Set(features.map((each) => each.settings.weight));
  return [
    ...(at_most < customers ? [{ ...plain, check: "sample_only" as const }] : []),
    ...changed("without_log", { transform: "none" }, ({ transform }) => transform === "log1p" || transform === "slog"),
    ...changed("without_caps", { winsor: undefined, caps: undefined }, hasCaps),
    ...changed("robust_scale", { scale: "robust" }, ({ scale }) => scale !== "robust"),
    ...(features.some((each) => each.settings.scale === "z")
      ? [{ ...plain, check: "other_z_divisor" as const, settings: { ...settings, z_divisor: other_divisor } }]
      : []),
    ...(weights.size > 1 ? changed("equal_weights", { weight: 1 }, () => true) : []),
    ...(features.length > 1 ? features.map((each) => leftOut(each, plain)) : []),
    ...(settings.pca === undefined
      ? []
      : [{ ...plain, check: "without_components" as const, settings: { ...settings, pca: undefined } }]),
    ...(numbersOnly ? otherAlgorithms(plain) : []),
  ];
}

type Plain = Omit<SensitivityCheck, "check">;

function withSettings(feature: ResolvedFeature, change: Partial<FeatureSettings>): ResolvedFeature {
  return { ...feature, settings: { ...feature.settings, ...change } };
}

function hasCaps({ winsor, caps }: FeatureSettings): boolean {
  return winsor !== undefined || caps?.some((each) => each !== null) === true;
}

function leftOut(feature: ResolvedFeature, plain: Plain): SensitivityCheck {
  const features = plain.features.filter((each) => each !== feature);
  return { ...plain, check: "left_out", left_out: feature.name, features };
}

function otherAlgorithms(plain: Plain): SensitivityCheck[] {
  const { settings } = plain;
  const others = (["k-means", "pam", "gmm", "ward"] as const).filter((each) => each !== settings.algorithm);
  return others.map((algorithm) => ({
    ...plain,
    check: algorithm,
    at_most: ROWS[algorithm],
    settings: {
      ...settings,
      algorithm,
      start: "kmeans++",
      metric: "euclidean",
      mixture_restarts: Math.min(settings.mixture_restarts, COMPARED_RESTARTS),
    },
  }));
}
