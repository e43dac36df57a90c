import type { RuleReport } from "../../tables/results/index.js";
import type { ColumnProfile } from "./profile.js";
import { severityOf, type RuleSettings } from "./rule-settings.js";
import { reportOf } from "./rules.js";

/** |skewness| beyond which a feature is better transformed (segmentation, section 1). */
const LIMIT = 2;
/** Columns of these tables are what features are made of; prices and rates of a curve are not. */
const TABLES = new Set(["customers", "accounts", "balances", "rfm_input", "profit_input"]);

/** The transform that a skewed column needs as a feature; null for one that is not skewed. */
export function suggestedTransform({ skewness, negative }: ColumnProfile): "log1p" | "slog" | "rank" | null {
  if (skewness === null || Math.abs(skewness) <= LIMIT) return null;
  if (negative) return "slog";
  return skewness > 0 ? "log1p" : "rank";
}

/** One report a table with number columns: how many are skewed. */
export function skewedColumns(profile: readonly ColumnProfile[], settings: RuleSettings): RuleReport[] {
  if (severityOf(settings, "skewed_column") === null) return [];
  const shaped = profile.filter(({ table, skewness }) => TABLES.has(table) && skewness !== null);
  return [...new Set(shaped.map(({ table }) => table))].map((table) => {
    const own = shaped.filter((each) => each.table === table);
    const skewed = own.filter((each) => suggestedTransform(each) !== null);
    return reportOf("skewed_column", table, skewed.length, own.length, settings);
  });
}
