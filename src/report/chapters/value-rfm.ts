import { paragraph, type Block, type Table } from "../document.js";
import { rfmHeatMap, rfmSegmentShares } from "../figures/index.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedRfm } from "../gate/rfm.js";
import { sensibleDigits, type Numbers } from "../numbers.js";
import { nameOf } from "../text/names.js";
import { unitWords } from "../text/reasons.js";
import { listOf, same, say, type Words } from "../words.js";
import {
  codeColumn,
  column,
  missing,
  orMissing,
  periodOf,
  sayWith,
  shareColumn,
  sourceLine,
  tableOf,
  textColumn,
  type TableParts,
} from "./parts.js";
import { label } from "./value-label.js";
import { weightBlocks } from "./value-weights.js";

type Segment = GatedRfm["segments"][number];
type Shown = Segment & { readonly customer_share: number };

/** The blocks on RFM: cuts, weights, segments, heat map and faults of the segment table. */
export function rfmBlocks(facts: GatedFacts, rfm: GatedRfm, numbers: Numbers): (Block | null)[] {
  return [
    paragraph(...openingOf(rfm, numbers)),
    cutsTable(facts, rfm, numbers),
    ...weightBlocks(rfm, sourceOf(rfm, rfm.scored, numbers), numbers),
    paragraph(...segmentSentences(rfm, numbers)),
    segmentsTable(facts, rfm, numbers),
    rfmSegmentShares(facts, numbers),
    rfmHeatMap(facts, numbers),
    lintBlock(rfm, numbers),
  ];
}

function sourceOf(rfm: GatedRfm, n: GatedRfm["customers"], numbers: Numbers): Words {
  return sourceLine(
    numbers.count(n),
    periodOf(rfm.window_start, rfm.as_of),
    label((text) => text.fromRfm),
  );
}

function currencyOf({ study }: GatedFacts, rfm: GatedRfm): string {
  return rfm.currency ?? study.currency;
}

function openingOf(rfm: GatedRfm, numbers: Numbers): (Words | null)[] {
  const [scored, customers] = [numbers.count(rfm.scored), numbers.count(rfm.customers)];
  const without = rfm.without_transactions;
  const [method, ties] = [nameOf("choice", rfm.method), nameOf("choice", rfm.ties)];
  const bins = numbers.count(rfm.bins);
  return [
    label((text) => text.rfmOpening(scored, customers)),
    without === 0 ? null : label((text) => text.without(numbers.count(without))),
    sayWith({ method, ties }, (text, own) => text.value.method(own.method, bins, own.ties)),
    rfm.frozen ? label((text) => text.frozen) : null,
  ];
}

function cutsTable(facts: GatedFacts, rfm: GatedRfm, numbers: Numbers): Table {
  const nested = rfm.cuts.some((cut) => cut.parent !== undefined);
  const outer = label((text) => text.outer);
  const all = label((text) => text.noParent);
  const { cuts } = rfm;
  const starts = cuts.flatMap((cut, at) => (at > 0 && cuts[at - 1].measure !== cut.measure ? [at] : []));
  const bound = (id: string, words: Words) => column(id, words, "decimal", null, 2);
  return tableOf(
    {
      id: "rfm-cuts",
      title: label((text) => text.cutsTitle),
      columns: [
        textColumn(
          "measure",
          label((text) => text.measure),
        ),
        ...(nested
          ? [
              codeColumn(
                "parent",
                label((text) => text.parent),
              ),
            ]
          : []),
        column(
          "score",
          label((text) => text.scoreColumn),
          "count",
          null,
          0,
        ),
        bound(
          "lower",
          label((text) => text.lower),
        ),
        bound(
          "upper",
          label((text) => text.upper),
        ),
        column(
          "customers",
          label((text) => text.customers),
          "count",
          null,
          0,
        ),
        shareColumn(
          "share",
          label((text) => text.share),
        ),
      ],
      rows: cuts.map((cut) => [
        nameOf("measure", cut.measure),
        ...(nested ? [cut.parent === undefined ? missing(all) : same(cut.parent)] : []),
        cut.score,
        orMissing(cut.lower, outer),
        orMissing(cut.upper, outer),
        cut.customers,
        cut.share,
      ]),
      ruledRows: starts,
      notes: [
        label((text) => (cuts[0]?.closed === "left" ? text.cutsNoteLeft : text.cutsNoteRight)),
        sayWith({ currency: unitWords(currencyOf(facts, rfm)) }, (text, own) => text.value.unitsNote(own.currency)),
      ],
      source: sourceOf(rfm, rfm.scored, numbers),
    },
    numbers,
  );
}

