import type { StageContext } from "../../engine/stage.js";
import { lineage, type Lineage } from "../../stats/cluster/lineage.js";
import type { SegmentResult } from "../../tables/results/segment.js";
import { labelsOf } from "../assignments.js";
import { readFeatures } from "../features/read.js";
import { assignSettings } from "./assign-settings.js";
import { scoringOf } from "./assign.js";
import type { SegmentModel } from "./model.js";
import { codesOf } from "./score-parts.js";
import { scoreRows } from "./score.js";

type Found = NonNullable<SegmentResult["lineage"]>;

/**
 * What became of the segments of an earlier model: it scores the customers that the new fit was made on, and both groupings of the
 * same customers are compared. Customers that the earlier model cannot score are left out and counted.
 * @param ids customers of the new fit, with their segments 0 … k-1
 */
export async function lineageOf(
  context: StageContext,
  previous: SegmentModel,
  population: string,
  ids: readonly string[],
  segments: Int32Array,
  k: number,
): Promise<Found> {
  const earlier = await scoredBy(context, previous, population);
  const before = previous.segments.length;
  const shared = new Float64Array(before * k);
  let common = 0;
  ids.forEach((customer, row) => {
    const old = earlier.get(customer);
    if (old === undefined) return;
    shared[old * k + segments[row]] += 1;
    common += 1;
  });
  return describe(previous, lineage(shared, before, k), shared, k, common);
}

async function scoredBy(
  context: StageContext,
  model: SegmentModel,
  population: string,
): Promise<ReadonlyMap<string, number>> {
  const scoring = scoringOf(context, model, assignSettings.parse({ population }));
  const { engine, population: who, features, scope } = scoring;
  const table = await readFeatures(engine, who, features, scope, 1);
  const codes = await codesOf(scoring, who, model, table.customers);
  const { kept, labels } = scoreRows(model, [...table.columns, ...codes]);
  return new Map(Array.from(kept, (row, at) => [table.ids[row], labels[at]]));
}

function describe(
  { segments, created_from }: SegmentModel,
  found: Lineage,
  shared: Float64Array,
  k: number,
  common: number,
): Found {
  const labels = labelsOf(k);
  const old = segments.map((each) => each.label);
  return {
    previous_data_hash: created_from.data_hash,
    common_customers: common,
    previous: segments.map(({ label, name_en, name_zh }, a) => ({
      label,
      name_en,
      name_zh,
      state: found.earlier[a].state,
      to: found.earlier[a].to.map((b) => labels[b]),
      customers: Array.from(shared.subarray(a * k, a * k + k)),
    })),
    segments: found.later.map(({ state, from, matched, jaccard }, b) => ({
      label: labels[b],
      state,
      from: from.map((a) => old[a]),
      matched: matched < 0 ? null : old[matched],
      jaccard,
    })),
  };
}
