import { isHidden } from "../../privacy/index.js";
import { paragraph, section, type Section, type Table } from "../document.js";
import { isOmitted } from "../facts.js";
import {
  segmentProfileFigure,
  segmentSharesFigure,
  segmentSnakeFigure,
  silhouetteBandsFigure,
} from "../figures/index.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedProfile } from "../gate/segment.js";
import { sensibleDigits, type Numbers, type Value } from "../numbers.js";
import { nameOf } from "../text/names.js";
import { unitWords } from "../text/reasons.js";
import { listOf, same, say, type Words } from "../words.js";
import { codeColumn, column, omittedSentence, orMissing, sayWith, tableOf, textColumn } from "./parts.js";
import { assignedChapter } from "./segments-assigned.js";
import { differencesSection, lineageSection, rulesSection } from "./segments-differences.js";
import { choiceSection, featureDigits, preparationSection, unitOf } from "./segments-choice.js";
import { segmentSource, type SegmentView } from "./segments-view.js";
import { stabilitySection } from "./segments-stability.js";

/** The chapter on segments, or the sentence that says why there is none. */
export function segmentsChapter(facts: GatedFacts, numbers: Numbers): Section {
  const title = say((text) => text.segments.title);
  const { segment, assign } = facts;
  if (!isOmitted(assign)) return assignedChapter(facts, assign, numbers);
  if (isOmitted(segment))
    return section("segments", title, [paragraph(omittedSentence("segment", segment.omitted, segment.text))]);
  const view: SegmentView = { facts, segment, numbers };
  return section("segments", title, [
    preparationSection(view),
    choiceSection(view),
    stabilitySection(view),
    section(
      "segments-sizes",
      say((text) => text.segments.sizes),
      [
        sizesTable(view),
        segmentSharesFigure(facts, numbers),
        silhouetteBandsFigure(facts, numbers),
        agreementBlock(view),
      ],
    ),
    section(
      "segments-profiles",
      say((text) => text.segments.profiles),
      [profilesTable(view), segmentProfileFigure(facts, numbers), segmentSnakeFigure(facts, numbers)],
    ),
    differencesSection(view),
    rulesSection(view),
    lineageSection(view),
    section(
      "segments-cards",
      say((text) => text.segments.cards),
      segment.segments.map((each) => card(view, each)),
    ),
  ]);
}

function nameOfSegment({ name_en, name_zh }: GatedProfile): Words {
  return { en: name_en, zh: name_zh };
}

function sizesTable(view: SegmentView): Table {
  const { facts, segment, numbers } = view;
  const unit = facts.study.money_unit;
  const noValue = say((text) => text.segments.noValue);
  const notAsked = say((text) => text.segments.notAsked);
  const percent = say((text) => text.common.percent);
  const digits = sensibleDigits(
    segment.segments.map((each) => each.value),
    unit.divisor,
  );
  const parts = {
    id: "segments-sizes",
    title: say((text) => text.segments.sizesTitle),
    columns: [
      codeColumn(
        "segment",
        say((text) => text.segments.segment),
      ),
      textColumn(
        "name",
        say((text) => text.segments.name),
      ),
      column(
        "customers",
        say((text) => text.segments.customers),
        "count",
        say((text) => text.common.customers),
        0,
      ),
      column(
        "share",
        say((text) => text.segments.share),
        "share",
        percent,
        1,
      ),
      column(
        "value",
        say((text) => text.segments.value),
        "money",
        unit.label,
        digits,
      ),
      column(
        "value_share",
        say((text) => text.segments.valueShare),
        "share",
        percent,
        1,
      ),
      column(
        "boundary_share",
        say((text) => text.segments.boundary),
        "share",
        percent,
        1,
      ),
      column(
        "jaccard",
        say((text) => text.segments.jaccard),
        "decimal",
        null,
        2,
      ),
      textColumn(
        "stability",
        say((text) => text.segments.stability),
      ),
    ],
    rows: segment.segments.map((each) => [
      same(each.label),
      nameOfSegment(each),
      each.customers,
      each.share,
      orMissing(each.value, noValue),
      orMissing(each.value_share, noValue),
      orMissing(
        each.boundary_share,
        say((text) => text.segments.notDefined),
      ),
      orMissing(each.jaccard, notAsked),
      gradeOf(each) ?? { value: null, why: notAsked },
    ]),
    source: segmentSource(view),
  };
  return tableOf(parts, numbers);
}

function gradeOf({ stability }: GatedProfile): Words | null {
  return stability === null ? null : say((text) => text.segments.grades[stability]);
}

function agreementBlock({ segment, numbers }: SegmentView) {
  const { agreement } = segment;
  if (agreement === null || agreement.customers < numbers.threshold) return null;
  const { with: group, adjusted_rand_index: ari, customers } = agreement;
  return paragraph(say((text) => text.segments.agreement(group, numbers.decimal(ari, 3), numbers.count(customers))));
}

