/** The parts of fees, in the order of the columns. */
export const FEE_PARTS = ["posted", "interchange", "fx_margin", "rebates", "waivers", "rewards", "upfront"] as const;
export type FeePart = (typeof FEE_PARTS)[number];
