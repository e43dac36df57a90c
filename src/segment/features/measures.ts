import { averageBalance, loanBalance } from "./balance-measures.js";
import { age, relationshipDays } from "./date-measures.js";
import type { MeasureName } from "./measure-names.js";
import type { BankMeasure } from "./measure-scope.js";
import { productCount } from "./product-count.js";
import { digitalShare, transactionsPerMonth } from "./transaction-measures.js";

/** Every measure by name. */
export const MEASURES: Readonly<Record<MeasureName, BankMeasure>> = Object.freeze({
  average_balance: averageBalance,
  loan_balance: loanBalance,
  product_count: productCount,
  transactions_per_month: transactionsPerMonth,
  digital_share: digitalShare,
  age,
  relationship_days: relationshipDays,
});
