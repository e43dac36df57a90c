import { z } from "zod";
import { parseIsoDate } from "../../../core/calendar.js";

export const date = z.string().refine((text) => parseIsoDate(text) !== null, "a date such as 2023-12-31");

const PERCENT = "an annual fraction: 3.5 % is 0.035";

export const rate = z.number().min(-1, PERCENT).max(1, PERCENT);
export const share = z.number().min(0).max(1);
export const months = z.number().int().positive();

const MONEY = 'money as text with at most two decimals, such as "110.00"';
export const money = z.string().regex(/^-?\d{1,16}(\.\d{1,2})?$/, MONEY);

/** One value by product, else by product family, else by side. */
export function byRule<T extends z.ZodType>(value: T) {
  return z.strictObject({
    asset: value.optional().describe("for loans and overdrawn accounts"),
    liability: value.optional().describe("for deposits"),
    families: z.record(z.string(), value).optional().describe("by product family; comes before the side"),
    products: z.record(z.string(), value).optional().describe("by product code; comes before the family"),
  });
}

export const rateRule = byRule(rate);
export type RateRule = z.output<typeof rateRule>;

/** Whether two shares sum to one, as far as doubles tell. */
export function sumsToOne(parts: readonly { share: number }[]): boolean {
  return Math.abs(parts.reduce((sum, each) => sum + each.share, 0) - 1) < 1e-9;
}
