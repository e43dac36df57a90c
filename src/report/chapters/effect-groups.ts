import { isHidden } from "../../privacy/index.js";
import { paragraph, section, type Block, type Cell, type Section, type Table } from "../document.js";
import { migrationFigure } from "../figures/index.js";
import { originStates, type GatedEffect, type GatedMigrationCell, type GatedOutcome } from "../gate/effect.js";
import { periodSpan } from "../numbers.js";
import { nameOf } from "../text/names.js";
import { same, say, type Words } from "../words.js";
import { noteSkeleton, populationCount } from "./effect-design.js";
import { whyOf } from "./effect-estimates.js";
import {
  changeUnit,
  designPeriod,
  estimandLine,
  intervalOf,
  levelOf,
  originWords,
  outcomeAndUnit,
  printerOf,
  type EffectView,
} from "./effect-parts.js";
import { column, sayWith, sourceLine, tableOf, textColumn } from "./parts.js";

type Group = GatedOutcome["segments"][number];
type Migration = NonNullable<GatedEffect["migration"]>;

/** Estimates by segment with Holm-corrected p, or null where the design declares no segment. */
export function segmentEffectsSection(view: EffectView): Section | null {
  const outcomes = view.effect.outcomes.filter(({ segments }) => segments.length > 0);
  if (outcomes.length === 0) return null;
  const blocks = outcomes.flatMap((outcome): Block[] => [
    paragraph(
      estimandLine(
        view,
        [outcome],
        say((text) => text.effect.att),
      ),
    ),
    groupsTable(view, outcome),
  ]);
  return section(
    "effect-segments",
    say((text) => text.effect.segments),
    blocks,
  );
}

function groupsTable(view: EffectView, outcome: GatedOutcome): Table {
  const customers = say((text) => text.common.customers);
  const name = outcomeAndUnit(view, outcome, changeUnit(view, outcome));
  const parts = {
    id: `effect-segments-${outcome.outcome}`,
    title: sayWith({ name }, (text, own) => text.effect.segmentsTitle(own.name)),
    columns: [
      textColumn(
        "segment",
        say((text) => text.effect.segment),
      ),
      column(
        "treated",
        say((text) => text.effect.treatedUnits),
        "count",
        customers,
        0,
      ),
      column(
        "control",
        say((text) => text.effect.controlUnits),
        "count",
        customers,
        0,
      ),
      textColumn(
        "estimate",
        say((text) => text.effect.estimate),
      ),
      textColumn(
        "se",
        say((text) => text.effect.se),
      ),
      textColumn(
        "ci",
        say((text) => text.effect.ci(levelOf(view))),
      ),
      column(
        "p",
        say((text) => text.effect.p),
        "p",
        null,
        3,
      ),
      column(
        "p_holm",
        say((text) => text.effect.pHolm),
        "p",
        null,
        3,
      ),
      textColumn(
        "se_kind",
        say((text) => text.effect.seKind),
      ),
    ],
    rows: outcome.segments.map((group) => groupRow(view, outcome, group)),
    notes: [noteSkeleton(view), familyNote(view), say((text) => text.effect.differenceNote)],
    source: sourceLine(populationCount(view), designPeriod(view), originWords()),
  };
  return tableOf(parts, view.numbers);
}

function familyNote({ effect }: EffectView): Words {
  return sayWith({ family: nameOf("choice", effect.design.family) }, (text, own) => text.effect.familyNote(own.family));
}

function groupRow(view: EffectView, outcome: GatedOutcome, group: Group): (Words | Cell | Group["treated_units"])[] {
  const { did, p_holm } = group;
  const print = printerOf(view, outcome);
  const head = [nameOf("segment", group.segment), group.treated_units, group.control_units];
  if (isHidden(did)) {
    const mark = same(print(did));
    return [
      ...head,
      mark,
      mark,
      mark,
      { value: did },
      { value: did },
      say((text) => text.effect.notEstimated(text.effect.smallReason)),
    ];
  }
  if (did === null) {
    const why = reasonOf(group);
    const dash = same(print(null));
    const said = sayWith({ why }, (text, own) => text.effect.notEstimated(own.why));
    return [...head, dash, dash, dash, { value: null, why }, { value: null, why }, said];
  }
  const texts = [print(did.estimate), print(did.se), intervalOf(did, print)].map(same);
  return [...head, ...texts, { value: did.p, why: whyOf(did) }, { value: p_holm, why: whyOf(did) }, same(did.se_type)];
}

function reasonOf({ reason }: Group): Words {
  const known = typeof reason === "string" ? reason : null;
  return known === null ? say((text) => text.effect.noReason) : nameOf("reason", known);
}

/** Moves between tiers, one table an arm, and the figure; null where no tiers are declared. */
export function migrationSection(view: EffectView): Section | null {
  const { migration } = view.effect;
  if (migration === null) return null;
  const line = estimandLine(
    view,
    [],
    say((text) => text.effect.moves),
  );
  const tables = (["treated", "control"] as const).flatMap((arm): Block[] => [
    paragraph(line),
    migrationTable(view, migration, arm),
  ]);
  return section(
    "effect-migration",
    say((text) => text.effect.migration),
    [...tables, migrationFigure(view.facts, view.numbers)],
  );
}

function migrationTable(view: EffectView, migration: Migration, arm: "treated" | "control"): Table {
  const cells = migration.cells.filter((cell) => cell.arm === arm);
  const find = (from: string, to: string) => cells.find((cell) => cell.from === from && cell.to === to);
  const hidden = cells.some((cell) => isHidden(cell.customers) || isHidden(cell.row_share));
  const marks = hidden ? [say((text) => text.common.small(view.numbers.threshold))] : [];
  const parts = {
    id: `effect-migration-${arm}`,
    title: sayWith({ arm: nameOf("choice", arm) }, (text, own) => text.effect.migrationTitle(own.arm)),
    columns: [
      textColumn(
        "from",
        say((text) => text.effect.from),
      ),
      ...migration.states.map((state) =>
        textColumn(
          `to-${state}`,
          sayWith({ state: nameOf("segment", state) }, (text, own) => text.effect.to(own.state)),
        ),
      ),
    ],
    rows: originStates(migration).map((from) => [
      nameOf("segment", from),
      ...migration.states.map((to) => moveCell(view, find(from, to))),
    ]),
    notes: [say((text) => text.effect.rowShare), ...marks],
    source: sourceLine(
      populationCount(view),
      say((text) => text.common.range(periodSpan(migration.from), periodSpan(migration.to))),
      originWords(),
    ),
  };
  return tableOf(parts, view.numbers);
}

function moveCell({ numbers }: EffectView, cell: GatedMigrationCell | undefined): Words | Cell {
  if (cell === undefined || cell.row_share === null) return { value: null, why: say((text) => text.effect.emptyRow) };
  const count = numbers.count(cell.customers);
  return same(isHidden(cell.customers) ? count : `${count} (${numbers.percent(cell.row_share)})`);
}
