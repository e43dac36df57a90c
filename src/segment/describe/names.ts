import type { SegmentSettings } from "../settings.js";
import type { MarkerWords } from "./words.js";

/** One marker of a segment: which feature, and how far its mean lies from the population's in standard deviations. */
export interface Marker {
  readonly feature: number;
  readonly z: number;
}

export interface SegmentName {
  readonly name_en: string;
  readonly name_zh: string;
}

const NO_MARKER = { en: "average", zh: "各项居中" };
const USUAL_MARKERS = 2;

/**
 * Rule names of all segments from their strongest markers. Two markers; segments that would share a name take further markers,
 * and the label where these do not tell them apart either. Declared names replace rule names.
 * @param markers per segment, strongest first
 */
export function segmentNames(
  labels: readonly string[],
  markers: readonly (readonly Marker[])[],
  words: readonly MarkerWords[],
  overrides: SegmentSettings["names"],
): readonly SegmentName[] {
  const used = distinguishingCounts(markers);
  const keys = markers.map((each, at) => keyOf(each, used[at]));
  return Object.freeze(
    labels.map((label, at) => {
      const phrases = markers[at].slice(0, used[at]).map(({ feature, z }) => words[feature][z > 0 ? "high" : "low"]);
      const shared = keys.some((key, other) => other !== at && key === keys[at]);
      const suffix = shared ? ` (${label})` : "";
      const en = phrases.length === 0 ? NO_MARKER.en : phrases.map((each) => each.en).join(", ");
      const zh = phrases.length === 0 ? NO_MARKER.zh : phrases.map((each) => each.zh).join("、");
      const own = overrides[label] ?? {};
      return Object.freeze({ name_en: own.en ?? en + suffix, name_zh: own.zh ?? zh + suffix });
    }),
  );
}

function keyOf(markers: readonly Marker[], count: number): string {
  return markers
    .slice(0, count)
    .map(({ feature, z }) => `${String(feature)}${z > 0 ? "+" : "-"}`)
    .join(" ");
}

/** How many markers each name uses: two, or as many more as tell it from the others. */
function distinguishingCounts(markers: readonly (readonly Marker[])[]): readonly number[] {
  const counts = markers.map((each) => Math.min(USUAL_MARKERS, each.length));
  for (;;) {
    const keys = markers.map((each, at) => keyOf(each, counts[at]));
    const growing = markers.flatMap((each, at) =>
      counts[at] < each.length && keys.some((key, other) => other !== at && key === keys[at]) ? [at] : [],
    );
    if (growing.length === 0) return counts;
    for (const at of growing) counts[at] += 1;
  }
}
