import { paragraph, type Block, type Table } from "../document.js";
import { nameOf } from "../text/names.js";
import type { SegmentMethodText } from "../text/segment-method.js";
import { same, say, type Words } from "../words.js";
import { codeColumn, column, orMissing, shareColumn, tableOf, textColumn } from "./parts.js";
import { segmentSource, type SegmentView } from "./segments-view.js";

const words = (pick: (text: SegmentMethodText) => string): Words => say((text) => pick(text.segmentMethod));

/** Components, what each variable contributes, and what missing values change; only what there is. */
export function methodBlocks(view: SegmentView): readonly Block[] {
  return [...componentBlocks(view), ...mixedBlocks(view), ...completeRowsBlocks(view)];
}

function componentBlocks(view: SegmentView): readonly Block[] {
  const { segment, numbers } = view;
  const { components } = segment;
  if (components === null) return [];
  const [kept, all] = [numbers.count(components.kept), numbers.count(components.columns.length)];
  const share = numbers.percent(components.explained);
  return [paragraph(words((text) => text.componentsKept(kept, all, share))), componentsTable(view, components)];
}

function componentsTable(view: SegmentView, found: NonNullable<SegmentView["segment"]["components"]>): Table {
  const loadings = found.columns.map((name, j) =>
    column(`loading_${String(j + 1)}`, nameOf("measure", name), "decimal", null, 3),
  );
  const parts = {
    id: "segments-components",
    title: words((text) => text.componentsTitle),
    columns: [
      codeColumn(
        "component",
        words((text) => text.component),
      ),
      column(
        "variance",
        words((text) => text.variance),
        "decimal",
        null,
        3,
      ),
      shareColumn(
        "explained",
        words((text) => text.explained),
      ),
      ...loadings,
    ],
    rows: found.components.map((each, at) => [
      same(`PC${String(at + 1)}`),
      each.variance,
      each.explained,
      ...each.loadings,
    ]),
    notes: [words((text) => text.componentsNote)],
    source: segmentSource(view),
  };
  return tableOf(parts, view.numbers);
}

function mixedBlocks(view: SegmentView): readonly Block[] {
  const { segment, numbers } = view;
  const { mixed } = segment;
  if (mixed === null) return [];
  const gamma = mixed.gamma === null ? [] : [words((text) => text.gamma(numbers.decimal(mixed.gamma, 3)))];
  if (mixed.shares === null)
    return [
      paragraph(
        ...gamma,
        words((text) => text.noShares),
      ),
    ];
  const parts = {
    id: "segments-mixed",
    title: words((text) => text.mixedTitle),
    columns: [
      textColumn(
        "variable",
        say((text) => text.segments.feature),
      ),
      shareColumn(
        "share",
        words((text) => text.contribution),
      ),
    ],
    rows: mixed.shares.map((each) => [nameOf("measure", each.variable), each.share]),
    notes: gamma,
    source: segmentSource(view),
  };
  return [tableOf(parts, numbers)];
}

function completeRowsBlocks({ segment, numbers }: SegmentView): readonly Block[] {
  const { complete_rows: found } = segment;
  if (found === null) return [];
  const { adjusted_rand_index: ari } = found;
  return [
    paragraph(words((text) => (ari === null ? text.noCompleteRows : text.completeRows(numbers.decimal(ari, 3))))),
  ];
}

const COVARIANCES = ["full", "tied", "diag", "spherical"] as const;

/** BIC of mixtures by covariance, where they were fitted. */
export function bicBlocks(view: SegmentView): readonly Block[] {
  const { segment, numbers } = view;
  const { evidence, resampling } = segment;
  const has = (each: (typeof evidence)[number]) => COVARIANCES.some((type) => each[`bic_${type}`] !== null);
  if (!evidence.some(has)) return [];
  const none = words((text) => text.collapsed);
  const most = numbers.count(resampling?.mixture_rows ?? segment.customers);
  const parts = {
    id: "segments-bic",
    title: words((text) => text.bicTitle),
    columns: [
      codeColumn(
        "k",
        say((text) => text.segments.k),
      ),
      ...COVARIANCES.map((type) =>
        column(
          `bic_${type}`,
          words((text) => text[type]),
          "decimal" as const,
          null,
          1,
        ),
      ),
      column(
        "icl",
        words((text) => text.icl),
        "decimal",
        null,
        1,
      ),
    ],
    rows: evidence.map((each) => [
      same(String(each.k)),
      ...COVARIANCES.map((type) => orMissing(each[`bic_${type}`], none)),
      orMissing(each.icl, none),
    ]),
    notes: [words((text) => text.bicNote(most))],
    source: segmentSource(view),
  };
  return [tableOf(parts, numbers)];
}

/** Which of several usual definitions each number follows. */
export function conventionsTable(view: SegmentView): Table {
  const parts = {
    id: "segments-conventions",
    title: words((text) => text.conventionsTitle),
    columns: [
      textColumn(
        "number",
        words((text) => text.convention),
      ),
      textColumn(
        "convention",
        words((text) => text.followed),
      ),
    ],
    rows: Object.entries(view.segment.conventions).map(([number, followed]) => [
      nameOf("convention", number),
      nameOf("convention_value", followed),
    ]),
    source: segmentSource(view),
  };
  return tableOf(parts, view.numbers);
}
