import { failIfAny, type Problem } from "../../core/errors.js";
import type { Catalog } from "../../engine/stage.js";
import { MEASURES, MODELS, type Measure, type MeasureName } from "./measures.js";
import type { RfmSettings } from "./settings.js";
import { windowStart } from "./window.js";

/** How a negative amount counts; `signed` counts every row as an occasion, as the R package rfm does. */
export type RefundPolicy = "net" | "ignore" | "gross" | "signed";

/** What the settings come to for this data: defaults that depend on others are filled in. */
export interface RfmPlan {
  readonly settings: RfmSettings;
  readonly asOf: string;
  readonly windowStart: string | null;
  readonly measures: readonly Measure[];
  readonly bins: ReadonlyMap<MeasureName, number>;
  readonly occasions: "day" | "row";
  readonly refunds: RefundPolicy;
  readonly closed: "right" | "left";
}

/** The plan for a known last day of observation. */
export function planOf(settings: RfmSettings, asOf: string): RfmPlan {
  const measures = measuresOf(settings);
  const compat = settings.compat === "r-rfm";
  return Object.freeze({
    settings,
    asOf,
    windowStart: settings.window === null ? null : windowStart(settings.window, asOf),
    measures,
    bins: new Map(measures.map(({ name }) => [name, binsOf(settings, name)])),
    occasions: compat ? "row" : (settings.frozen?.occasions ?? settings.occasions),
    refunds: settings.frozen?.refunds ?? refundsOf(settings),
    closed: compat ? "left" : "right",
  });
}

function refundsOf({ compat, monetary_source: source, refunds, direction }: RfmSettings): RefundPolicy {
  if (compat === "r-rfm" || source === "fee") return "signed";
  if (source === "turnover") return "gross";
  return refunds ?? (direction === "both" ? "gross" : "net");
}

/** The measures to score, in the order of the model. */
export function measuresOf(settings: RfmSettings): readonly Measure[] {
  const names = typeof settings.model === "string" ? MODELS[settings.model] : settings.model;
  return names.map((name) => MEASURES[name]);
}

function binsOf(settings: RfmSettings, name: MeasureName): number {
  const given = settings.cuts?.[name];
  if (given && (settings.method === "fixed" || settings.method === "custom")) return given.length + 1;
  return typeof settings.bins === "number" ? settings.bins : (settings.bins[name] ?? 5);
}

/** Throws all contradictions among the settings, and all tables and columns that the measures need and the data lack. */
export function checkSettings(settings: RfmSettings, catalog: Catalog): void {
  failIfAny([...contradictions(settings), ...cutFaults(settings)]);
  failIfAny(missingInputs(settings, catalog));
}

type Rule = readonly [broken: boolean, message: string, hint: string];

function contradictions(settings: RfmSettings): Problem[] {
  return [...binningRules(settings), ...otherRules(settings)]
    .filter(([broken]) => broken)
    .map(([, message, hint]) => ({
      code: "VAL-001" as const,
      message: `settings contradict each other: ${message}`,
      hint,
    }));
}

function binningRules({ method, ties, nested, sign_aware: signAware, compat }: RfmSettings): Rule[] {
  const isPlain = method === "quantile" && ties === "together";
  const isRanked = ties === "midrank" || ties === "split";
  return [
    [
      method !== "quantile" && isRanked,
      `ties ${ties} and method ${method}`,
      "ties midrank and split need method quantile",
    ],
    [
      nested && !isPlain,
      "nested bins with another method or tie policy",
      "nested bins need method quantile and ties together",
    ],
    [
      signAware && (nested || !isPlain),
      "sign_aware with another method, tie policy or nested bins",
      "sign_aware needs method quantile, ties together and independent bins",
    ],
    [
      compat !== null && (nested || signAware || !isPlain),
      "compat with another method or tie policy",
      "compat r-rfm sets cuts, closed side and occasions by itself",
    ],
  ];
}

function otherRules(settings: RfmSettings): Rule[] {
  const { method, cuts, frozen, compat, monetary_statistic: statistic, monetary_source: source } = settings;
  const given = method === "fixed" || method === "custom";
  const letters = measuresOf(settings).map((each) => each.letter);
  return [
    [!given && cuts !== undefined && frozen === null, `cuts given and method ${method}`, "set method: fixed or custom"],
    ...lifetimeRules(settings),
    [
      new Set(letters).size !== letters.length,
      "two measures with the same letter",
      "choose relationship_days or span_days, and each measure once",
    ],
    [
      statistic === "mean" && (source === "average_balance" || source === "profit"),
      `monetary_statistic mean and monetary_source ${source}`,
      "a mean per occasion needs amounts, turnover or fees",
    ],
    [
      frozen !== null && compat !== null,
      "saved cuts and compat together",
      "saved cuts already hold cuts and closed side",
    ],
  ];
}

