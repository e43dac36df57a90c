import { exp } from "../../core/elementary.js";
import { normalCdf, normalQuantile } from "../../stats/normal.js";

export type AssetClass = "mortgage" | "revolving" | "other";

/** Asset correlation of a retail exposure (Basel framework CRE31): 0.15, 0.04, or between 0.03 and 0.16 by PD. */
export function retailCorrelation(assetClass: AssetClass, pd: number): number {
  if (assetClass === "mortgage") return 0.15;
  if (assetClass === "revolving") return 0.04;
  const q = (1 - exp(-35 * pd)) / (1 - exp(-35));
  return 0.03 * q + 0.16 * (1 - q);
}

/**
 * Capital requirement k per unit of exposure of a retail loan, without maturity adjustment. `pd` and `lgd` are fractions;
 * pd 0 needs no capital, pd 1 is a default and needs `max(0, lgd - elbe)`. Throws RangeError outside 0..1.
 * Source: Basel framework CRE31; BCBS 2005, explanatory note on the IRB functions.
 */
export function retailCapital(assetClass: AssetClass, pd: number, lgd: number, elbe = lgd): number {
  if (!(pd >= 0 && pd <= 1 && lgd >= 0 && lgd <= 1)) throw new RangeError("PD and LGD lie between 0 and 1");
  if (pd === 1) return Math.max(0, lgd - elbe);
  if (pd === 0) return 0;
  const r = retailCorrelation(assetClass, pd);
  const stressed = normalCdf((normalQuantile(pd) + Math.sqrt(r) * normalQuantile(0.999)) / Math.sqrt(1 - r));
  return Math.max(0, lgd * stressed - pd * lgd);
}
