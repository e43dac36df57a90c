import type { Bank } from "./bank.js";
import type { Customer } from "./customer.js";
import type { CustomerEffect } from "./effect-truth.js";
import { ExportFile } from "./export-file.js";
import type { Profit } from "./profit.js";
import { SEGMENTS } from "./segments.js";
import { money } from "./text.js";

const HEADER = [
  "customer_id",
  "latent_segment",
  "branch_id",
  "treated",
  "in_population",
  "tier",
  "aum_effect_sum",
  "products_effect_sum",
  "retained_effect_sum",
  "nii_flat",
  "nii_term",
  "fees",
  "cost",
  "expected_loss",
  "profit_flat",
  "profit_term",
];

/** Opens the table of true values by customer; it lies beside the exports, not among them. */
export function openTruthCustomers(folder: string): ExportFile {
  return new ExportFile({ folder, file: "truth_customers.csv", header: HEADER });
}

/** Writes the true values of one customer; the effects are sums over the twelve months after, money in yuan. */
export function writeTruth(
  bank: Bank,
  file: ExportFile,
  customer: Customer,
  effect: CustomerEffect,
  profit: Profit,
): void {
  const { id, profile, treated, inPopulation, tier } = customer;
  const { happened, without } = effect;
  const rest = profit.fees - profit.cost - profit.expectedLoss;
  const who = [
    id,
    SEGMENTS[profile.segment].name,
    bank.branches[profile.branch].id,
    Number(treated),
    Number(inPopulation),
  ];
  const effects = [
    money(happened.aum - without.aum),
    happened.products - without.products,
    happened.retained - without.retained,
  ];
  const parts = [profit.niiFlat, profit.niiTerm, profit.fees, profit.cost, profit.expectedLoss];
  const totals = [profit.niiFlat + rest, profit.niiTerm + rest];
  file.row([...who, tier, ...effects, ...[...parts, ...totals].map(money)].join(","));
}
