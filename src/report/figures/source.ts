import type { GatedFacts } from "../gate/gate.js";
import type { GatedProfit } from "../gate/profit.js";
import type { Numbers } from "../numbers.js";
import type { FigureText } from "../text/figures.js";
import type { Words } from "../words.js";
import { figureWords } from "./words.js";

/** Sample, period and origin of customer profit. */
export function profitSource(facts: GatedFacts, profit: GatedProfit, numbers: Numbers): Words {
  const { start, end } = facts.study.period;
  const [from, to] = [profit.period_start ?? start, profit.period_end ?? end];
  return figureWords((text) =>
    text.source(numbers.count(profit.customers), text.units.customers, from, to, text.whale.origin),
  );
}

/** Sample, period of the study and origin for a number of customers. */
export function studySource(
  facts: GatedFacts,
  customers: string,
  origin: (text: FigureText) => string,
  period: { readonly start: string; readonly end: string } = facts.study.period,
): Words {
  return figureWords((text) => text.source(customers, text.units.customers, period.start, period.end, origin(text)));
}
