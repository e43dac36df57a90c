import { CustvalError, fail, failIfAny, type Problem } from "../../core/errors.js";
import type { Catalog } from "../../engine/stage.js";
import type { FeePart } from "./fee-parts.js";
import type { ProfitSettings } from "./settings.js";
import { SCHEDULE_METHODS, type ContractMethod } from "./settings/ftp.js";
import type { RiskCost } from "./settings/risk.js";

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
  /** Some accounts are in another currency than the study's. */
  readonly fx: boolean;
  /** Some contracts are priced on a curve; by one term; by their repayments; more than once. */
  readonly hasContracts: boolean;
  readonly hasTerms: boolean;
  readonly hasSchedules: boolean;
  readonly varies: boolean;
  /** Exposure is not the balance alone; it counts an undrawn limit. */
  readonly exposure: boolean;
  readonly limits: boolean;
  readonly fees: boolean;
  readonly feeParts: readonly FeePart[];
  readonly expectedLoss: boolean;
  readonly provision: boolean;
  readonly chargeOffs: boolean;
  readonly activity: boolean;
  readonly directCost: boolean;
  readonly capital: boolean;
  readonly off: readonly UndefinedItem[];
}

export interface Period {
  readonly start: string;
  readonly end: string;
  readonly days: number;
}

/** The plan of the average-balance mode; throws all that the data lack, and contradictions of the settings. */
export function profitPlan(settings: ProfitSettings, catalog: Catalog, period: Period, fx: boolean): ProfitPlan {
  const off: UndefinedItem[] = [];
  const on = (item: string, present: boolean, reason: string): boolean => {
    if (!present) off.push({ item, reason });
    return present;
  };
  const risk = riskOf(settings, catalog);
  const feeParts = feePartsOf(settings, catalog);
  const plan = {
    settings,
    ...period,
    fx,
    ...contractParts(settings, catalog),
    ...exposureParts(settings, catalog),
    fees: on("fees", feeParts.length > 0, "transactions have no column fee, and no fee_types are declared"),
    feeParts,
    expectedLoss: risk === "expected_loss",
    provision: risk === "provision",
    chargeOffs: risk === "charge_offs",
    activity: on("activity_cost", hasActivities(settings, catalog), "no activities with activity_costs"),
    directCost: catalog.has("accounts", "direct_cost"),
    capital: on("capital", settings.capital !== null && hasCapital(settings, catalog), capitalReason(settings)),
    off,
  };
  on("expected_loss", risk !== null, "accounts have no column pd, or no lgd is known");
  on("overhead", settings.overhead !== null, "no overhead is declared");
  return Object.freeze(plan);
}

/** The methods that some product uses. */
function methodsOf({ ftp }: ProfitSettings): ReadonlySet<ContractMethod> {
  return new Set([ftp.method, ...Object.values(ftp.methods.families), ...Object.values(ftp.methods.products)]);
}

/** Whether a product is priced on a curve. */
export function needsCurve(settings: ProfitSettings): boolean {
  return [...methodsOf(settings)].some((each) => each !== "flat");
}

function contractParts(settings: ProfitSettings, catalog: Catalog) {
  const methods = methodsOf(settings);
  const has = (column: string): boolean => catalog.has("accounts", column);
  const hasContracts = needsCurve(settings);
  const reprices = has("reprice_months") && (has("last_reprice_date") || has("next_reprice_date"));
  return {
    hasContracts,
    hasTerms: methods.has("straight_term") || methods.has("remaining_term"),
    hasSchedules: SCHEDULE_METHODS.some((each) => methods.has(each)),
    varies: hasContracts && (methods.has("remaining_term") || reprices || has("teaser_end_date")),
  };
}

function exposureParts(settings: ProfitSettings, catalog: Catalog) {
  const limits = settings.expected_loss.ccf > 0 || catalog.has("accounts", "ccf");
  return { limits, exposure: limits || catalog.has("accounts", "ead") || catalog.has("balances", "accrued") };
}

