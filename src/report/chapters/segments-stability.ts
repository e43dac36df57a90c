import { isHidden } from "../../privacy/index.js";
import { paragraph, section, type Block, type Section, type Table } from "../document.js";
import { randByKFigure } from "../figures/index.js";
import type { GatedSensitivity } from "../gate/segment-stability.js";
import { nameOf } from "../text/names.js";
import type { StabilityText } from "../text/stability.js";
import { say, type Words } from "../words.js";
import { column, missing, orMissing, sayWith, shareColumn, tableOf, textColumn } from "./parts.js";
import { acrossBlocks } from "./segments-across-k.js";
import { segmentSource, type SegmentView } from "./segments-view.js";

type Check = GatedSensitivity["checks"][number];

const words = (pick: (text: StabilityText) => string): Words => say((text) => pick(text.stability));

/** How far the segments hold; null where nothing of it was asked for. */
export function stabilitySection(view: SegmentView): Section | null {
  const { sensitivity, across_k } = view.segment;
  const blocks = [
    randByKFigure(view.facts, view.numbers),
    ...(across_k.length === 0 ? [] : acrossBlocks(view)),
    ...(sensitivity === null ? [] : sensitivityBlocks(view, sensitivity)),
  ];
  if (blocks.every((each) => each === null)) return null;
  return section(
    "segments-stability",
    words((text) => text.title),
    blocks,
  );
}

function sensitivityBlocks(view: SegmentView, sensitivity: GatedSensitivity): (Block | null)[] {
  const { segment, numbers } = view;
  const [k, customers] = [numbers.count(segment.k), numbers.count(sensitivity.customers)];
  return [
    paragraph(
      words((text) => text.sensitivityAbout(k, customers)),
      mostSensitive(view, sensitivity),
    ),
    sensitivityTable(view, sensitivity),
  ];
}

/** The change that moves the largest share of customers; null where none is known or none moves anybody. */
function mostSensitive({ numbers }: SegmentView, { checks }: GatedSensitivity): Words | null {
  const known = checks.flatMap((each) =>
    typeof each.moved === "number" ? [{ each, share: each.moved / each.customers }] : [],
  );
  const [first] = known.sort((a, b) => b.share - a.share);
  if (first === undefined || first.share === 0) return null;
  return sayWith({ change: changeWords(first.each) }, (text, own) =>
    text.stability.least(own.change, numbers.percent(first.share)),
  );
}

function sensitivityTable(view: SegmentView, { checks }: GatedSensitivity): Table {
  const customers = say((text) => text.common.customers);
  const parts = {
    id: "segments-sensitivity",
    title: words((text) => text.sensitivityTitle),
    columns: [
      textColumn(
        "change",
        words((text) => text.change),
      ),
      column(
        "customers",
        words((text) => text.compared),
        "count",
        customers,
        0,
      ),
      column(
        "adjusted_rand",
        words((text) => text.rand),
        "decimal",
        null,
        3,
      ),
      column(
        "jaccard_lowest",
        words((text) => text.lowest),
        "decimal",
        null,
        3,
      ),
      column(
        "moved",
        words((text) => text.moved),
        "count",
        customers,
        0,
      ),
      shareColumn(
        "moved_share",
        words((text) => text.movedShare),
      ),
    ],
    rows: checks.map(checkRow),
    notes: [words((text) => text.sensitivityNote)],
    source: segmentSource(view),
  };
  return tableOf(parts, view.numbers);
}

function checkRow(each: Check) {
  const { reason, moved } = each;
  if (reason !== null) {
    const none = missing(words((text) => text.reasons[reason]));
    return [changeWords(each), none, none, none, none, none];
  }
  const notDefined = say((text) => text.segments.notDefined);
  const share = isHidden(moved) ? moved : moved === null ? null : moved / each.customers;
  return [
    changeWords(each),
    each.customers,
    orMissing(each.adjusted_rand, notDefined),
    orMissing(each.jaccard_lowest, notDefined),
    orMissing(moved, notDefined),
    orMissing(share, notDefined),
  ];
}

function changeWords({ check, left_out }: Check): Words {
  if (left_out === null) return words((text) => text.checks[check]);
  return sayWith({ feature: nameOf("measure", left_out) }, (text, own) => text.stability.without(own.feature));
}
