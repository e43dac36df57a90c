import { formatMinor, parseMinor } from "../../core/money.js";
import type { Column, Table } from "../document.js";
import type { GatedFacts } from "../gate/gate.js";
import type { Numbers } from "../numbers.js";
import { same, say, type Words } from "../words.js";
import { groupsOf } from "./data-files.js";
import { exportsLine, rowsRead } from "./data-tables.js";
import { codeColumn, column, missing, tableOf, type TableParts } from "./parts.js";

type Label = (text: Parameters<Parameters<typeof say>[0]>[0]["data"]) => string;
type Money = GatedFacts["ingest"]["money"][number];
type Row = TableParts["rows"][number];

const label = (pick: Label): Words => say((text) => pick(text.data));
const code = (id: string, pick: Label) => codeColumn(id, label(pick));

/** Columns of money whose sums before and after loading differ, exactly compared. */
export function unequalMoney(money: readonly Money[]): readonly Money[] {
  return money.filter((each) => differenceOf(each, decimalsOf([each])) !== 0n);
}

/**
 * Money before and after loading, one row for each source, column and currency; null when there is none. Differences of files
 * may cancel out in a sum, so the files that differ are counted beside it.
 */
export function moneyTable(facts: GatedFacts, numbers: Numbers): Table | null {
  const { money } = facts.ingest;
  if (money.length === 0) return null;
  return tableOf(
    {
      id: "data-money",
      title: label((text) => text.moneyTitle),
      columns: [
        code("source", (text) => text.sourceColumn),
        ...moneyColumns(money),
        column(
          "files_differing",
          label((text) => text.filesDiffering),
          "count",
          null,
          0,
        ),
      ],
      rows: groupsOf(money, ({ source, column: name, currency }) => [source, name, currency]).map((group) => [
        same(group[0].source),
        ...moneyCells(group),
        unequalMoney(group).length,
      ]),
      source: exportsLine(facts, rowsRead(facts), numbers),
    },
    numbers,
  );
}

/** The same for every single file, to the last digit of the export; null when there is none. Written as CSV only. */
export function moneyFilesTable(facts: GatedFacts, numbers: Numbers): Table | null {
  const { money } = facts.ingest;
  if (money.length === 0) return null;
  return tableOf(
    {
      id: "data-money-files",
      title: label((text) => text.moneyFilesTitle),
      columns: [code("file", (text) => text.file), ...moneyColumns(money)],
      rows: money.map((each) => [same(each.file), ...moneyCells([each])]),
      source: exportsLine(facts, rowsRead(facts), numbers),
      csvOnly: true,
    },
    numbers,
  );
}

function moneyColumns(money: readonly Money[]): Column[] {
  const unit = label((text) => text.ownCurrency);
  const digits = decimalsOf(money);
  const amount = (id: string, pick: Label) => column(id, label(pick), "amount", unit, digits);
  return [
    code("column", (text) => text.moneyColumn),
    code("currency", (text) => text.currency),
    amount("sum_read", (text) => text.sumRead),
    amount("sum_kept", (text) => text.sumKept),
    amount("difference", (text) => text.difference),
  ];
}

/** The cells below `moneyColumns`, for money of one column and one currency. */
function moneyCells(group: readonly Money[]): Row {
  const [{ column: name, currency }] = group;
  const decimals = decimalsOf(group);
  const sum = (part: (each: Money) => bigint) =>
    formatMinor(
      group.reduce((total, each) => total + part(each), 0n),
      decimals,
    );
  return [
    same(name),
    currency === null ? missing(label((text) => text.currencyMissing)) : same(currency),
    sum(({ sum_read }) => exact(sum_read, decimals)),
    sum(({ sum_kept }) => exact(sum_kept, decimals)),
    sum((each) => differenceOf(each, decimals)),
  ];
}

function differenceOf({ sum_read, sum_kept }: Money, decimals: number): bigint {
  return exact(sum_kept, decimals) - exact(sum_read, decimals);
}

function exact(amount: string, decimals: number): bigint {
  return parseMinor(amount, decimals)!;
}

/** Decimals that hold every sum exactly, two at least. */
function decimalsOf(money: readonly Money[]): number {
  const amounts = money.flatMap(({ sum_read, sum_kept }) => [sum_read, sum_kept]);
  return Math.max(2, ...amounts.map((each) => each.split(".")[1]?.length ?? 0));
}
