import { z } from "zod";
import { hashOf } from "../core/hash.js";

/** Measures that are built from a bank's tables, by their names in a design. */
export const BANK_MEASURES = [
  "average_balance",
  "loan_balance",
  "product_count",
  "product_family_count",
  "retained",
  "transactions",
  "fees",
] as const;

const text = z.string().min(1).max(100);
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const period = z
  .union([z.string().regex(MONTH), z.number().int()])
  .describe("a month yyyy-mm; for a panel the period's number");

const outcome = z.strictObject({
  name: text.describe("column of effect_panel, and the outcome's name in the report"),
  measure: text.optional().describe("a measure of the bank, or a column of the panel; default: the name"),
  kind: z.enum(["money", "count", "share"]).default("money"),
  closed: z.literal("zero").default("zero").describe("what the outcome is after closing"),
  direction: z.enum(["up", "down"]).default("up").describe("which way is good"),
  unit: text.optional().describe("unit of measure, such as CNY"),
  primary: z.boolean().default(false),
});

const segment = z.strictObject({
  column: text,
  table: text.default("customers").describe("a table with customer_id; a panel's segment is a column of the panel"),
  as_of: period.describe("when the segment was measured; not after the last period before adoption"),
  min_units: z.number().int().min(2).default(100).describe("fewer customers in an arm: not estimated"),
  min_clusters: z.number().int().min(2).default(10).describe("fewer clusters in an arm: not estimated"),
});

const window = z.strictObject({ first: period, last: period });

const migration = z
  .strictObject({
    measure: text.default("average_balance"),
    thresholds: z.array(z.number()).min(1).describe("lower bounds of the tiers above the lowest, rising"),
    names: z.array(text).min(2).describe("names of the tiers from the lowest; one more than thresholds"),
    from: window.optional().describe("default: the window before"),
    to: window.optional().describe("default: the window after"),
  })
  .refine((each) => each.names.length === each.thresholds.length + 1, "one name more than thresholds")
  .refine((each) => new Set(each.names).size === each.names.length, "different names of the tiers")
  .refine((each) => !each.names.includes("closed"), "no tier called closed: that state is added")
  .refine((each) => each.thresholds.every((value, at, all) => at === 0 || all[at - 1] < value), "rising thresholds");

const condition = z.strictObject({ column: text, in: z.array(text).min(1) });

const RESERVED = ["unit", "period", "cluster", "cohort", "segment", "closed", "treated", "migration_measure"];

/**
 * The declared design of an effect analysis. Everything that changes a number stands here and nowhere else.
 * `source: bank` builds the panel from customers, accounts, balances, transactions and programme;
 * `source: panel` reads the table `panel`.
 */
export const effectDesign = z
  .strictObject({
    source: z.enum(["bank", "panel"]).default("bank"),
    unit: text.default("customer_id").describe("whom a row describes; for a panel only a name"),
    cluster: text
      .optional()
      .describe("a column of customers, default the level of assignment; for a panel its column cluster, default unit"),
    period: text.default("month").describe("for a panel only a name"),
    cohort: z
      .enum(["programme", "programme_date"])
      .default("programme")
      .describe("the programme table, or customers.programme_date; a panel has its column cohort"),
    controls: z.literal("never").default("never"),
    anticipation: z.number().int().min(0).default(0).describe("periods before go-live already affected"),
    window: z
      .strictObject({ pre: z.number().int().min(1).optional(), post: z.number().int().min(1).optional() })
      .prefault({})
      .describe("number of periods before and after; default: all"),
    population: z
      .strictObject({
        name: text.default("customers open at the last period before adoption"),
        where: z.array(condition).default([]).describe("columns of customers (or of the panel) and allowed values"),
      })
      .prefault({}),
    missing: z
      .strictObject({ rule: z.enum(["drop", "zero"]).default("drop"), at_most: z.number().min(0).max(1).default(0.05) })
      .prefault({})
      .describe("open accounts without a balance row, units of a panel without a period"),
    outcomes: z.array(outcome).min(1),
    segment: segment.optional(),
    migration: migration.optional(),
    alpha: z.number().gt(0).lt(0.5).default(0.05),
    family: z.enum(["segments", "segments x outcomes"]).default("segments x outcomes"),
  })
  .superRefine((design, context) => {
    const issue = (path: (string | number)[], message: string) => {
      context.addIssue({ code: "custom", path, message });
    };
    const names = design.outcomes.map((each) => each.name.toLowerCase());
    names.forEach((name, at) => {
      if (RESERVED.includes(name)) issue(["outcomes", at, "name"], "a name other than a column of the panel's own");
      if (names.indexOf(name) < at) issue(["outcomes", at, "name"], "different names of the outcomes");
    });
    if (design.outcomes.filter((each) => each.primary).length > 1) issue(["outcomes"], "one primary outcome");
    if (design.source === "bank") bankRules(design, issue);
    else if (design.missing.rule === "zero") issue(["missing", "rule"], "drop: a panel's missing periods are unknown");
    const types = new Set(periodsOf(design).map((each) => typeof each));
    const wanted = design.source === "bank" ? "string" : "number";
    if ([...types].some((each) => each !== wanted))
      issue([], design.source === "bank" ? "periods as months yyyy-mm" : "periods as whole numbers");
  });

/** A design with its defaults filled in. */
export type EffectDesign = z.output<typeof effectDesign>;
export type OutcomeDesign = EffectDesign["outcomes"][number];
export type DeclaredPeriod = z.output<typeof period>;

interface Declared {
  readonly unit: string;
  readonly outcomes: readonly { readonly name: string; readonly measure?: string }[];
  readonly period: string;
  readonly migration?: { readonly measure: string; readonly from?: Window; readonly to?: Window };
  readonly segment?: { readonly as_of: DeclaredPeriod };
}

type Window = z.output<typeof window>;

function periodsOf(design: Declared): readonly DeclaredPeriod[] {
  const windows = [design.migration?.from, design.migration?.to].filter((each) => each !== undefined);
  const dates = windows.flatMap((each) => [each.first, each.last]);
  return design.segment ? [...dates, design.segment.as_of] : dates;
}

function bankRules(design: Declared, issue: (path: (string | number)[], message: string) => void): void {
  const known = (measure: string) => BANK_MEASURES.some((each) => each === measure);
  const expected = `one of ${BANK_MEASURES.join(", ")}`;
  design.outcomes.forEach((each, at) => {
    if (!known(measureOf(each))) issue(["outcomes", at, "measure"], expected);
  });
  if (design.migration && !known(design.migration.measure)) issue(["migration", "measure"], expected);
  if (design.unit !== "customer_id") issue(["unit"], "customer_id");
  if (design.period !== "month") issue(["period"], "month");
}

/** The measure behind an outcome. */
export function measureOf(each: { readonly name: string; readonly measure?: string }): string {
  return each.measure ?? each.name;
}

/** The seal of a design: the SHA-256 of its canonical JSON, defaults included. It is taken before any outcome is read. */
export function designHash(design: EffectDesign): string {
  return hashOf(design);
}

/** The name of the one primary outcome: the declared one, or else the first. */
export function primaryOutcome(design: EffectDesign): string {
  return (design.outcomes.find((each) => each.primary) ?? design.outcomes[0]).name;
}
