import { bestOverlap } from "../hungarian.js";

export type LineageState = "kept" | "split" | "merged" | "new" | "gone";

/** What became of the groups of one solution in another. */
export interface Lineage {
  /** For each new group: its state, the old groups it comes from, its matched old group (-1: none) and their Jaccard similarity. */
  readonly later: readonly {
    readonly state: Exclude<LineageState, "gone">;
    readonly from: readonly number[];
    readonly matched: number;
    readonly jaccard: number;
  }[];
  /** For each old group: its state and the new groups that it went to. */
  readonly earlier: readonly { readonly state: Exclude<LineageState, "new">; readonly to: readonly number[] }[];
}

/** A group that gives less than this to another is no part of it. */
const PART = 0.1;
const HALF = 0.5;

/**
 * Compares two groupings of the same rows. Groups are matched so that they share the most rows (Hungarian method). A new group is
 * *merged* when two or more old groups went to it (most of each did, and each is a tenth of it or more); *split* when it comes from
 * an old group that two or more new groups come from (most of each, and each took a tenth of it or more); *kept* when its
 * Jaccard similarity with the matched group is above one half, the limit below which Hennig (2007) calls a group dissolved; else *new*.
 * An old group is *gone* when no new group is any of these because of it.
 * @param shared old x new counts, row-major, at least one group each
 */
export function lineage(shared: Float64Array, earlier: number, later: number): Lineage {
  const counts = (a: number, b: number) => shared[a * later + b];
  const groupsOf = (count: number) => Array.from({ length: count }, (_, at) => at);
  const [old, fresh] = [groupsOf(earlier), groupsOf(later)];
  const oldSize = old.map((a) => fresh.reduce((sum, b) => sum + counts(a, b), 0));
  const newSize = fresh.map((b) => old.reduce((sum, a) => sum + counts(a, b), 0));
  const wentTo = (a: number, b: number) => counts(a, b) > HALF * oldSize[a] && counts(a, b) >= PART * newSize[b];
  const cameFrom = (a: number, b: number) => counts(a, b) > HALF * newSize[b] && counts(a, b) >= PART * oldSize[a];
  const matches = bestOverlap(shared, earlier, later);

  const found = fresh.map((b): Lineage["later"][number] => {
    const matched = matches.indexOf(b);
    const both = matched < 0 ? 0 : counts(matched, b);
    const jaccard = both === 0 ? 0 : both / (oldSize[matched] + newSize[b] - both);
    const sources = old.filter((a) => wentTo(a, b));
    const parent = old.find((a) => cameFrom(a, b));
    const siblings = parent === undefined ? [] : fresh.filter((other) => cameFrom(parent, other));
    if (sources.length > 1) return { state: "merged", from: sources, matched, jaccard };
    if (siblings.length > 1) return { state: "split", from: [parent!], matched, jaccard };
    if (jaccard > HALF) return { state: "kept", from: [matched], matched, jaccard };
    return { state: "new", from: [], matched, jaccard };
  });
  return Object.freeze({
    later: found,
    earlier: old.map((a) => {
      const to = fresh.filter((b) => found[b].from.includes(a));
      const state = to.length === 0 ? "gone" : found[to[0]].state;
      return { state: state as Exclude<LineageState, "new">, to };
    }),
  });
}
