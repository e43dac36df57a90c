import { z } from "zod";
import { rate, share } from "./common.js";

export const ASSET_CLASSES = ["mortgage", "revolving", "other"] as const;
const assetClass = z.enum(ASSET_CLASSES);

export const RISK_COSTS = ["expected_loss", "provision", "charge_offs"] as const;
export type RiskCost = (typeof RISK_COSTS)[number];

export const expectedLoss = z.strictObject({
  method: z
    .enum(["one_year", "ifrs9"])
    .default("one_year")
    .describe("PD x LGD x EAD for the days of the period, or the allowance by IFRS 9 stage"),
  pd_floor: share.default(0).describe("lowest probability of default"),
  pd_floors: z.partialRecord(assetClass, share).default({}).describe("floor by retail class; comes before pd_floor"),
  lgd: share.nullable().default(null).describe("loss given default where the account states none"),
  ccf: share.default(0).describe("part of an undrawn limit that counts as exposure, where the account states none"),
});

export const chargeOffs = z.strictObject({
  write_offs: z.array(z.string()).min(1).describe("booking types of loans written off"),
  recoveries: z.array(z.string()).default([]).describe("booking types of money recovered after a write-off"),
});

export const capital = z.strictObject({
  method: z
    .enum(["standardised", "irb_retail"])
    .describe("risk weights of the accounts, or the retail formula (CRE31)"),
  ratio: share.default(0.105).describe("capital per risk-weighted asset"),
  asset_class: assetClass.default("other").describe("retail class of products not listed"),
  asset_classes: z.record(z.string(), assetClass).default({}).describe("retail class by product"),
  operational: share
    .nullable()
    .default(null)
    .describe("capital for operational risk, as a share of a year's gross income"),
  funding: z
    .enum(["full", "net_of_capital"])
    .default("full")
    .describe("whether Treasury funds loans in full or less their capital; a benefit needs full"),
  benefit: rate.nullable().default(null).describe("risk-free rate earned on capital; only if loans are funded in full"),
  cost_of_equity: rate.nullable().default(null).describe("price of capital for EVA"),
});
