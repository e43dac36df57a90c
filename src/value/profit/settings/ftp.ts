import { z } from "zod";
import { byRule, months, rate, rateRule, share, sumsToOne } from "./common.js";

/** Methods that price the repayments of a contract. */
export const SCHEDULE_METHODS = ["weighted_term", "duration", "average_life", "zero_discount"] as const;
export const CONTRACT_METHODS = ["flat", "straight_term", "remaining_term", ...SCHEDULE_METHODS] as const;
export type ScheduleMethod = (typeof SCHEDULE_METHODS)[number];
export type ContractMethod = (typeof CONTRACT_METHODS)[number];

export const AMORTISATIONS = ["annuity", "equal_principal", "bullet"] as const;
export type Amortisation = (typeof AMORTISATIONS)[number];

const contractMethod = z.enum(CONTRACT_METHODS);

const tenorMethod = z
  .enum(["term", "ladder", "tractor"])
  .default("term")
  .describe(
    "the rate of that term; the mean of terms 1..n of the month's curve; the mean of the last n months' n-month rates",
  );

const tenor = z
  .union([
    months,
    z.strictObject({ months, by: tenorMethod }),
    z
      .array(z.strictObject({ share, months, by: tenorMethod }))
      .min(1)
      .refine(sumsToOne, "shares sum to 1"),
  ])
  .describe("months of the curve, or a blend such as a core and a volatile share");

const tenorRule = byRule(tenor);

export const ADD_ONS = ["liquidity", "option", "basis", "contingent_liquidity", "incentive", "other"] as const;

const addOns = z.strictObject({
  liquidity: rateRule.optional().describe("liquidity premium"),
  option: rateRule.optional().describe("option cost"),
  basis: rateRule.optional().describe("basis cost"),
  contingent_liquidity: rate.optional().describe("price of an undrawn limit"),
  incentive: rateRule.optional().describe("pricing incentive"),
  other: rateRule.optional(),
});

const methods = z.strictObject({
  families: z.record(z.string(), contractMethod).default({}).describe("method by product family"),
  products: z
    .record(z.string(), contractMethod)
    .default({})
    .describe("method by product code; comes before the family"),
});

const schedule = z.strictObject({
  amortisation: z
    .enum(AMORTISATIONS)
    .nullable()
    .default(null)
    .describe("how loans are repaid that do not say it; without it they stay unpriced"),
  payment_months: months.default(1).describe("months between repayments where the account states none"),
});

const reserve = z.strictObject({
  ratio: byRule(share).describe("required reserve of deposits, by product, family or side"),
  remuneration: rate.describe("rate that the central bank pays on reserves"),
});

export const ftp = z.strictObject({
  method: contractMethod.default("flat").describe("one rate, or how contracts are matched with the curve"),
  methods: methods.prefault({}).describe("another method for some products"),
  flat: rateRule.prefault({}).describe("funds-transfer prices of the flat method"),
  curve: z
    .union([z.string(), z.record(z.string(), z.string())])
    .nullable()
    .default(null)
    .describe("curve_id to use, or one by currency; needed when the table holds several"),
  schedule: schedule.prefault({}).describe("repayments, for the methods that price them"),
  without_maturity: tenorRule.prefault({}).describe("tenor on the month's curve for balances without a maturity"),
  unpriced: z
    .record(z.string(), z.array(z.string()).min(1))
    .default({})
    .describe("products priced at the balance-weighted mean price of the products named"),
  add_ons: addOns.prefault({}).describe("what stands on top of the base rate"),
  reserve: reserve.nullable().default(null).describe("required reserves of deposits"),
});

export type Ftp = z.output<typeof ftp>;
export type Tenor = z.output<typeof tenor>;
export type TenorRule = z.output<typeof tenorRule>;
