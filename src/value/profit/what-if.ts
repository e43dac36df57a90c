import type { Engine, Row } from "../../engine/engine.js";
import type { ProfitResult } from "../../tables/results/profit.js";
import { added, amountOf } from "./result-parts.js";
import type { ProfitSettings } from "./settings.js";
import type { Scenario } from "./settings/cost.js";
import { scenarioSums, type Costs } from "./sql/what-if.js";

type Outcome = ProfitResult["what_if"][number];

/** What total profit would be if customers of a decile changed; `total` is the profit as it is. */
export async function whatIf(engine: Engine, settings: ProfitSettings, total: string): Promise<Outcome[]> {
  const costs: Costs = settings.mode === "simple" ? "unknown" : settings.cost_view;
  const outcomes: Outcome[] = [];
  for (const scenario of settings.what_if) {
    const [row] = await engine.rows(scenarioSums(scenario, costs));
    outcomes.push(outcomeOf(scenario, row, total));
  }
  return outcomes;
}

function outcomeOf(scenario: Scenario, row: Row, total: string): Outcome {
  const change = row.change === null ? null : amountOf(row.change);
  return {
    scenario: scenario.kind,
    by: "by" in scenario ? scenario.by : null,
    decile: scenario.decile,
    only_losses: scenario.customers === "negative",
    customers: Number(row.customers),
    profit: amountOf(row.profit),
    profit_after: profitAfter(scenario, row, change),
    change,
    total_after: change === null ? null : added(total, change),
    relative_change: change === null || !(Number(total) > 0) ? null : Number(change) / Number(total),
    top_two_share: row.top_two_share === null ? null : Number(row.top_two_share),
    reason: change === null ? REASONS[scenario.kind] : null,
  };
}

/** The profit of the same customers; who left has none. */
function profitAfter({ kind }: Scenario, row: Row, change: string | null): string | null {
  if (change === null) return null;
  return kind === "leave" ? "0.00" : added(row.profit, change);
}

const REASONS: Readonly<Record<Scenario["kind"], string>> = {
  to_zero: "no customer has a known profit",
  raise_revenue: "revenue is not known",
  cut_cost: "cost is not known",
  leave: "the part of cost that stays is not known",
};