/** Throws when the tables of the average-balance mode are missing, or two settings cannot hold together. */
export function checkProfitInputs(settings: ProfitSettings, catalog: Catalog): void {
  const needs: readonly (readonly [string, string])[] = [
    ["accounts", "account_id"],
    ["accounts", "customer_id"],
    ["balances", "period_end"],
    ["balances", "average_balance"],
    ...(needsCurve(settings) ? ([["curves", "rate"]] as const) : []),
  ];
  const problems: Problem[] = needs
    .filter(([table, column]) => !catalog.has(table, column))
    .map(([table, column]) => missing(`profit by average balances needs the column ${column} of ${table}`));
  if (!catalog.has("accounts", "side") && !(catalog.has("products", "side") && catalog.has("accounts", "product_code")))
    problems.push(missing("profit needs the side of accounts, by accounts.side or products.side"));
  failIfAny(problems);
  failIfAny(contradictions(settings));
}

function contradictions(settings: ProfitSettings): Problem[] {
  const { ftp, capital } = settings;
  const found: (readonly [boolean, string, string, string])[] = [
    [
      settings.balance_period === "day" && settings.day_count.startsWith("30/"),
      `daily balances and ${settings.day_count}`,
      "profit.day_count",
      "months of 30 days need monthly balances",
    ],
    [
      Object.values(ftp.unpriced).some((sources) => sources.some((each) => each in ftp.unpriced)),
      "a product takes the mean price of another that has none of its own",
      "profit.ftp.unpriced",
      "name products that are priced themselves",
    ],
    [
      capital?.funding === "net_of_capital" && capital.benefit !== null,
      "capital lowers the funding of loans, and earns a benefit too: it would count twice",
      "profit.capital.benefit",
      "leave benefit out, or declare funding: full",
    ],
  ];
  return found
    .filter(([is]) => is)
    .map(([, what, key, hint]) => ({
      code: "VAL-001",
      message: `settings contradict each other: ${what}`,
      place: { key },
      hint,
    }));
}

function missing(message: string, hint = "map it in the sources, or use mode: simple"): Problem {
  return { code: "VAL-003", message, hint };
}

/** The one cost of risk that counts; with several supplied the user has to choose. */
function riskOf(settings: ProfitSettings, catalog: Catalog): RiskCost | null {
  const hasLgd = catalog.has("accounts", "lgd") || settings.expected_loss.lgd !== null;
  const supplied: Record<RiskCost, boolean> = {
    expected_loss: catalog.has("accounts", "pd") && hasLgd,
    provision: catalog.has("accounts", "provision"),
    charge_offs: settings.charge_offs !== null && catalog.has("transactions", "type"),
  };
  if (settings.risk_cost !== null) {
    if (supplied[settings.risk_cost]) return settings.risk_cost;
    const hint = settings.risk_cost === "charge_offs" ? "declare charge_offs and map transactions.type" : undefined;
    throw new CustvalError([missing(`risk_cost ${settings.risk_cost} has no columns in accounts`, hint)]);
  }
  const names = (Object.keys(supplied) as RiskCost[]).filter((each) => supplied[each]);
  if (names.length > 1)
    fail("VAL-010", {
      message: `the cost of risk is supplied ${names.length === 2 ? "twice" : "three times"}: ${names.join(", ")}`,
      place: { key: "profit.risk_cost" },
      hint: `set risk_cost to one of ${names.join(", ")}`,
    });
  return names[0] ?? null;
}

function feePartsOf(settings: ProfitSettings, catalog: Catalog): readonly FeePart[] {
  if (!catalog.has("transactions", "booked_on")) return [];
  const typed = catalog.has("transactions", "type");
  const { fees, fee_types: posted } = settings;
  const present: readonly (readonly [FeePart, boolean])[] = [
    ["posted", catalog.has("transactions", "fee") || (posted.length > 0 && typed)],
    ["interchange", fees.interchange !== null && typed],
    ["fx_margin", fees.fx_margin !== null && typed],
    ["rebates", fees.rebates.length > 0 && typed],
    ["waivers", fees.waivers.length > 0 && typed],
    ["rewards", fees.rewards.length > 0 && typed],
    ["upfront", fees.upfront !== null && typed],
  ];
  return present.flatMap(([part, is]) => (is ? [part] : []));
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
