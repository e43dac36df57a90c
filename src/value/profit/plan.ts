import { CustvalError, fail, failIfAny, type Problem } from "../../core/errors.js";
import type { Catalog } from "../../engine/stage.js";
import type { ProfitSettings } from "./settings.js";

/** A component that is off, with the reason that the result states. */
export interface UndefinedItem {
  readonly item: string;
  readonly reason: string;
}

/** Which inputs there are, decided once: what is missing switches its component off. */
export interface ProfitPlan {
  readonly settings: ProfitSettings;
  readonly start: string;
  readonly end: string;
  /** Days of the period. */
  readonly days: number;
  readonly fees: boolean;
  readonly expectedLoss: boolean;
  readonly provision: boolean;
  readonly activity: boolean;
  readonly capital: boolean;
  readonly off: readonly UndefinedItem[];
}

export interface Period {
  readonly start: string;
  readonly end: string;
  readonly days: number;
}

/** The plan of the average-balance mode; throws all that the data lack, and contradictions of the settings. */
export function profitPlan(settings: ProfitSettings, catalog: Catalog, period: Period): ProfitPlan {
  const off: UndefinedItem[] = [];
  const on = (item: string, present: boolean, reason: string): boolean => {
    if (!present) off.push({ item, reason });
    return present;
  };
  const risk = riskOf(settings, catalog);
  const plan = {
    settings,
    ...period,
    fees: on("fees", hasFees(settings, catalog), "transactions have no column fee, and no fee_types are declared"),
    expectedLoss: risk === "expected_loss",
    provision: risk === "provision",
    activity: on("activity_cost", hasActivities(settings, catalog), "no activities with activity_costs"),
    capital: on("capital", settings.capital !== null && hasCapital(settings, catalog), capitalReason(settings)),
    off,
  };
  on("expected_loss", risk !== null, "accounts have no column pd, or no lgd is known");
  on("overhead", settings.overhead !== null, "no overhead is declared");
  return Object.freeze(plan);
}

/** Throws when the tables of the average-balance mode are missing, or two settings cannot hold together. */
export function checkProfitInputs(settings: ProfitSettings, catalog: Catalog): void {
  const needs: readonly (readonly [string, string])[] = [
    ["accounts", "account_id"],
    ["accounts", "customer_id"],
    ["balances", "period_end"],
    ["balances", "average_balance"],
    ...(settings.ftp.method === "straight_term" ? ([["curves", "rate"]] as const) : []),
  ];
  const problems: Problem[] = needs
    .filter(([table, column]) => !catalog.has(table, column))
    .map(([table, column]) => missing(`profit by average balances needs the column ${column} of ${table}`));
  if (!catalog.has("accounts", "side") && !(catalog.has("products", "side") && catalog.has("accounts", "product_code")))
    problems.push(missing("profit needs the side of accounts, by accounts.side or products.side"));
  failIfAny(problems);
  if (settings.balance_period === "day" && settings.day_count.startsWith("30/"))
    fail("VAL-001", {
      message: `settings contradict each other: daily balances and ${settings.day_count}`,
      hint: "months of 30 days need monthly balances",
    });
}

function missing(message: string): Problem {
  return { code: "VAL-003", message, hint: "map it in the sources, or use mode: simple" };
}

function riskOf(settings: ProfitSettings, catalog: Catalog): "expected_loss" | "provision" | null {
  const hasLgd = catalog.has("accounts", "lgd") || settings.expected_loss.lgd !== null;
  const loss = catalog.has("accounts", "pd") && hasLgd;
  const provision = catalog.has("accounts", "provision");
  if (settings.risk_cost !== null) {
    if (settings.risk_cost === "provision" ? provision : loss) return settings.risk_cost;
    throw new CustvalError([missing(`risk_cost ${settings.risk_cost} has no columns in accounts`)]);
  }
  if (loss && provision)
    fail("VAL-010", {
      message: "accounts hold probabilities of default and provisions",
      place: { key: "profit.risk_cost" },
      hint: "set risk_cost to expected_loss or provision",
    });
  return loss ? "expected_loss" : provision ? "provision" : null;
}

function hasFees(settings: ProfitSettings, catalog: Catalog): boolean {
  if (!catalog.has("transactions", "booked_on")) return false;
  return catalog.has("transactions", "fee") || (settings.fee_types.length > 0 && catalog.has("transactions", "type"));
}

function hasActivities(settings: ProfitSettings, catalog: Catalog): boolean {
  if (!catalog.has("activity_costs", "activity_code")) return false;
  if (settings.activity.source === "activities") return catalog.has("activities", "activity_code");
  return catalog.has("transactions", settings.activity.source);
}

function hasCapital(settings: ProfitSettings, catalog: Catalog): boolean {
  if (settings.capital?.method === "standardised") return catalog.has("accounts", "risk_weight");
  return catalog.has("accounts", "pd") && (catalog.has("accounts", "lgd") || settings.expected_loss.lgd !== null);
}

function capitalReason({ capital }: ProfitSettings): string {
  if (capital === null) return "no capital method is declared";
  return capital.method === "standardised"
    ? "accounts have no column risk_weight"
    : "accounts have no pd, or no lgd is known";
}
