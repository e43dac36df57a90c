import { paragraph, type Block, type Table } from "../document.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedProfit } from "../gate/profit.js";
import { sensibleDigits, type Numbers } from "../numbers.js";
import { reasonWords } from "../text/reasons.js";
import type { ProfitText } from "../text/profit.js";
import { same, say, type Words } from "../words.js";
import { column, orMissing, sayWith, shareColumn, tableOf, textColumn, type TableParts } from "./parts.js";

type Outcome = GatedProfit["what_if"][number];

const words = (pick: (text: ProfitText) => string): Words => say((text) => pick(text.profit));

/** The scenarios of the least profitable customers: what each would change; nothing where none is declared. */
export function whatIfBlocks(facts: GatedFacts, profit: GatedProfit, numbers: Numbers, source: Words): Block[] {
  if (profit.what_if.length === 0) return [];
  const deciles = [...new Set(profit.what_if.map((each) => numbers.count(each.decile)))].join(", ");
  const opening = words((text) => text.whatIfOpening(deciles));
  return [paragraph(opening), whatIfTable(facts, profit, numbers, source)];
}

function whatIfTable(facts: GatedFacts, profit: GatedProfit, numbers: Numbers, source: Words): Table {
  const { label: unit, divisor } = facts.study.money_unit;
  const digits = sensibleDigits(
    profit.what_if.map((each) => each.change),
    divisor,
  );
  const money = (id: string, pick: (text: ProfitText) => string) => column(id, words(pick), "money", unit, digits);
  return tableOf(
    {
      id: "profit-what-if",
      title: words((text) => text.whatIfTitle),
      columns: [
        textColumn(
          "scenario",
          words((text) => text.scenario),
        ),
        column(
          "customers",
          words((text) => text.customers),
          "count",
          null,
          0,
        ),
        money("now", (text) => text.now),
        money("after", (text) => text.after),
        money("change", (text) => text.change),
        money("total_after", (text) => text.totalAfter),
        shareColumn(
          "relative_change",
          words((text) => text.relative),
        ),
      ],
      rows: profit.what_if.map((each) => outcomeRow(each, numbers)),
      notes: [words((text) => text.whatIfNote)],
      source,
    },
    numbers,
  );
}

function outcomeRow(each: Outcome, numbers: Numbers): TableParts["rows"][number] {
  const why = each.reason === null ? words((text) => text.totalNotPositive) : reasonWords(each.reason);
  return [
    scenarioWords(each, numbers),
    each.customers,
    each.profit,
    orMissing(each.profit_after, why),
    orMissing(each.change, why),
    orMissing(each.total_after, why),
    orMissing(each.relative_change, why),
  ];
}

function scenarioWords({ scenario, by, only_losses: onlyLosses }: Outcome, numbers: Numbers): Words {
  const part = numbers.percent(by ?? 0);
  const name = words(({ scenarios }) => {
    const own = scenarios[scenario];
    return typeof own === "string" ? own : own(part);
  });
  return onlyLosses ? sayWith({ name }, (text, own) => text.profit.onlyLosses(own.name)) : name;
}

/** Accounts in other currencies, with the effect of exchange rates; nothing where there are none. */
export function currencyBlocks(profit: GatedProfit, numbers: Numbers, source: Words): Block[] {
  const { currencies } = profit;
  if (currencies.length === 0) return [];
  const unit = same(profit.currency);
  const table = tableOf(
    {
      id: "profit-currencies",
      title: words((text) => text.currenciesTitle),
      columns: [
        textColumn(
          "currency",
          words((text) => text.currency),
        ),
        column(
          "accounts",
          words((text) => text.accounts),
          "count",
          null,
          0,
        ),
        column(
          "nii_own_currency",
          words((text) => text.ownMargin),
          "amount",
          null,
          2,
        ),
        column(
          "nii",
          words((text) => text.margin),
          "amount",
          unit,
          2,
        ),
        column(
          "average_rate",
          words((text) => text.averageRate),
          "decimal",
          null,
          4,
        ),
        column(
          "closing_rate",
          words((text) => text.closingRate),
          "decimal",
          null,
          4,
        ),
        column(
          "fx_effect",
          words((text) => text.fxEffect),
          "amount",
          unit,
          2,
        ),
      ],
      rows: currencies.map((each) => [
        same(each.currency),
        each.accounts,
        each.nii_own_currency,
        each.nii,
        each.average_rate,
        each.closing_rate,
        each.fx_effect,
      ]),
      notes: [words((text) => text.currenciesNote)],
      source,
    },
    numbers,
  );
  return [table];
}

/** Both totals of upfront fees, and both views of cost, in sentences. */
export function viewSentences(facts: GatedFacts, profit: GatedProfit, numbers: Numbers): Words[] {
  const { label, divisor } = facts.study.money_unit;
  const amounts = (all: readonly (string | null)[]) => {
    const digits = sensibleDigits(all, divisor);
    return all.map((each) => numbers.money(each, digits));
  };
  const sentences: Words[] = [];
  const { cost_views: views, upfront_fees: upfront } = profit;
  if (views !== null && views.marginal !== null && views.marginal !== views.full) {
    const [marginal, full] = amounts([views.marginal, views.full]);
    sentences.push(sayWith({ unit: label }, (text, own) => text.profit.marginalCost(marginal, full, own.unit)));
  }
  if (upfront !== null) {
    const [cash, spread] = amounts([upfront.cash, upfront.spread]);
    sentences.push(sayWith({ unit: label }, (text, own) => text.profit.upfront(cash, spread, own.unit)));
    sentences.push(words((text) => text.counted[upfront.recognised]));
  }
  return sentences;
}
