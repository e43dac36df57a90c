import { formatMinor, parseMinor } from "../../core/money.js";
import { fail, failIfAny, type Problem } from "../../core/errors.js";
import type { Engine } from "../../engine/engine.js";
import { id, sql } from "../../engine/sql.js";
import type { IngestResult } from "../../tables/results/index.js";
import { stageTable } from "../load/names.js";
import { fileOfRow, type MoneyRead, type StagedSource } from "../load/stage.js";

export type MoneyLine = IngestResult["money"][number];

/** Per file, money column and currency: the sum as read from the text of the kept rows and the sum in the table. */
export async function moneyOfSource(engine: Engine, staged: StagedSource): Promise<readonly MoneyLine[]> {
  return staged.read === null ? moneyInStage(engine, staged) : moneyOfPass(engine, staged, staged.read);
}

/** Our own pass over the bytes summed all records; of those that were rejected since as repetitions, the sums are taken off. */
async function moneyOfPass(
  engine: Engine,
  staged: StagedSource,
  read: readonly MoneyRead[],
): Promise<readonly MoneyLine[]> {
  const { plan, at, files, whole } = staged;
  const decimals = plan.spec.money_decimals;
  const text = (minor: bigint) => trimmed(formatMinor(minor, decimals), decimals);
  const currency = plan.columns.some((each) => each.name === "currency") ? id("currency") : sql`null`;
  const kept = whole ? sql`true` : sql`"__fault" is null`;
  const lines: MoneyLine[] = [];
  for (const column of staged.sql.money) {
    const rows = await engine.rows(sql`
      select ${fileOfRow(files)} as file, ${currency} as currency, count(*) filter (where ${kept}) as n,
        sum(${id(column)}) filter (where not ${kept}) as sum_rejected, sum(${id(column)}) filter (where ${kept}) as sum_kept
      from ${id(stageTable(at))} group by file, currency order by file, currency`);
    for (const row of rows) {
      const found = { file: Number(row.file), currency: row.currency === null ? null : String(row.currency) };
      const own = read.find(
        (each) => each.column === column && each.file === found.file && each.currency === found.currency,
      );
      const rejected = parseMinor(String(row.sum_rejected ?? "0"), decimals) ?? 0n;
      if (Number(row.n) > 0)
        lines.push({
          source: plan.source,
          file: files[found.file].file.name,
          column,
          currency: found.currency,
          sum_read: text((own?.minor ?? 0n) - rejected),
          sum_kept: trimmed(String(row.sum_kept ?? "0"), decimals),
        });
    }
  }
  return lines;
}

async function moneyInStage(engine: Engine, staged: StagedSource): Promise<readonly MoneyLine[]> {
  const hasCurrency = staged.plan.columns.some((each) => each.name === "currency");
  const currency = hasCurrency ? id("currency") : sql`null`;
  const lines: MoneyLine[] = [];
  for (const column of staged.sql.money) {
    const rows = await engine.rows(sql`
      select "__file" as file, ${currency} as currency, 
        coalesce(sum(${id(`read:${column}`)}), 0) + coalesce(sum(${id(`large:${column}`)}), 0) as sum_read, sum(${id(column)}) as sum_kept
      from ${id(stageTable(staged.at))}
      where "__fault" is null
      group by "__file", currency
      order by "__file", currency`);
    for (const row of rows) {
      lines.push({
        source: staged.plan.source,
        file: staged.files[Number(row.file)].file.name,
        column,
        currency: row.currency === null ? null : String(row.currency),
        sum_read: trimmed(String(row.sum_read ?? "0"), staged.plan.spec.money_decimals),
        sum_kept: trimmed(String(row.sum_kept ?? "0"), staged.plan.spec.money_decimals),
      });
    }
  }
  return lines;
}

/** A decimal text with at least the declared decimals and no zeros beyond them. */
function trimmed(text: string, decimals: number): string {
  const [whole, fraction = ""] = text.split(".");
  const kept = fraction.slice(decimals).replace(/0+$/, "");
  const shown = fraction.slice(0, decimals).padEnd(decimals, "0") + kept;
  return shown === "" ? whole : `${whole}.${shown}`;
}

/** Fails where a sum changed on its way; that would be a fault of the tool. */
export function checkMoney(lines: readonly MoneyLine[]): void {
  const problems = lines
    .filter((each) => each.sum_read !== each.sum_kept)
    .map((each): Problem => ({
      code: "DATA-010",
      message: `the sum of "${each.column}" of "${each.file}" is not the same before and after`,
      place: { file: each.file },
      hint: "please report this; the run was ended before a wrong number was shown",
    }));
  failIfAny(problems);
}

/** The sum of a money column in a finished table must be that of its sources. */
export async function checkTableMoney(engine: Engine, table: string, lines: readonly MoneyLine[]): Promise<void> {
  for (const column of new Set(lines.map((each) => each.column))) {
    const [row] = await engine.rows(sql`select sum(${id(column)}) as total from ${id(table)}`);
    const expected = lines
      .filter((each) => each.column === column)
      .reduce((sum, each) => sum + micro(each.sum_kept), 0n);
    if (micro(String(row.total ?? "0")) !== expected)
      fail("DATA-010", {
        message: `the sum of "${column}" in table ${table} is not that of its sources`,
        hint: "please report this",
      });
  }
}

function micro(text: string): bigint {
  const [whole, fraction = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole + fraction.slice(0, 6).padEnd(6, "0"));
  return text.startsWith("-") ? -value : value;
}