function lifetimeRules(settings: RfmSettings): Rule[] {
  if (settings.input !== "lifetime") return [];
  const others = measuresOf(settings).filter(({ letter }) => letter !== "r" && letter !== "f");
  return [
    [settings.lifetime_unit === null, "input lifetime and no lifetime_unit", "set lifetime_unit: day or week"],
    [
      others.length > 0,
      `input lifetime and the measure ${others.map(({ name }) => name).join(", ")}`,
      "a lifetime summary gives recency_days and frequency; set model: [recency_days, frequency]",
    ],
    [settings.as_of === null, "input lifetime and no as_of", "set as_of to the day on which T was counted"],
  ];
}

function cutFaults(settings: RfmSettings): Problem[] {
  if ((settings.method !== "fixed" && settings.method !== "custom") || settings.frozen !== null) return [];
  return measuresOf(settings).flatMap(({ name }) => {
    const cuts = settings.cuts?.[name];
    const place = { key: `rfm.cuts.${name}` };
    if (!cuts || cuts.length === 0 || cuts.length > 9)
      return [
        {
          code: "VAL-002" as const,
          message: `measure ${name} needs 1 to 9 cut points`,
          place,
          hint: "give them in rising order",
        },
      ];
    const at = cuts.findIndex((cut, j) => j > 0 && cut <= cuts[j - 1]);
    if (at < 0) return [];
    const seen = `${String(cuts[at - 1])} then ${String(cuts[at])}`;
    return [
      {
        code: "VAL-002" as const,
        message: `cut points of ${name} do not rise`,
        place,
        seen,
        hint: "each cut point must be above the one before",
      },
    ];
  });
}

function missingInputs(settings: RfmSettings, catalog: Catalog): Problem[] {
  return neededColumns(settings, catalog)
    .filter(([table, column]) => !catalog.has(table, column))
    .map(([table, column, why]) => ({
      code: "VAL-003" as const,
      message: `${why} needs ${column === undefined ? `the table ${table}` : `the column ${column} of ${table}`}`,
      hint: "map it in the sources, or choose another setting",
    }));
}

type Need = readonly [table: string, column: string | undefined, why: string];

function neededColumns(settings: RfmSettings, catalog: Catalog): Need[] {
  const names = new Set(measuresOf(settings).map((each) => each.name));
  if (settings.input === "lifetime")
    return ["customer_id", "x", "t_x", "T"].map(
      (column) => ["lifetime_summary", column, "a lifetime summary"] as const,
    );
  const needs: Need[] =
    settings.input === "ready" ? readyColumns(catalog, [...names]) : bookingColumns(settings, catalog);
  if (settings.input === "ready") return needs;
  if (names.has("product_count"))
    needs.push(["accounts", "product_code", "product_count"], ["accounts", "open_date", "product_count"]);
  if (names.has("product_count") && settings.product_by === "family")
    needs.push(["products", "product_code", "product families"], ["products", "family", "product families"]);
  if (names.has("relationship_days") && !catalog.has("accounts", "open_date"))
    needs.push(["customers", "open_date", "relationship_days"]);
  if (names.has("average_balance") || settings.monetary_source === "average_balance")
    needs.push(["balances", "average_balance", "average_balance"], ["accounts", "customer_id", "average_balance"]);
  if (settings.monetary_source === "profit") needs.push(["profit_customers", "profit", "monetary_source profit"]);
  return needs;
}

function bookingColumns(settings: RfmSettings, catalog: Catalog): Need[] {
  const needs: Need[] = [
    ["transactions", "booked_on", "RFM"],
    ["transactions", settings.monetary_source === "fee" ? "fee" : "amount", "RFM"],
  ];
  if (!catalog.has("transactions", "customer_id")) {
    needs.push(
      ["transactions", "account_id", "RFM without a customer column"],
      ["accounts", "customer_id", "RFM without a customer column"],
    );
  }
  if (settings.events.type) needs.push(["transactions", "type", "the filter on types"]);
  if (settings.events.channel) needs.push(["transactions", "channel", "the filter on channels"]);
  if (settings.currency !== null) needs.push(["transactions", "currency", "the setting currency"]);
  return needs;
}

function readyColumns(catalog: Catalog, names: readonly MeasureName[]): Need[] {
  const date = catalog.has("rfm_input", "last_date") ? "last_date" : "recency_days";
  const columns = names.map((name) => (name === "recency_days" ? date : name));
  return ["customer_id", ...new Set([...columns, date, "frequency", "monetary"])].map(
    (column) => ["rfm_input", column, "RFM of a ready table"] as const,
  );
}
