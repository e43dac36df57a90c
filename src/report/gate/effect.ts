import type { EffectResult, OutcomeEffect } from "../../tables/results/index.js";
import { hiddenBy, suppressCounts, suppressList, knownSums, type CellFate, type Hidden } from "../../privacy/index.js";
import { guard, guardCount, type Guarded } from "./hide.js";

type Cohort = EffectResult["cohorts"][number];
type BeforeAfter = OutcomeEffect["before_after"][number];
type EventMean = OutcomeEffect["event_means"][number];
type SegmentEffect = OutcomeEffect["segments"][number];
type Migration = NonNullable<EffectResult["migration"]>;
type MigrationCell = Migration["cells"][number];

const ARM = ["units", "mean_before", "mean_after", "change", "effect_size_dz"] as const;
const SEGMENT = ["did", "p_holm"] as const;

export type GatedOutcome = Omit<OutcomeEffect, "before_after" | "event_means" | "segments"> & {
  readonly before_after: readonly Guarded<BeforeAfter, (typeof ARM)[number]>[];
  readonly event_means: readonly Guarded<EventMean, "mean" | "units">[];
  readonly segments: readonly Guarded<SegmentEffect, "treated_units" | "control_units" | (typeof SEGMENT)[number]>[];
};

export type GatedMigrationCell = Guarded<MigrationCell, "customers" | "row_share">;

export type GatedEffect = Omit<EffectResult, "cohorts" | "outcomes" | "migration"> & {
  readonly cohorts: readonly Guarded<Cohort, "units">[];
  readonly outcomes: readonly GatedOutcome[];
  readonly migration: (Omit<Migration, "cells"> & { readonly cells: readonly GatedMigrationCell[] }) | null;
};

/** Effect results without small cohorts, arms, segments or moves. Estimates over whole arms are kept. */
export function gateEffect(effect: EffectResult, threshold: number): GatedEffect {
  return {
    ...effect,
    cohorts: gateCohorts(effect.cohorts, threshold),
    outcomes: effect.outcomes.map((outcome) => gateOutcome(outcome, threshold)),
    migration: effect.migration && gateMigration(effect.migration, threshold),
  };
}

function gateCohorts(cohorts: readonly Cohort[], threshold: number): GatedEffect["cohorts"] {
  const everyone = cohorts.map((_, index) => index);
  const treated = everyone.filter((index) => cohorts[index].cohort !== null);
  const fates = suppressCounts(
    cohorts.map((each) => each.units),
    [everyone, treated],
    threshold,
  );
  return cohorts.map((each, index) => guard(each, fates[index], ["units"]));
}

function gateOutcome(outcome: OutcomeEffect, threshold: number): GatedOutcome {
  return {
    ...outcome,
    before_after: outcome.before_after.map((arm) => guard(arm, fateOf(arm.units, threshold), ARM)),
    event_means: outcome.event_means.map((each) => guard(each, fateOf(each.units, threshold), ["mean", "units"])),
    segments: gateSegmentEffects(outcome.segments, threshold),
  };
}

function fateOf(count: number, threshold: number): CellFate {
  return typeof guardCount(count, threshold) === "number" ? "shown" : "small";
}

function gateSegmentEffects(segments: readonly SegmentEffect[], threshold: number): GatedOutcome["segments"] {
  const treated = suppressList(
    segments.map((each) => each.treated_units),
    threshold,
  );
  const control = suppressList(
    segments.map((each) => each.control_units),
    threshold,
  );
  return segments.map((each, index) => {
    const treatedGuarded = guard(each, treated[index], ["treated_units"] as const);
    const counted = guard(treatedGuarded, control[index], ["control_units"] as const);
    const open = treated[index] === "shown" && control[index] === "shown";
    return guard(counted, open ? "shown" : "small", SEGMENT);
  });
}

function gateMigration(migration: Migration, threshold: number): GatedEffect["migration"] {
  const arms = [...new Set(migration.cells.map((cell) => cell.arm))];
  return { ...migration, cells: arms.flatMap((arm) => gateArm(migration, arm, threshold)) };
}

function gateArm(migration: Migration, arm: MigrationCell["arm"], threshold: number): GatedMigrationCell[] {
  const { states } = migration;
  const find = (from: string, to: string): MigrationCell | undefined =>
    migration.cells.find((cell) => cell.arm === arm && cell.from === from && cell.to === to);
  const counts = states.map((from) => states.map((to) => find(from, to)?.customers ?? 0));
  const fates = moveFates(counts, states.indexOf("closed"), threshold);
  const rows = suppressList(
    counts.map((row) => row.reduce((sum, count) => sum + count, 0)),
    threshold,
  );
  return states.flatMap((from, r) =>
    states.flatMap((to, c) => {
      const cell = find(from, to);
      return cell ? [gateCell(cell, fates[r * states.length + c], rows[r])] : [];
    }),
  );
}

/**
 * Suppression of moves by origin (rows) and target. Row totals follow from the row shares, and the total of the closed from
 * retention; the totals of the other targets are not published.
 */
function moveFates(counts: readonly (readonly number[])[], closed: number, threshold: number): CellFate[] {
  const width = counts.length;
  const flat = counts.flat();
  const rows = counts.map((row, r) => row.map((_, c) => r * width + c));
  const closing = closed < 0 ? [] : counts.map((_, r) => r * width + closed);
  const isKnown = closing.reduce((sum, cell) => sum + flat[cell], 0) >= threshold;
  return suppressCounts(flat, [...knownSums(flat, rows, threshold), ...(isKnown ? [closing] : [])], threshold);
}

/** The states from which somebody of either arm can move. */
export function originStates({ states, cells }: NonNullable<GatedEffect["migration"]>): string[] {
  return states.filter((state) => cells.some((cell) => cell.from === state && cell.row_share !== null));
}

/** A share of a row whose total is hidden would give the total away, so it goes too. */
function gateCell(cell: MigrationCell, fate: CellFate, rowFate: CellFate): GatedMigrationCell {
  const row_share: number | null | Hidden =
    fate !== "shown" ? hiddenBy(fate) : rowFate !== "shown" && cell.row_share ? hiddenBy("protects") : cell.row_share;
  return { ...guard(cell, fate, ["customers"]), row_share };
}
