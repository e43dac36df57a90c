import type { RuleReport } from "../../tables/results/index.js";
import type { ColumnProfile } from "./profile.js";
import { severityOf, type RuleSettings } from "./rule-settings.js";
import { reportOf } from "./rules.js";

/** Columns of these tables are what features are made of; prices and rates of a curve are not. */
const TABLES = new Set(["customers", "accounts", "balances", "rfm_input", "profit_input"]);

/** One report a table with number columns: how many are skewed. */
export function skewedColumns(profile: readonly ColumnProfile[], settings: RuleSettings): RuleReport[] {
  if (severityOf(settings, "skewed_column") === null) return [];
  const shaped = profile.filter(({ table, skewness }) => TABLES.has(table) && skewness !== null);
  return [...new Set(shaped.map(({ table }) => table))].map((table) => {
    const own = shaped.filter((each) => each.table === table);
    const skewed = own.filter((each) => each.transform !== null);
    return reportOf("skewed_column", table, skewed.length, own.length, settings);
  });
}
