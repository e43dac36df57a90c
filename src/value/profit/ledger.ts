import { failIfAny } from "../../core/errors.js";
import { parseMinor } from "../../core/money.js";
import type { Cell, Row } from "../../engine/engine.js";
import type { ProfitResult } from "../../tables/results/profit.js";
import type { ProfitPlan } from "./plan.js";
import { added, less, reconciled } from "./result-parts.js";
import type { ProfitSettings } from "./settings.js";

type Lines = ProfitResult["reconciliation"];

/** Our totals beside those of the ledger that the study declares; the residual is ours less theirs. */
export function ledgerLines({ settings }: ProfitPlan, sums: Row, lines: Lines): Lines {
  const { ledger } = settings;
  if (ledger === null) return [];
  const bankOnly = lines.filter(({ item }) => item === "unused_capacity" || item === "unallocated");
  const bankCost = added(...bankOnly.map((each) => each.accounts));
  const ours: Readonly<Record<string, readonly [string | undefined, Cell]>> = {
    ledger_nii: [ledger.nii, sums.customer_interest],
    ledger_fees: [ledger.fees, sums.fees],
    ledger_cost: [ledger.cost, added(sums.cost, bankCost)],
    ledger_expected_loss: [ledger.expected_loss, added(sums.expected_loss, sums.provision, sums.charge_offs)],
    ledger_profit: [ledger.profit, less(added(sums.profit, sums.treasury), bankCost)],
  };
  return Object.entries(ours).flatMap(([item, [theirs, mine]]) =>
    theirs === undefined ? [] : [reconciled(item, mine, theirs)],
  );
}

/** Throws when a line of the ledger has a residual above the tolerance; each such line names its residual. */
export function checkLedger(lines: Lines, { ledger }: ProfitSettings): void {
  if (ledger === null) return;
  const tolerance = parseMinor(ledger.tolerance, 6)!;
  const size = (text: string): bigint => {
    const value = parseMinor(text, 6)!;
    return value < 0n ? -value : value;
  };
  const over = lines.filter(({ item, residual }) => item.startsWith("ledger_") && size(residual) > tolerance);
  failIfAny(
    over.map(({ item, residual }) => ({
      code: "VAL-016" as const,
      message: `${item.replace("ledger_", "")} does not meet the ledger: residual ${residual}`,
      expected: `at most ${ledger.tolerance} either way`,
      place: { key: `profit.ledger.${item.replace("ledger_", "")}` },
      hint: "find what is missing or counted twice, or raise profit.ledger.tolerance and say why",
    })),
  );
}
