import type { ProfitPlan } from "../plan.js";
import { ADD_ONS } from "../settings/ftp.js";

type AddOn = (typeof ADD_ONS)[number];
type MarginAddOn = Exclude<AddOn, "contingent_liquidity">;

/** The add-ons that the settings declare, in a fixed order. */
function declaredAddOns({ settings }: ProfitPlan): readonly AddOn[] {
  return ADD_ONS.filter((each) => settings.ftp.add_ons[each] !== undefined);
}

/** The add-ons that stand on the balance; the price of an undrawn limit does not. */
export function marginAddOns(plan: ProfitPlan): readonly MarginAddOn[] {
  return declaredAddOns(plan).filter((each): each is MarginAddOn => each !== "contingent_liquidity");
}

/** Columns of what stands on top of the base rate: one `ftp_…` per add-on, and the reserve. */
export function priceColumns(plan: ProfitPlan): readonly string[] {
  const addOns = declaredAddOns(plan).map((each) => `ftp_${each}`);
  return plan.settings.ftp.reserve === null ? addOns : [...addOns, "ftp_reserve"];
}