function profilesTable(view: SegmentView): Table {
  const { segment, numbers } = view;
  const noIndex = say((text) => text.segments.noIndex);
  const rows = segment.segments.flatMap((each) =>
    each.features.map((feature) => {
      const print = printerOf(view, feature.feature);
      return [
        same(each.label),
        nameOf("measure", feature.feature),
        unitOf(unitOfFeature(view, feature.feature)),
        ...[feature.mean, feature.median, feature.q1, feature.q3].map((value) => same(print(value))),
        orMissing(feature.index, noIndex),
        feature.z_mean,
      ];
    }),
  );
  const parts = {
    id: "segments-profiles",
    title: say((text) => text.segments.profilesTitle),
    columns: [
      codeColumn(
        "segment",
        say((text) => text.segments.segment),
      ),
      textColumn(
        "feature",
        say((text) => text.segments.feature),
      ),
      textColumn(
        "unit",
        say((text) => text.segments.unit),
      ),
      textColumn(
        "mean",
        say((text) => text.segments.meanOf),
      ),
      textColumn(
        "median",
        say((text) => text.segments.medianOf),
      ),
      textColumn(
        "q1",
        say((text) => text.segments.lower),
      ),
      textColumn(
        "q3",
        say((text) => text.segments.upper),
      ),
      column(
        "index",
        say((text) => text.segments.index),
        "decimal",
        say((text) => text.segments.indexUnit),
        0,
      ),
      column(
        "z_mean",
        say((text) => text.segments.z),
        "decimal",
        say((text) => text.segments.zUnit),
        2,
      ),
    ],
    rows,
    ruledRows: segment.segments.slice(1).map((_, at) => (at + 1) * segment.features.length),
    notes: [say((text) => text.segments.noTests)],
    source: segmentSource(view),
  };
  return tableOf(parts, numbers);
}

function printerOf({ segment, numbers }: SegmentView, feature: string): (value: Value) => string {
  const digits = featureDigits(segment, feature);
  return (value) => numbers.decimal(value, digits);
}

function unitOfFeature({ segment }: SegmentView, feature: string): string | null {
  return segment.features.find((each) => each.feature === feature)?.unit ?? null;
}

function card(view: SegmentView, each: GatedProfile): Section {
  const title = sayWith({ name: nameOfSegment(each) }, (text, own) => text.segments.cardTitle(each.label, own.name));
  const hidden = isHidden(each.customers) || each.features.some(({ mean }) => isHidden(mean));
  const sentences = hidden ? [say((text) => text.segments.cardHidden)] : cardSentences(view, each);
  return section(`segment-${each.label}`, title, [paragraph(...sentences)]);
}

function cardSentences(view: SegmentView, each: GatedProfile): (Words | null)[] {
  const { numbers } = view;
  const [up, down] = [markersOf(each, 1), markersOf(each, -1)];
  const [customers, share] = [numbers.count(each.customers), numbers.percent(each.share)];
  return [
    say((text) => text.segments.cardSize(customers, share)),
    each.value_share === null ? null : say((text) => text.segments.cardValueShare(numbers.percent(each.value_share))),
    up.length > 0 ? sayWith({ list: listOf(up) }, (text, { list }) => text.segments.cardUp(list)) : null,
    down.length > 0 ? sayWith({ list: listOf(down) }, (text, { list }) => text.segments.cardDown(list)) : null,
    up.length + down.length === 0 ? say((text) => text.segments.cardNone) : null,
    sayWith({ list: listOf(mediansOf(view, each)) }, (text, { list }) => text.segments.cardMedians(list)),
    each.boundary_share === null
      ? null
      : say((text) => text.segments.cardBoundary(numbers.percent(each.boundary_share))),
    stabilitySentence(view, each),
  ];
}

function markersOf({ features }: GatedProfile, sign: 1 | -1): Words[] {
  return features
    .filter(({ marker, z_mean }) => marker && typeof z_mean === "number" && Math.sign(z_mean) === sign)
    .map(({ feature }) => nameOf("measure", feature));
}

function mediansOf(view: SegmentView, { features }: GatedProfile): Words[] {
  return features.map(({ feature, median }) => {
    const value = printerOf(view, feature)(median);
    const unit = unitWords(unitOfFeature(view, feature) ?? "");
    return sayWith({ name: nameOf("measure", feature), unit }, (text, own) =>
      text.segments.median1(own.name, value, own.unit),
    );
  });
}

function stabilitySentence({ numbers }: SegmentView, each: GatedProfile): Words | null {
  const grade = gradeOf(each);
  if (grade === null || each.jaccard === null) return null;
  const jaccard = numbers.decimal(each.jaccard, 2);
  return sayWith({ grade }, (text, own) => text.segments.cardStability(own.grade, jaccard));
}
