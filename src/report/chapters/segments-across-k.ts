import { paragraph, type Block, type Table } from "../document.js";
import type { GatedSegment } from "../gate/segment.js";
import type { StabilityText } from "../text/stability.js";
import { listOf, same, say, type Words } from "../words.js";
import { codeColumn, sayWith, tableOf, textColumn } from "./parts.js";
import { segmentSource, type SegmentView } from "./segments-view.js";

type Step = GatedSegment["across_k"][number];
type State = Step["segments"][number]["state"];

const words = (pick: (text: StabilityText) => string): Words => say((text) => pick(text.stability));

/** What becomes of the segments as k grows, in a sentence on the chosen k and a table. */
export function acrossBlocks(view: SegmentView): Block[] {
  const { segment } = view;
  const next = segment.across_k.find((each) => each.from_k === segment.k);
  return [...(next === undefined ? [] : [paragraph(persisting(next))]), acrossTable(view)];
}

function persisting({ from_k, to_k, segments }: Step): Words {
  const kept = segments.filter(({ state }) => state === "kept").flatMap(({ from }) => from);
  const [k, next] = [String(from_k), String(to_k)];
  if (kept.length === 0) return words((text) => text.persistsNone(k, next));
  return sayWith({ list: listOf(kept.sort().map(same)) }, (text, { list }) => text.stability.persists(k, next, list));
}

function acrossTable(view: SegmentView): Table {
  const { segment, numbers } = view;
  const parts = {
    id: "segments-across-k",
    title: words((text) => text.acrossTitle),
    columns: [
      codeColumn(
        "step",
        words((text) => text.step),
      ),
      textColumn(
        "kept",
        words((text) => text.kept),
      ),
      textColumn(
        "split",
        words((text) => text.split),
      ),
      textColumn(
        "merged",
        words((text) => text.merged),
      ),
      textColumn(
        "new",
        words((text) => text.fresh),
      ),
    ],
    rows: segment.across_k.map((each) => [
      words((text) => text.path(String(each.from_k), String(each.to_k))),
      ...(["kept", "split", "merged", "new"] as const).map((state) => inState(each, state)),
    ]),
    notes: [words((text) => text.acrossNote)],
    source: segmentSource(view),
  };
  return tableOf(parts, numbers);
}

function inState({ segments }: Step, state: State) {
  const paths = segments
    .filter((each) => each.state === state)
    .flatMap(({ label, from }) => (from.length === 0 ? [label] : from.map((old) => `${old}→${label}`)));
  return paths.length === 0 ? same("–") : listOf(paths.map(same));
}
