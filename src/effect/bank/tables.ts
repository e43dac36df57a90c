import { failIfAny, type Problem } from "../../core/errors.js";
import { didYouMean } from "../../core/nearest.js";
import type { Catalog } from "../../engine/stage.js";
import { BANK_MEASURES, measureOf, type EffectDesign } from "../design.js";

export type BankMeasure = (typeof BANK_MEASURES)[number];

/** The measures that a bank's design needs, in the order of BANK_MEASURES. */
export function neededMeasures(design: EffectDesign): readonly BankMeasure[] {
  const wanted = design.outcomes.map(measureOf);
  if (design.migration) wanted.push(design.migration.measure);
  return BANK_MEASURES.filter((each) => wanted.includes(each));
}

/** At which level the programme was assigned, and the column of customers that carries it. */
export type Level = "branch_id" | "customer_id";

export function levelOf(design: EffectDesign, catalog: Catalog): Level {
  return design.cohort === "programme" && catalog.has("programme", "branch_id") ? "branch_id" : "customer_id";
}

/** The column of customers that is the cluster: declared, or the level of assignment. */
export function clusterOf(design: EffectDesign, catalog: Catalog): string {
  return design.cluster ?? levelOf(design, catalog);
}

type Need = readonly [table: string, column: string];

const BALANCES: readonly Need[] = [
  ["balances", "account_id"],
  ["balances", "period_end"],
  ["balances", "average_balance"],
  ["accounts", "account_id"],
  ["accounts", "customer_id"],
];
const HOLDINGS: readonly Need[] = [
  ["accounts", "customer_id"],
  ["accounts", "product_code"],
  ["accounts", "open_date"],
  ["accounts", "close_date"],
];
const BOOKINGS: readonly Need[] = [["transactions", "booked_on"]];

const NEEDS: Readonly<Record<BankMeasure, readonly Need[]>> = {
  average_balance: BALANCES,
  loan_balance: BALANCES,
  product_count: HOLDINGS,
  product_family_count: [...HOLDINGS, ["products", "family"]],
  retained: [["customers", "close_date"]],
  transactions: BOOKINGS,
  fees: [...BOOKINGS, ["transactions", "fee"]],
};

function needsOf(design: EffectDesign, catalog: Catalog): readonly Need[] {
  const needs: Need[] = [
    ["customers", "customer_id"],
    ["customers", "open_date"],
    ["customers", clusterOf(design, catalog)],
  ];
  if (design.cohort === "programme") needs.push(["programme", "start_date"], ["customers", levelOf(design, catalog)]);
  else needs.push(["customers", "programme_date"]);
  for (const each of design.population.where) needs.push(["customers", each.column]);
  if (design.segment) needs.push([design.segment.table, design.segment.column], [design.segment.table, "customer_id"]);
  return [...needs, ...neededMeasures(design).flatMap((each) => NEEDS[each])];
}

/** Throws EFF-31 with every table and column that the design needs and the data lack. */
export function checkTables(design: EffectDesign, catalog: Catalog): void {
  const missing = needsOf(design, catalog).filter(([table, column]) => !catalog.has(table, column));
  const distinct = new Map(missing.map((each) => [each.join("."), each]));
  const problems = [...distinct.values()].map(([table, column]) => lacking(table, column, catalog));
  failIfAny([...problems, ...alternatives(design, catalog)]);
}

function lacking(table: string, column: string, catalog: Catalog): Problem {
  const there = catalog.has(table);
  return {
    code: "EFF-31",
    message: there ? `table ${table} has no column "${column}"` : `there is no table ${table}`,
    expected: `${table}.${column}`,
    hint: there ? didYouMean(column, catalog.columns(table)) : `declare a source for ${table}`,
  };
}

function alternatives(design: EffectDesign, catalog: Catalog): readonly Problem[] {
  const problems: Problem[] = [];
  const say = (message: string, expected: string, hint: string) => {
    problems.push({ code: "EFF-31", message, expected, hint });
  };
  const measures = neededMeasures(design);
  const balances = measures.includes("average_balance") || measures.includes("loan_balance");
  if (balances && !catalog.has("accounts", "side") && !bySide(catalog))
    say("no column says which accounts are assets", "accounts.side or products.side", "map it from the product table");
  if (!catalog.has("balances", "period_end") && !catalog.has("transactions", "booked_on"))
    say("no table says which months the data cover", "balances or transactions", "declare a source for one of them");
  const bookings = measures.includes("transactions") || measures.includes("fees");
  const holder = catalog.has("transactions", "customer_id") || catalog.has("transactions", "account_id");
  if (bookings && !holder) say("transactions name no customer", "account_id or customer_id", "map one of them");
  if (design.cohort === "programme" && catalog.has("programme", "branch_id") && catalog.has("programme", "customer_id"))
    say("the programme table names branches and customers", "one of them", "map only the level of assignment");
  return problems;
}

/** Whether the side of an account can be looked up in products. */
export function bySide(catalog: Catalog): boolean {
  return catalog.has("products", "side") && catalog.has("accounts", "product_code");
}
