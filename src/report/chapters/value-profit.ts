import { isHidden } from "../../privacy/index.js";
import { note, paragraph, type Block, type Column, type Table } from "../document.js";
import { profitDeciles, profitWaterfall, whaleCurveFigure } from "../figures/index.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedProfit } from "../gate/profit.js";
import { sensibleDigits, type Numbers, type Value } from "../numbers.js";
import { nameOf } from "../text/names.js";
import { reasonWords, unitWords } from "../text/reasons.js";
import { listOf, type Words } from "../words.js";
import {
  column,
  orMissing,
  periodOf,
  sayWith,
  shareColumn,
  sourceLine,
  studyPeriod,
  tableOf,
  textColumn,
  type TableParts,
} from "./parts.js";
import { currencyBlocks, viewSentences, whatIfBlocks } from "./profit-scenarios.js";
import { label } from "./value-label.js";

type Decile = GatedProfit["deciles"][number];

/** The blocks on profit: waterfall, whale curve, deciles, concentration, reconciliation. */
export function profitBlocks(facts: GatedFacts, profit: GatedProfit, numbers: Numbers): (Block | null)[] {
  return [
    paragraph(...openingOf(facts, profit, numbers)),
    waterfallTable(facts, profit, numbers),
    profitWaterfall(facts, numbers),
    paragraph(...whaleSentences(profit, numbers)),
    whaleCurveFigure(facts, numbers),
    decilesTable(facts, profit, numbers),
    profitDeciles(facts, numbers),
    concentrationTable(facts, profit, numbers),
    ...whatIfBlocks(facts, profit, numbers, sourceOf(facts, profit, numbers)),
    ...currencyBlocks(profit, numbers, sourceOf(facts, profit, numbers)),
    ...reconciliationBlocks(facts, profit, numbers),
    ...profit.undefined_items.map(({ item, reason }) => note(undefinedNote(item, reason))),
  ];
}

function sourceOf(facts: GatedFacts, profit: GatedProfit, numbers: Numbers): Words {
  const own = profit.period_start !== null && profit.period_end !== null;
  return sourceLine(
    numbers.count(profit.customers),
    own ? periodOf(profit.period_start, profit.period_end) : studyPeriod(facts),
    label((text) => text.fromProfit),
  );
}

function openingOf(facts: GatedFacts, profit: GatedProfit, numbers: Numbers): (Words | null)[] {
  const { label: unit, divisor } = facts.study.money_unit;
  const total = numbers.money(profit.total_profit, sensibleDigits([profit.total_profit], divisor));
  const customers = numbers.count(profit.customers);
  const [mean, median] = [numbers.decimal(profit.mean_profit), numbers.decimal(profit.median_profit)];
  const ratio = profit.cost_income;
  return [
    sayWith({ unit }, (text, own) => text.value.profitOpening(customers, total, own.unit)),
    unknownSentence(facts, profit, numbers),
    sayWith({ currency: unitWords(profit.currency) }, (text, own) => text.value.profitMean(mean, median, own.currency)),
    ratio === null ? null : label((text) => text.costIncome(numbers.percent(ratio))),
    ...viewSentences(facts, profit, numbers),
  ];
}

/** Says that customers outside the customers table are among those with profit; null where the run found none. */
function unknownSentence({ ingest, warnings }: GatedFacts, profit: GatedProfit, numbers: Numbers): Words | null {
  const table = ingest.tables.find((each) => each.table === "customers");
  const warned = warnings.some(({ code }) => code === "VAL-108");
  if (table === undefined || !warned || profit.customers <= table.rows) return null;
  return label((text) => text.unknownCustomers(numbers.count(table.rows)));
}

function moneyColumn(facts: GatedFacts, id: string, words: Words, values: readonly Value[]): Column {
  const { label: unit, divisor } = facts.study.money_unit;
  return column(id, words, "money", unit, sensibleDigits(values, divisor));
}

function waterfallTable(facts: GatedFacts, profit: GatedProfit, numbers: Numbers): Table {
  const total = Number(profit.total_profit);
  const why = label((text) => text.totalNotPositive);
  const { waterfall } = profit;
  return tableOf(
    {
      id: "profit-waterfall-table",
      title: label((text) => text.waterfallTitle),
      columns: [
        textColumn(
          "component",
          label((text) => text.component),
        ),
        moneyColumn(
          facts,
          "amount",
          label((text) => text.amount),
          waterfall.map((step) => step.amount),
        ),
        shareColumn(
          "share",
          label((text) => text.shareOfProfit),
        ),
      ],
      rows: waterfall.map((step) => [
        nameOf("component", step.component),
        step.amount,
        orMissing(total > 0 ? Number(step.amount) / total : null, why),
      ]),
      ruledRows: [waterfall.length - 1],
      notes: [label((text) => text.waterfallNote)],
      source: sourceOf(facts, profit, numbers),
    },
    numbers,
  );
}

/** Peak and erosion of the whale curve in words. */
export function whaleSentences({ whale }: GatedProfit, numbers: Numbers): Words[] {
  const { peak, peak_position, unprofitable_share, erosion } = whale;
  if (!whale.defined) return [label((text) => text.whaleUndefined)];
  if (isHidden(peak) || isHidden(peak_position) || isHidden(unprofitable_share) || isHidden(erosion)) {
    return [label((text) => text.whaleHidden(numbers.threshold))];
  }
  return [
    label((text) => text.whale(numbers.percent(peak_position), numbers.percent(peak))),
    unprofitable_share > 0
      ? label((text) => text.erosion(numbers.percent(unprofitable_share), numbers.percent(erosion)))
      : label((text) => text.noErosion),
  ];
}

