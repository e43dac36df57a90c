import { sha256 } from "../../core/hash.js";
import { RNG_VERSION } from "../../core/rng.js";
import type { Warning } from "../../engine/stage.js";
import { sortedCopy } from "../../stats/quantile.js";
import type { SegmentFit } from "../algorithms/clusterer.js";
import { labelsOf } from "../assignments.js";
import type { KEvidence } from "../choose-k.js";
import { meanSimplified, type Confidence } from "../describe/confidence.js";
import type { SegmentName } from "../describe/names.js";
import type { FeatureShape } from "../describe/profile.js";
import type { SegmentInput } from "../input.js";
import type { PreparedInput } from "../prepare-input.js";
import { quantiles } from "../prepare/summary.js";
import type { SegmentSettings } from "../settings.js";
import { binCounts, decileEdges, trainingBins } from "./drift.js";
import type { SegmentModel } from "./model.js";
import { storedOf } from "./stored-parts.js";

/** What the fit and its description bring to the model. */
export interface ModelParts {
  readonly input: SegmentInput;
  readonly prepared: PreparedInput;
  readonly settings: SegmentSettings;
  readonly seed: number;
  readonly fit: SegmentFit;
  readonly members: readonly Int32Array[];
  readonly confidence: Confidence;
  readonly shapes: readonly (readonly FeatureShape[])[];
  readonly names: readonly SegmentName[];
  readonly evidence: readonly KEvidence[];
  readonly stability: SegmentModel["stability"];
  readonly lineage: SegmentModel["lineage"];
}

const PERCENTILES = Array.from({ length: 99 }, (_, at) => (at + 1) / 100);

/** The model of a segmentation, as plain data. */
export function buildModel(parts: ModelParts): SegmentModel {
  const { input, prepared, settings, seed, fit, members, confidence, shapes, names, evidence, stability, lineage } =
    parts;
  const d = prepared.matrix.columns;
  return Object.freeze({
    format: "custval-segments",
    format_version: 1,
    rng_version: RNG_VERSION,
    created_from: {
      data_hash: dataHash(prepared),
      customers: prepared.ids.length,
      window: settings.window ?? null,
      as_of: settings.as_of ?? settings.window?.end ?? null,
      digital_channels: settings.digital_channels,
    },
    schema: schemaOf(input),
    prepare: prepared.fitted.recipe as SegmentModel["prepare"],
    algorithm: {
      name: settings.algorithm,
      seed,
      restarts: fit.restarts,
      restarts_agreeing: fit.restartsAgreeing,
      converged: fit.converged,
      wss: fit.wss,
    },
    centres: Array.from(members, (_, c) => Array.from(fit.centres.subarray(c * d, c * d + d), (x) => x + 0)),
    scoring: fit.parts.kind === "centres" ? null : storedOf(fit.parts),
    centres_original: shapes.map((each) => each.map(({ mean }) => mean)),
    segments: labelsOf(fit.k).map((label, at) => ({
      label,
      ...names[at],
      size: members[at].length,
      share: members[at].length / prepared.ids.length,
      distance_percentiles: [
        ...quantiles(
          Float64Array.from(members[at], (row) => confidence.distance[row]),
          PERCENTILES,
        ),
      ],
    })),
    drift: input.features.map(({ name }, j) => trainingBins(name, prepared.raw[j])),
    training: trainingFit(confidence, fit.wss),
    evidence: [...evidence],
    stability,
    lineage,
  } satisfies SegmentModel);
}

/** The numeric features, then those of categories. */
function schemaOf({ features, categories }: SegmentInput): SegmentModel["schema"] {
  const common = ({ name, unit, source, settings }: SegmentInput["features"][number]) => ({
    name,
    unit,
    higher_is: settings.higher_is ?? null,
    source,
  });
  return [
    ...features.map((each) => ({ ...common(each), type: "number" as const, categories: null })),
    ...categories.map((each) => ({
      ...common(each),
      type: "category" as const,
      categories: { levels: [...each.levels], unseen: each.settings.unseen },
    })),
  ];
}

function trainingFit(confidence: Confidence, wss: number): SegmentModel["training"] {
  const { distance } = confidence;
  const edges = decileEdges(sortedCopy(distance));
  return {
    wss_per_row: wss / distance.length,
    silhouette_simplified: meanSimplified(confidence),
    distance_edges: [...edges],
    distance_shares: Array.from(binCounts(distance, edges), (each) => each / distance.length),
  };
}

/** SHA-256 over the hashes of the ids and of each feature's original values or codes, in id order. */
function dataHash({ ids, originals, codes }: PreparedInput): string {
  const columns = [...originals, ...codes].map((column) =>
    sha256(new Uint8Array(column.buffer, column.byteOffset, column.byteLength)),
  );
  return sha256([sha256(ids.join("\n")), ...columns].join("\n"));
}

/** The warning that no model is kept because its medoids are rows of real customers; empty where that is allowed or not so. */
export function medoidsIn({ parts }: SegmentFit, settings: SegmentSettings): readonly Warning[] {
  const stores = parts.kind === "medoids" || parts.kind === "gower";
  if (!stores || settings.allow_medoids) return [];
  const message = `the medoids of ${settings.algorithm} are rows of real customers, so no model is kept`;
  return [{ code: "SEG-109", message }];
}

/**
 * Preparation steps that store the values of single customers: `minmax` without limits, and `rank`. A model with them is
 * not saved unless the settings allow it.
 */
export function extremesIn({ features }: SegmentInput, settings: SegmentSettings): readonly Warning[] {
  if (settings.allow_extremes) return [];
  return features.flatMap(({ name, settings }) => {
    const open = settings.winsor === undefined && (settings.caps?.[0] ?? null) === null;
    const openAbove = settings.winsor === undefined && (settings.caps?.[1] ?? null) === null;
    const stores = settings.transform === "rank" || (settings.scale === "minmax" && (open || openAbove));
    if (!stores) return [];
    const step = settings.transform === "rank" ? "transform: rank" : "scale: minmax without limits";
    const message = `${step} of "${name}" would store values of single customers, so no model is kept`;
    return [{ code: "SEG-109", message }];
  });
}
