import { paragraph, section, type Block, type Section, type Table } from "../document.js";
import type { GatedCategory, GatedSegment } from "../gate/segment.js";
import type { Numbers } from "../numbers.js";
import type { DifferencesText } from "../text/differences.js";
import { nameOf } from "../text/names.js";
import { listOf, same, say, type Words } from "../words.js";
import {
  codeColumn,
  column,
  missing,
  orMissing,
  sayWith,
  shareColumn,
  tableOf,
  textColumn,
  type TableParts,
} from "./parts.js";
import { segmentSource, type SegmentView } from "./segments-view.js";

type Effect = GatedSegment["effects"][number];
type Regret = NonNullable<GatedSegment["value_regret"]>;

/** What tells the segments apart, by how much, and what only describes them. */
export function differencesSection(view: SegmentView): Section {
  const { segment, numbers } = view;
  const regret = segment.value_regret;
  const blocks: (Block | null)[] = [
    effectsTable(view),
    ...segment.categories.map((each) => categoryTable(view, each)),
    regret === null ? null : regretBlock(regret, numbers),
  ];
  return section(
    "segments-differences",
    say((text) => text.differences.title),
    blocks,
  );
}

function regretBlock({ by_segments, by_deciles }: Regret, numbers: Numbers): Block | null {
  if (by_segments === null) return null;
  const [segments, deciles] = [numbers.percent(by_segments), numbers.percent(by_deciles)];
  return paragraph(say((text) => text.differences.regret(segments, deciles)));
}

function effectsTable(view: SegmentView): Table {
  const { segment, numbers } = view;
  const label = (pick: (text: DifferencesText) => string) => say((text) => pick(text.differences));
  const parts: TableParts = {
    id: "segments-effects",
    title: label((text) => text.effectsTitle),
    columns: [
      textColumn(
        "variable",
        label((text) => text.variable),
      ),
      textColumn(
        "role",
        label((text) => text.role),
      ),
      column("eta_squared", same("η²"), "decimal", null, 3),
      textColumn(
        "interval",
        label((text) => text.interval),
      ),
      column("omega_squared", same("ω²"), "decimal", null, 3),
      column("epsilon_squared", same("ε²"), "decimal", null, 3),
      column(
        "cramers_v",
        label((text) => text.cramersV),
        "decimal",
        null,
        3,
      ),
      column(
        "statistic",
        label((text) => text.statistic),
        "decimal",
        null,
        1,
      ),
      column(
        "df",
        label((text) => text.df),
        "count",
        null,
        0,
      ),
      column(
        "p_holm",
        label((text) => text.pHolm),
        "p",
        null,
        3,
      ),
    ],
    rows: segment.effects.map((each) => effectRow(each, view)),
    notes: [label((text) => text.effectsNote)],
    source: segmentSource(view),
  };
  return tableOf(parts, numbers);
}

function effectRow(each: Effect, { numbers }: SegmentView) {
  const numeric = say((text) => text.differences.onlyNumbers);
  const category = say((text) => text.differences.onlyCategories);
  const noTest = say((text) => text.differences.noTest);
  const noInterval = say((text) => text.differences.noInterval);
  const { interval } = each;
  return [
    nameOf("measure", each.variable),
    say((text) => text.differences.roles[each.role]),
    orMissing(each.eta_squared, numeric),
    interval === null
      ? missing(noInterval)
      : same(`${numbers.decimal(interval.low, 3)}–${numbers.decimal(interval.high, 3)}`),
    orMissing(each.omega_squared, numeric),
    orMissing(each.epsilon_squared, numeric),
    orMissing(each.cramers_v, category),
    orMissing(each.statistic, noTest),
    orMissing(each.df, noTest),
    orMissing(each.p_holm, noTest),
  ];
}

function categoryTable(view: SegmentView, { variable, levels }: GatedCategory): Table {
  const { segment, numbers } = view;
  const name = nameOf("measure", variable);
  const noResidual = say((text) => text.differences.noResidual);
  const customers = say((text) => text.common.customers);
  const parts: TableParts = {
    id: `segments-category-${variable}`,
    title: sayWith({ name }, (text, own) => text.differences.categoryTitle(own.name)),
    columns: [
      textColumn("category", name),
      ...segment.segments.map(({ label }) => column(label, same(label), "count", customers, 0)),
      ...segment.segments.map(({ label }) =>
        column(
          `residual_${label}`,
          say((text) => text.differences.residual(label)),
          "decimal",
          null,
          1,
        ),
      ),
    ],
    rows: levels.map((each) => [
      levelName(each),
      ...each.counts,
      ...each.residuals.map((residual) => orMissing(residual, noResidual)),
    ]),
    notes: [say((text) => text.differences.residualNote)],
    source: segmentSource(view),
  };
  return tableOf(parts, numbers);
}

