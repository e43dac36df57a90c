import type { Cell } from "../../engine/engine.js";
import { formatMinor, parseMinor } from "../../core/money.js";
import type { ProfitResult } from "../../tables/results/profit.js";

const DECIMALS = 6;

/** A bar of the waterfall: name, exact amount, and whether it adds or takes off. */
export type WaterfallPart = readonly [component: string, amount: Cell, sign: 1 | -1];

function units(amount: Cell): bigint {
  return amount === null ? 0n : parseMinor(String(amount), DECIMALS)!;
}

/** Exact decimal text without needless zeros, at least two decimals. */
function textOf(value: bigint): string {
  return formatMinor(value, DECIMALS).replace(/0{1,4}$/, "");
}

/** The exact text of a sum from the engine; null counts as zero and is explained elsewhere. */
export function amountOf(amount: Cell): string {
  return textOf(units(amount));
}

/** The bars and the last one, profit. What the bars leave open stands as `other`, so that they add up exactly. */
export function waterfallOf(parts: readonly WaterfallPart[], total: string): ProfitResult["waterfall"] {
  const signed = parts.map(([component, amount, sign]) => ({ component, value: BigInt(sign) * units(amount) }));
  const rest = units(total) - signed.reduce((sum, each) => sum + each.value, 0n);
  const all = rest === 0n ? signed : [...signed, { component: "other", value: rest }];
  return [
    ...all.map(({ component, value }) => ({ component, amount: textOf(value) })),
    { component: "profit", amount: total },
  ];
}

/** Cost over revenue; null unless both are known and revenue is positive. */
export function costIncome(cost: Cell, revenue: Cell): number | null {
  if (cost === null || revenue === null || !(Number(revenue) > 0)) return null;
  return Number(cost) / Number(revenue);
}

/** One line of the reconciliation: the residual is exact. */
export function reconciled(item: string, customers: Cell, accounts: Cell): ProfitResult["reconciliation"][number] {
  const residual = textOf(units(customers) - units(accounts));
  return { item, customers: amountOf(customers), accounts: amountOf(accounts), residual };
}

/** Exact sum of amounts. */
export function added(...amounts: readonly Cell[]): string {
  return textOf(amounts.reduce<bigint>((sum, each) => sum + units(each), 0n));
}

/** The exact difference of two amounts. */
export function less(amount: Cell, taken: Cell): string {
  return textOf(units(amount) - units(taken));
}