/** The segments whose size is shown. */
export function shownSegments(rfm: GatedRfm): readonly Shown[] {
  return rfm.segments.filter((each): each is Shown => typeof each.customer_share === "number");
}

/** The shown segment with most of the money; null when none is known or a hidden one could be larger. */
export function richestSegment(rfm: GatedRfm): (Shown & { readonly money_share: number }) | null {
  const known = shownSegments(rfm).filter(
    (each): each is Shown & { readonly money_share: number } => typeof each.money_share === "number",
  );
  const hiddenMoney = 1 - known.reduce((sum, each) => sum + each.money_share, 0);
  const best = [...known].sort((a, b) => b.money_share - a.money_share).at(0) ?? null;
  return best !== null && best.money_share > hiddenMoney ? best : null;
}

function segmentSentences(rfm: GatedRfm, numbers: Numbers): (Words | null)[] {
  const largest = [...shownSegments(rfm)].sort((a, b) => b.customer_share - a.customer_share).at(0);
  const richest = richestSegment(rfm);
  return [
    largest
      ? sayWith({ name: nameOf("segment", largest.segment) }, (text, own) =>
          text.value.largest(own.name, numbers.percent(largest.customer_share)),
        )
      : null,
    richest
      ? sayWith({ name: nameOf("segment", richest.segment) }, (text, own) =>
          text.value.richest(own.name, numbers.percent(richest.money_share), numbers.percent(richest.customer_share)),
        )
      : null,
  ];
}

function segmentsTable(facts: GatedFacts, rfm: GatedRfm, numbers: Numbers): Table {
  const { divisor, label: unit } = facts.study.money_unit;
  const digits = sensibleDigits(
    rfm.segments.map((each) => each.monetary),
    divisor,
  );
  const amounts = sensibleDigits(rfm.segments.map((each) => each.median_monetary));
  const days = say((text) => text.common.days);
  const times = rfm.occasions === "day" ? days : say((text) => text.common.times);
  return tableOf(
    {
      id: "rfm-segments",
      title: label((text) => text.segmentsTitle),
      columns: [
        textColumn(
          "segment",
          label((text) => text.segment),
        ),
        column(
          "customers",
          label((text) => text.customers),
          "count",
          null,
          0,
        ),
        shareColumn(
          "share",
          label((text) => text.share),
        ),
        column(
          "money",
          label((text) => text.money),
          "money",
          unit,
          digits,
        ),
        shareColumn(
          "money_share",
          label((text) => text.moneyShare),
        ),
        column(
          "median_recency",
          label((text) => text.medianRecency),
          "decimal",
          days,
          1,
        ),
        column(
          "median_frequency",
          label((text) => text.medianFrequency),
          "decimal",
          times,
          1,
        ),
        column(
          "median_monetary",
          label((text) => text.medianMonetary),
          "amount",
          unitWords(currencyOf(facts, rfm)),
          amounts,
        ),
      ],
      rows: rfm.segments.map(segmentRow),
      source: sourceOf(rfm, rfm.customers, numbers),
    },
    numbers,
  );
}

function segmentRow(each: Segment): TableParts["rows"][number] {
  const none = label((text) => text.noTransactions);
  const noTotal = label((text) => text.totalNotPositive);
  return [
    nameOf("segment", each.segment),
    each.customers,
    each.customer_share,
    orMissing(
      each.monetary,
      label((text) => text.noMoney),
    ),
    orMissing(each.money_share, noTotal),
    orMissing(each.median_recency_days, none),
    orMissing(each.median_frequency, none),
    orMissing(each.median_monetary, none),
  ];
}

function lintBlock(rfm: GatedRfm, numbers: Numbers): Block {
  if (rfm.lint.length === 0) return paragraph(label((text) => text.lintNone));
  return { kind: "list", items: rfm.lint.map((each) => lintSentence(each, numbers)) };
}

function lintSentence(finding: GatedRfm["lint"][number], numbers: Numbers): Words {
  const rules = listOf(finding.rules.map((each) => nameOf("segment", each)));
  const cells = listOf(finding.cells.map(same));
  const count = finding.customers === null ? null : numbers.count(finding.customers);
  return sayWith({ rules, cells }, (text, own) => {
    const { lint } = text.value;
    const parts = finding.kind === "uncovered" ? lint.uncovered(own.cells) : lint[finding.kind](own.rules, own.cells);
    return count === null ? parts : `${parts} ${lint.customers(count)}`;
  });
}
