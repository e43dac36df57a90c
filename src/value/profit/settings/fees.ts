import { z } from "zod";
import { months, share } from "./common.js";

const types = z.array(z.string()).default([]);

const volume = z.strictObject({
  types: z.array(z.string()).min(1).describe("booking types that make the volume"),
  rate: share.describe("income per unit of volume, as a fraction"),
});

/** What counts as a fee. An amount out of the account is income, an amount into it takes income off. */
export const fees = z.strictObject({
  interchange: volume.nullable().default(null).describe("income on card volume; a refund takes it off again"),
  fx_margin: volume.nullable().default(null).describe("half the spread, on the volume exchanged"),
  rebates: types.describe("booking types of fees paid back"),
  waivers: types.describe("booking types of fees waived"),
  rewards: types.describe("booking types of rewards"),
  upfront: z
    .strictObject({
      types: z.array(z.string()).min(1).describe("booking types of fees for the whole life"),
      recognise: z.enum(["cash", "spread"]).default("cash").describe("when booked, or day by day over the life"),
      life_months: months.describe("expected life in months"),
    })
    .nullable()
    .default(null)
    .describe("upfront fees; the result shows both totals"),
});

export type Fees = z.output<typeof fees>;
