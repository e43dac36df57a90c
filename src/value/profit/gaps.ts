import type { Row } from "../../engine/engine.js";
import type { Warning } from "../../engine/stage.js";
import type { ProfitResult } from "../../tables/results/profit.js";
import type { UndefinedItem } from "./plan.js";

/** What is undefined for some accounts only. */
export function gapItems(gap: Row): UndefinedItem[] {
  const items: readonly (readonly [string, unknown, string])[] = [
    [
      "nii",
      gap.no_rate_accounts,
      "accounts have months without a customer rate; those months earn no interest margin here",
    ],
    [
      "nii",
      gap.no_price_accounts,
      "accounts have months without a funds-transfer price; those months earn no interest margin here",
    ],
    ["balances", gap.no_balances, "accounts were open in the period and have no balances in it"],
    [
      "balances",
      gap.missing_balances,
      "accounts lack balances for a part of the time they were open; that part earns nothing here",
    ],
    ["fees", gap.orphan_fees, "groups of fees name no known account or customer; they stand as a residual"],
    ["activity_cost", gap.orphan_activities, "kinds of activity name no customer; their cost stands as a residual"],
    [
      "balances",
      gap.outside_life,
      "rows of balances lie before the opening or after the closing of their account and earn nothing",
    ],
    ["expected_loss", plainLoss(gap), "accounts with credit have no pd or no lgd; their expected loss is undefined"],
    ["expected_loss", gap.no_elbe, "defaulted accounts have no elbe; their expected loss is undefined"],
    [
      "expected_loss",
      gap.no_stage,
      "accounts with credit lack a stage, or in stages 2 and 3 a maturity, a rate or a repayment; their expected loss is undefined",
    ],
    ["capital", gap.no_capital, "accounts with credit have no risk weight, pd or lgd; their capital is undefined"],
  ];
  return items
    .filter(([, count]) => Number(count ?? 0) > 0)
    .map(([item, count, reason]) => ({ item, reason: `${String(count)} ${reason}` }));
}

/** One warning for each component that is off. */
export function offWarnings(result: ProfitResult): Warning[] {
  return result.undefined_items.map(({ item, reason }) => ({ code: "VAL-109", message: `${item}: ${reason}` }));
}

/** Warnings of what the tables hold. */
export function gapWarnings(gap: Row): Warning[] {
  const found: Warning[] = [];
  if (Number(gap.flat_accounts ?? 0) > 0)
    found.push({
      code: "VAL-111",
      message: `${String(gap.flat_accounts)} accounts have a term outside the nodes of the curve`,
    });
  if (Number(gap.high_rates ?? 0) > 0)
    found.push({ code: "VAL-110", message: `${String(gap.high_rates)} accounts have a customer rate above 1` });
  if (Number(gap.unknown_customers ?? 0) > 0)
    found.push({
      code: "VAL-108",
      message: `${String(gap.unknown_customers)} customers do not stand in the table of customers`,
    });
  return found;
}

/** Accounts without an expected loss for a reason that no other line states. */
function plainLoss(gap: Row): number {
  return Number(gap.no_loss ?? 0) - Number(gap.no_elbe ?? 0) - Number(gap.no_stage ?? 0);
}