function levelName({ level, other }: GatedCategory["levels"][number]): Words {
  if (other) return say((text) => text.differences.others);
  return level === null ? say((text) => text.differences.without) : same(level);
}

/** Rules of the segments in original units, and how well they do. */
export function rulesSection(view: SegmentView): Section {
  const { segment, numbers } = view;
  const title = say((text) => text.differences.rulesTitle);
  const { rules } = segment;
  if (rules === null) return section("segments-rules", title, [paragraph(say((text) => text.differences.noRules))]);
  const [fitted, tested] = [numbers.count(rules.fitted_on), numbers.count(rules.tested_on)];
  const fidelity = numbers.percent(rules.fidelity);
  return section("segments-rules", title, [
    paragraph(say((text) => text.differences.rulesAbout(fitted, tested, fidelity))),
    rulesTable(view, rules),
    { kind: "verbatim", text: rules.sql },
  ]);
}

type Rules = NonNullable<GatedSegment["rules"]>;

function rulesTable(view: SegmentView, rules: Rules): Table {
  const { numbers } = view;
  const never = say((text) => text.differences.never);
  const parts: TableParts = {
    id: "segments-rules",
    title: say((text) => text.differences.rulesTitle),
    columns: [
      codeColumn(
        "segment",
        say((text) => text.segments.segment),
      ),
      textColumn(
        "rule",
        say((text) => text.differences.rule),
      ),
      shareColumn(
        "precision",
        say((text) => text.differences.precision),
      ),
      shareColumn(
        "coverage",
        say((text) => text.differences.coverage),
      ),
      textColumn(
        "quality",
        say((text) => text.differences.quality),
      ),
    ],
    rows: rules.segments.map((each) => [
      same(each.label),
      each.paths.length === 0 ? missing(never) : ruleWords(each.paths),
      orMissing(each.precision, never),
      orMissing(each.coverage, never),
      say((text) => (each.approximate ? text.differences.approximate : text.differences.precise)),
    ]),
    notes: [say((text) => text.differences.rulesNote)],
    source: segmentSource(view),
  };
  return tableOf(parts, numbers);
}

type Paths = Rules["segments"][number]["paths"];

function ruleWords(paths: Paths): Words {
  const ways = paths.map(({ conditions }) =>
    conditions.map(conditionWords).reduce((one, other) => joined("and", one, other)),
  );
  return ways.reduce((one, other) => joined("or", one, other));
}

function joined(how: "and" | "or", one: Words, other: Words): Words {
  return sayWith({ one, other }, (text, own) => text.differences[how](own.one, own.other));
}

function conditionWords({ feature, above, at_most }: Paths[number]["conditions"][number]): Words {
  const name = nameOf("measure", feature);
  return sayWith({ name }, (text, own) => {
    if (above === null) return text.differences.atMost(own.name, plain(at_most!));
    if (at_most === null) return text.differences.above(own.name, plain(above));
    return text.differences.between(own.name, plain(above), plain(at_most));
  });
}

/** A limit with all of its digits, thousands apart. */
function plain(limit: number): string {
  const [whole, fraction] = String(limit).split(".");
  if (/e/.test(whole)) return String(limit);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** What became of the segments of an earlier model; null where none was named. */
export function lineageSection(view: SegmentView): Section | null {
  const { segment, numbers } = view;
  const { lineage } = segment;
  if (lineage === null) return null;
  const title = say((text) => text.differences.lineageTitle);
  const customers = say((text) => text.common.customers);
  const parts: TableParts = {
    id: "segments-lineage",
    title,
    columns: [
      codeColumn(
        "previous",
        say((text) => text.differences.previous),
      ),
      textColumn(
        "name",
        say((text) => text.segments.name),
      ),
      textColumn(
        "state",
        say((text) => text.differences.state),
      ),
      ...segment.segments.map(({ label }) => column(label, same(label), "count", customers, 0)),
    ],
    rows: lineage.previous.map((each) => [
      same(each.label),
      { en: each.name_en, zh: each.name_zh },
      say((text) => text.differences.states[each.state]),
      ...each.customers,
    ]),
    source: segmentSource(view),
  };
  const fresh = lineage.segments.map(({ label, state }) =>
    sayWith({ state: say((text) => text.differences.states[state]) }, (text, own) =>
      text.differences.newSegment(label, own.state),
    ),
  );
  const common = numbers.count(lineage.common_customers);
  return section("segments-lineage", title, [
    paragraph(sayWith({ list: listOf(fresh) }, (text, { list }) => text.differences.lineageAbout(common, list))),
    tableOf(parts, numbers),
  ]);
}
