import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { simulateBank, type SimulateResult } from "../../src/simulate/simulate.js";
import { cents, goodRows, linesOf, type Row } from "./exported.js";

const MONEY = new Set(["0101", "0102", "0201"]);
const ASSETS = new Set(["0301", "0302", "0303"]);
const SETTINGS = { seed: 11, customers: 600, branches: 8 };

let folder: string;
let result: SimulateResult;
let tables: Record<"customers" | "accounts" | "holders" | "balances" | "bookings" | "activities" | "curve", Row[]>;

function rowsOf(prefix: string): Row[] {
  const files = result.files.filter((each) => each.file.startsWith(prefix));
  return files.flatMap(({ file }) => {
    const damaged = result.truth.damaged_rows.filter((each) => each.file === file).map((each) => each.line);
    return goodRows(folder, file, new Set(damaged));
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "custval-truth-"));
  result = await simulateBank(SETTINGS, folder);
  tables = {
    customers: rowsOf("客户信息"),
    accounts: rowsOf("账户信息"),
    holders: rowsOf("联名户"),
    balances: rowsOf("日均余额"),
    bookings: rowsOf("交易流水"),
    activities: rowsOf("作业量"),
    curve: rowsOf("FTP曲线"),
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const monthEnds = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => new Date(Date.UTC(2021, from + i + 1, 0)).toISOString().slice(0, 10));
const openOn = (row: Row, day: string) => row.开户日期 <= day && (row.销户日期 === "" || row.销户日期 > day);

describe("files", () => {
  it("are stated with their true size, hash and number of rows", () => {
    for (const { file, bytes, sha256, rows, damaged_rows, footer } of result.files) {
      const content = readFileSync(join(folder, "exports", file));
      expect([file, content.length]).toEqual([file, bytes]);
      expect(createHash("sha256").update(content).digest("hex")).toBe(sha256);
      expect(linesOf(folder, file).length).toBe(1 + rows + damaged_rows + Number(footer));
    }
  });

  it("have the sums stated, to the cent, damaged rows apart", () => {
    const sum = (rows: Row[], value: (row: Row) => bigint) => rows.reduce((total, row) => total + value(row), 0n);
    const stated = (prefix: string, name: string) =>
      result.files
        .filter((each) => each.file.startsWith(prefix))
        .reduce((total, each) => total + BigInt(each.sums[name]), 0n);
    expect(stated("日均余额", "average_cents")).toBe(sum(tables.balances, (row) => cents(row.日均余额)));
    expect(stated("日均余额", "end_cents")).toBe(sum(tables.balances, (row) => cents(row.月末余额)));
    expect(stated("交易流水", "net_cents")).toBe(
      sum(tables.bookings, (row) => (row.借贷标志 === "贷" ? 1n : -1n) * cents(row.交易金额)),
    );
    expect(stated("交易流水", "fee_cents")).toBe(sum(tables.bookings, (row) => (row.手续费 ? cents(row.手续费) : 0n)));
    expect(stated("作业量", "count")).toBe(sum(tables.activities, (row) => BigInt(row.次数)));
    const limits = tables.accounts.filter((row) => row.授信额度 !== "");
    expect(stated("账户信息", "limit_cents")).toBe(sum(limits, (row) => cents(row.授信额度)));
  });

  it("end in a footer with rows and sums where one is stated", () => {
    const withFooter = result.files.filter((each) => each.footer);
    expect(withFooter.map((each) => each.file)).toEqual([
      "日均余额_2021.csv",
      "日均余额_2022.csv",
      "日均余额_2023.csv",
    ]);
    for (const { file, rows, sums } of withFooter) {
      const [word, count, average, end] = linesOf(folder, file).at(-1)!.split(",");
      expect([word, Number(count)]).toEqual(["合计", rows]);
      expect([cents(average), cents(end)]).toEqual([BigInt(sums.average_cents), BigInt(sums.end_cents)]);
    }
  });

  it("hold together: keys are single, references are met, dates are inside lives", () => {
    const customers = new Map(tables.customers.map((row) => [row.客户号, row]));
    const accounts = new Map(tables.accounts.map((row) => [row.账号, row]));
    expect(customers.size).toBe(SETTINGS.customers);
    expect(accounts.size).toBe(tables.accounts.length);
    expect(new Set(tables.bookings.map((row) => row.流水号)).size).toBe(tables.bookings.length);
    expect(new Set(tables.balances.map((row) => row.账号 + row.日期)).size).toBe(tables.balances.length);
    const outside = tables.bookings.filter((row) => {
      const day = `${row.交易日期.slice(0, 4)}-${row.交易日期.slice(4, 6)}-${row.交易日期.slice(6)}`;
      return !openOn(accounts.get(row.账号)!, day);
    });
    expect(outside).toEqual([]);
    const early = tables.accounts.filter((row) => row.开户日期 < customers.get(row.客户号)!.开户日期);
    const late = tables.accounts.filter((row) => {
      const owner = customers.get(row.客户号)!;
      return owner.销户日期 !== "" && (row.销户日期 === "" || row.销户日期 > owner.销户日期);
    });
    expect([early, late]).toEqual([[], []]);
    expect(tables.balances.every((row) => !row.日均余额.startsWith("-") && !row.月末余额.startsWith("-"))).toBe(true);
  });
});

describe("damaged rows", () => {
  it("are listed with their line, and are damaged in the way stated", () => {
    const text = (file: string, line: number) => linesOf(folder, file)[line - 1];
    const before = (file: string, line: number) => text(file, line - 1);
    const seen = result.truth.damaged_rows.map(({ file, line, kind }) => [kind, text(file, line), before(file, line)]);
    const line = (kind: string) => seen.filter(([name]) => name === kind).map(([, it]) => it);
    expect(seen.length).toBe(15);
    expect(line("text in the amount")[0].split(",")[3]).toBe("壹佰元");
    expect(line("impossible date").map((it) => it.includes("20210230") || it.includes("1985-02-30"))).toEqual([
      true,
      true,
    ]);
    expect(line("too few fields")[0].split(",").length).toBe(4);
    expect(line("too many fields")[0].split(",").length).toBe(10);
    expect(line("unknown debit-credit flag")[0].split(",")[4]).toBe("支");
    expect(line("empty amount")[0].split(",")[3]).toBe("");
    expect(line("empty date")[0].split(",")[2]).toBe("");
    expect(line("date after the data")[0].split(",")[2]).toBe("20991231");
    for (const [kind, it, previous] of seen) if (String(kind).startsWith("duplicate")) expect(it).toBe(previous);
    const accounts = new Set(tables.accounts.map((row) => row.账号));
    expect(accounts.has(line("unknown account")[0].split(",")[1])).toBe(false);
    expect(line("text in the rate").length + line("text in the count").length).toBe(2);
    expect(line("unknown customer and negative limit")[0]).toContain('"-50,000.00"');
  });

  it("are left out when not wanted, and nothing else changes", async () => {
    const clean = mkdtempSync(join(tmpdir(), "custval-clean-"));
    const other = await simulateBank({ ...SETTINGS, dirtyRows: false }, clean);
    expect(other.truth.damaged_rows).toEqual([]);
    const damaged = new Set(result.truth.damaged_rows.map((each) => `${each.file}:${each.line}`));
    for (const { file } of result.files) {
      const good = linesOf(folder, file).filter((_, i) => !damaged.has(`${file}:${i + 1}`));
      expect(linesOf(clean, file)).toEqual(good);
    }
    rmSync(clean, { recursive: true, force: true });
  });
});

describe("observed two-by-two sums", () => {
  it("are what the exports add up to, branch by branch", () => {
    const windows = { pre: monthEnds(6, 18), post: monthEnds(24, 36) };
    const owner = new Map(tables.accounts.map((row) => [row.账号, row]));
    const population = new Map(
      tables.customers.filter((row) => openOn(row, "2022-06-30")).map((row) => [row.客户号, row]),
    );
    const sums = new Map<string, { aum: bigint; products: number; retained: number }>();
    const cell = (branch: string, window: string) => {
      const key = `${branch}/${window}`;
      if (!sums.has(key)) sums.set(key, { aum: 0n, products: 0, retained: 0 });
      return sums.get(key)!;
    };
    for (const [window, days] of Object.entries(windows)) {
      const inWindow = new Set(days.map((day) => day.replaceAll("-", "")));
      for (const row of tables.balances) {
        const { 客户号: id, 产品代码: product } = owner.get(row.账号)!;
        const customer = population.get(id);
        if (!customer || !inWindow.has(row.日期) || !MONEY.has(product)) continue;
        cell(customer.机构号, window).aum += cents(row.日均余额);
      }
      for (const day of days) {
        for (const row of population.values()) cell(row.机构号, window).retained += Number(openOn(row, day));
        for (const row of tables.accounts) {
          const customer = population.get(row.客户号);
          if (customer) cell(customer.机构号, window).products += Number(openOn(row, day));
        }
      }
    }
    const found = result.truth.observed_two_by_two.branches;
    expect(found.reduce((sum, each) => sum + each.customers, 0)).toBe(population.size);
    for (const { branch_id, pre, post } of found) {
      for (const [window, stated] of Object.entries({ pre, post })) {
        const { aum, products, retained } = cell(branch_id, window);
        const { aum_cents, product_months, customer_months } = stated;
        expect([branch_id, window, aum.toString(), products, retained]).toEqual([
          branch_id,
          window,
          aum_cents,
          product_months,
          customer_months,
        ]);
      }
    }
  });
});

const days = (date: string) => BigInt(date.slice(6));
const basisPoints = (percent: string) => cents(percent);
const monthNumber = (iso: string) => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1;

function rounded(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const up = 2n * (size % denominator) >= denominator ? 1n : 0n;
  return (numerator < 0n ? -1n : 1n) * (size / denominator + up);
}

function groupBy(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

describe("true profit", () => {
  it("is what its stated conventions give from the exports, to the cent, for every customer", () => {
    const curve = new Map(tables.curve.map((row) => [`${row.日期}/${row.期限月}`, basisPoints(row["利率%"])]));
    const year = tables.balances.filter((row) => row.日期.startsWith("2023"));
    const byAccount = groupBy(year, (row) => row.账号);
    const holders = groupBy(tables.holders, (row) => row.账号);
    const total = new Map(
      tables.customers.map((row) => [row.客户号, { flat: 0n, term: 0n, fees: 0n, cost: 0n, loss: 0n }]),
    );
    const term = (account: Row, date: string) => {
      const fixed = account.到期日 !== "";
      const months = fixed
        ? monthNumber(account.到期日) - monthNumber(account.起息日)
        : account.产品代码 === "0303"
          ? 3
          : 12;
      const from = fixed ? account.起息日.slice(0, 7) : `${date.slice(0, 4)}-${date.slice(4, 6)}`;
      return curve.get(`${from}-01/${months}`)!;
    };
    for (const account of tables.accounts) {
      const sign = ASSETS.has(account.产品代码) ? 1n : -1n;
      let [flat, matched, loss] = [0n, 0n, 0n];
      for (const row of byAccount.get(account.账号) ?? []) {
        const volume = cents(row.日均余额) * days(row.日期);
        if (account["年利率%"] === "") continue;
        flat += sign * volume * (basisPoints(account["年利率%"]) - 250n);
        matched += sign * volume * (basisPoints(account["年利率%"]) - term(account, row.日期));
        if (sign === 1n)
          loss += volume * BigInt(account.违约概率.replace(".", "")) * BigInt(account.违约损失率.replace(".", ""));
      }
      const parts = {
        flat: rounded(flat, 3_650_000n),
        term: rounded(matched, 3_650_000n),
        loss: rounded(loss, 365_000_000n),
      };
      const shares = holders.get(account.账号) ?? [{ 客户号: account.客户号, 份额: "1.00" }];
      for (const [name, amount] of Object.entries(parts)) {
        let left = amount;
        shares.forEach((holder, i) => {
          const part = i === shares.length - 1 ? left : (amount * cents(holder.份额)) / 100n;
          left -= part;
          total.get(holder.客户号)![name as "flat"] += part;
        });
      }
    }
    const owner = new Map(tables.accounts.map((row) => [row.账号, row.客户号]));
    for (const row of tables.bookings) {
      if (row.手续费 && row.交易日期.startsWith("2023")) total.get(owner.get(row.账号)!)!.fees += cents(row.手续费);
    }
    const unit = new Map(rowsOf("作业成本").map((row) => [row.作业代码, cents(row.单位成本)]));
    for (const row of tables.activities) {
      if (row.日期.startsWith("2023")) total.get(row.客户号)!.cost += BigInt(row.次数) * unit.get(row.作业代码)!;
    }
    const [head, ...lines] = readFileSync(join(folder, "truth_customers.csv"), "utf8").trimEnd().split("\n");
    const names = head.split(",");
    expect(lines.length).toBe(SETTINGS.customers);
    expect(tables.holders.length).toBeGreaterThan(0);
    for (const line of lines) {
      const row: Row = Object.fromEntries(line.split(",").map((field, i) => [names[i], field]));
      const { flat, term: matched, fees, cost, loss } = total.get(row.customer_id)!;
      const stated = [
        row.nii_flat,
        row.nii_term,
        row.fees,
        row.cost,
        row.expected_loss,
        row.profit_flat,
        row.profit_term,
      ];
      const rest = fees - cost - loss;
      expect([row.customer_id, ...stated.map(cents)]).toEqual([
        row.customer_id,
        flat,
        matched,
        fees,
        cost,
        loss,
        flat + rest,
        matched + rest,
      ]);
    }
    expect(statSync(join(folder, "truth.json")).size).toBeGreaterThan(0);
  });
});
