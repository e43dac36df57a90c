import { paragraph, section, type Block, type Section, type Table } from "../document.js";
import type { GatedAssign } from "../gate/assign.js";
import type { GatedFacts } from "../gate/gate.js";
import type { Numbers } from "../numbers.js";
import { nameOf } from "../text/names.js";
import { same, say, type Words } from "../words.js";
import { codeColumn, column, orMissing, shareColumn, sourceLine, studyPeriod, tableOf, textColumn } from "./parts.js";

interface AssignView {
  readonly facts: GatedFacts;
  readonly assign: GatedAssign;
  readonly numbers: Numbers;
}

/** The chapter of a study that takes its segments from a saved model: sizes then and now, and the drift. */
export function assignedChapter(facts: GatedFacts, assign: GatedAssign, numbers: Numbers): Section {
  const view = { facts, assign, numbers };
  const [scored, customers] = [numbers.count(assign.scored), numbers.count(assign.customers)];
  const about = say((text) => text.assigned.about(scored, customers));
  return section(
    "segments",
    say((text) => text.segments.title),
    [
      section(
        "segments-assigned",
        say((text) => text.assigned.title),
        [paragraph(about), sizesTable(view)],
      ),
      section(
        "segments-drift",
        say((text) => text.assigned.driftTitle),
        driftBlocks(view),
      ),
    ],
  );
}

function sourceOf({ facts, assign, numbers }: AssignView): Words {
  return sourceLine(
    numbers.count(assign.scored),
    studyPeriod(facts),
    say((text) => text.assigned.origin),
  );
}

function sizesTable(view: AssignView): Table {
  const none = say((text) => text.assigned.nobody);
  return tableOf(
    {
      id: "segments-assigned",
      title: say((text) => text.assigned.sizesTitle),
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
        shareColumn(
          "share",
          say((text) => text.segments.share),
        ),
        shareColumn(
          "training_share",
          say((text) => text.assigned.trainingShare),
        ),
      ],
      rows: view.assign.segments.map((each) => [
        same(each.label),
        { en: each.name_en, zh: each.name_zh },
        each.customers,
        orMissing(each.share, none),
        each.training_share,
      ]),
      source: sourceOf(view),
    },
    view.numbers,
  );
}

function driftBlocks(view: AssignView): Block[] {
  const { drift } = view.assign;
  if (drift === null) return [paragraph(say((text) => text.assigned.nobody))];
  const { numbers } = view;
  const [trained, scored] = [drift.wss_per_row.training, drift.wss_per_row.scored].map((each) =>
    numbers.decimal(each, 3),
  );
  const [before, after] = [drift.silhouette_simplified.training, drift.silhouette_simplified.scored].map((each) =>
    numbers.decimal(each, 3),
  );
  return [
    paragraph(
      say((text) => text.assigned.advice[drift.advice]),
      say((text) => text.assigned.fit(trained, scored, before, after)),
    ),
    driftTable(view, drift),
  ];
}

function driftTable(view: AssignView, { shifts }: NonNullable<GatedAssign["drift"]>): Table {
  return tableOf(
    {
      id: "segments-drift",
      title: say((text) => text.assigned.driftTitle),
      columns: [
        textColumn(
          "of",
          say((text) => text.assigned.of),
        ),
        column("psi", same("PSI"), "decimal", null, 4),
        column(
          "sampling_limit",
          say((text) => text.assigned.limit),
          "decimal",
          null,
          4,
        ),
        column(
          "empty_bins",
          say((text) => text.assigned.emptyBins),
          "count",
          null,
          0,
        ),
        textColumn(
          "level",
          say((text) => text.assigned.level),
        ),
      ],
      rows: shifts.map((each) => [
        each.of === "feature" ? nameOf("measure", each.feature!) : whatOf(each.of),
        each.psi,
        each.sampling_limit,
        each.empty_bins,
        say((text) => text.assigned.levels[each.level]),
      ]),
      notes: [say((text) => text.assigned.driftNote)],
      source: sourceOf(view),
    },
    view.numbers,
  );
}

function whatOf(of: "distance" | "segments"): Words {
  return say((text) => text.assigned.whats[of]);
}
