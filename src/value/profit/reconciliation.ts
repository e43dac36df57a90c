import type { Row } from "../../engine/engine.js";
import type { ProfitResult } from "../../tables/results/profit.js";
import type { ProfitPlan } from "./plan.js";
import { added, amountOf, less, reconciled } from "./result-parts.js";

type Lines = ProfitResult["reconciliation"];

/** Customers against accounts, line by line, and activity cost against its pools. */
export function reconciliationOf(plan: ProfitPlan, sums: Row, accounts: Row, pools: readonly Row[]): Lines {
  const nii = added(sums.nii_assets, sums.nii_liabilities);
  const lines: (readonly [boolean, Lines[number]])[] = [
    [true, reconciled("nii", nii, accounts.nii)],
    [true, reconciled("interest", sums.customer_interest, accounts.customer_interest)],
    [true, reconciled("treasury", amountOf(sums.treasury), accounts.treasury)],
    [plan.fees, reconciled("fees", sums.fees, accounts.fees)],
    [plan.expectedLoss, reconciled("expected_loss", sums.expected_loss, accounts.expected_loss)],
    [plan.provision, reconciled("provision", sums.provision, accounts.provision)],
    [plan.chargeOffs, reconciled("charge_offs", sums.charge_offs, accounts.charge_offs)],
    [plan.directCost, reconciled("direct_cost", sums.direct_cost, accounts.direct_cost)],
  ];
  const known = lines.flatMap(([is, line]) => (is ? [line] : []));
  return [...known, ...(plan.activity ? poolLines(plan, sums, pools) : [])];
}

/** Identity: what customers bear, unused capacity and what no driver allocates are the cost of the pools. */
function poolLines(plan: ProfitPlan, sums: Row, pools: readonly Row[]): Lines {
  const withPool = pools.filter((row) => row.pool !== null);
  const timed = pools.filter((row) => row.is_timed === true).map((row) => row.assigned);
  const time = timed.length > 0 ? plan.settings.activity.time_driven!.cost : null;
  const left = (row: Row) => less(row.pool, row.assigned);
  const unallocated = withPool.filter((row) => Number(row.volume) === 0).map(left);
  const unused = withPool.filter((row) => Number(row.volume) > 0).map(left);
  if (time !== null) unused.push(less(time, added(...timed)));
  const byUnit = pools.filter((row) => row.pool === null && row.is_timed !== true).map((row) => row.assigned);
  const ledger = added(...withPool.map((row) => row.pool), ...byUnit, time);
  const assigned = added(sums.activity_cost, ...unused, ...unallocated);
  return [
    reconciled("activity_cost", assigned, ledger),
    { item: "unused_capacity", customers: "0.00", accounts: added(...unused), residual: "0.00" },
    { item: "unallocated", customers: "0.00", accounts: added(...unallocated), residual: "0.00" },
  ];
}