function decilesTable(facts: GatedFacts, profit: GatedProfit, numbers: Numbers): Table {
  const { deciles } = profit;
  const money = (id: "profit" | "revenue" | "cost" | "expected_loss", words: Words): Column =>
    moneyColumn(
      facts,
      id,
      words,
      deciles.map((each) => each[id]),
    );
  const means = sensibleDigits(deciles.map((each) => each.mean));
  return tableOf(
    {
      id: "profit-deciles-table",
      title: label((text) => text.decilesTitle),
      columns: [
        column(
          "decile",
          label((text) => text.decile),
          "count",
          null,
          0,
        ),
        column(
          "customers",
          label((text) => text.customers),
          "count",
          null,
          0,
        ),
        money(
          "profit",
          label((text) => text.profit),
        ),
        shareColumn(
          "share",
          label((text) => text.shareOfProfit),
        ),
        column(
          "mean",
          label((text) => text.mean),
          "amount",
          unitWords(profit.currency),
          means,
        ),
        money(
          "revenue",
          label((text) => text.revenue),
        ),
        money(
          "cost",
          label((text) => text.cost),
        ),
        money(
          "expected_loss",
          label((text) => text.expectedLoss),
        ),
      ],
      rows: deciles.map(decileRow),
      notes: [label((text) => text.decilesNote)],
      source: sourceOf(facts, profit, numbers),
    },
    numbers,
  );
}

function decileRow(each: Decile): TableParts["rows"][number] {
  const notKnown = label((text) => text.notKnown);
  return [
    each.decile,
    each.customers,
    each.profit,
    orMissing(
      each.share,
      label((text) => text.totalNotPositive),
    ),
    orMissing(each.mean, notKnown),
    orMissing(each.revenue, notKnown),
    orMissing(each.cost, notKnown),
    orMissing(each.expected_loss, notKnown),
  ];
}

/** One column of values and one of shares, so that each column has one unit. */
function concentrationTable(facts: GatedFacts, profit: GatedProfit, numbers: Numbers): Table {
  const { gini_plain, gini_normalised, ...tops } = profit.concentration;
  const undefinedGini = label((text) => text.giniMissing);
  const noTotal = label((text) => text.totalNotPositive);
  const top = (percent: string, value: Value): TableParts["rows"][number] => [
    label((text) => text.top(percent)),
    label(() => "%"),
    orMissing(typeof value === "number" ? value * 100 : value, noTotal),
  ];
  const gini = (words: Words, value: Value, why: Words): TableParts["rows"][number] => [
    words,
    label((text) => text.coefficient),
    orMissing(value, why),
  ];
  return tableOf(
    {
      id: "profit-concentration",
      title: label((text) => text.concentrationTitle),
      columns: [
        textColumn(
          "measure",
          label((text) => text.index),
        ),
        textColumn(
          "unit",
          label((text) => text.unitColumn),
        ),
        column(
          "value",
          label((text) => text.valueColumn),
          "decimal",
          null,
          3,
        ),
      ],
      rows: [
        gini(
          label((text) => text.gini),
          gini_plain,
          undefinedGini,
        ),
        gini(
          label((text) => text.giniNormalised),
          gini_normalised,
          noTotal,
        ),
        top("1%", tops.top_1_share),
        top("10%", tops.top_10_share),
        top("20%", tops.top_20_share),
      ],
      notes: [label((text) => text.concentrationNote)],
      source: sourceOf(facts, profit, numbers),
    },
    numbers,
  );
}

function reconciliationBlocks(facts: GatedFacts, profit: GatedProfit, numbers: Numbers): Block[] {
  const { reconciliation } = profit;
  if (reconciliation.length === 0) return [];
  const open = reconciliation.filter((each) => Number(each.residual) !== 0);
  const items = listOf(open.map((each) => nameOf("component", each.item)));
  const sentence =
    open.length === 0
      ? label((text) => text.reconciled)
      : sayWith({ items }, (text, own) => text.value.residuals(own.items));
  return [paragraph(sentence), reconciliationTable(facts, profit, numbers)];
}

function reconciliationTable(facts: GatedFacts, profit: GatedProfit, numbers: Numbers): Table {
  const amount = (id: string, words: Words) => column(id, words, "amount", unitWords(profit.currency), 2);
  return tableOf(
    {
      id: "profit-reconciliation",
      title: label((text) => text.reconciliationTitle),
      columns: [
        textColumn(
          "item",
          label((text) => text.item),
        ),
        amount(
          "customers",
          label((text) => text.byCustomer),
        ),
        amount(
          "accounts",
          label((text) => text.byAccount),
        ),
        amount(
          "residual",
          label((text) => text.residual),
        ),
      ],
      rows: profit.reconciliation.map((each) => [
        nameOf("component", each.item),
        each.customers,
        each.accounts,
        each.residual,
      ]),
      source: sourceOf(facts, profit, numbers),
    },
    numbers,
  );
}

function undefinedNote(item: string, reason: string): Words {
  const own = { item: nameOf("component", item), reason: reasonWords(reason) };
  return sayWith(own, (text, names) => text.value.undefinedNote(names.item, names.reason));
}
