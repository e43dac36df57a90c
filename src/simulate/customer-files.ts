import { isoDate } from "../core/calendar.js";
import { customerId, REGIONS, type Bank } from "./bank.js";
import { accountId, type Booking } from "./bookings.js";
import type { Customer } from "./customer.js";
import { accountDamage, activityDamage, customerDamage, transactionDamage } from "./damage.js";
import { ExportFile } from "./export-file.js";
import { ACTIVITIES, PRODUCT } from "./products.js";
import { contractOf } from "./rollover.js";
import { dateText, fixed, groupedMoney, money } from "./text.js";

/** The open export files that grow with every customer. */
export interface CustomerFiles {
  readonly customers: ExportFile;
  readonly accounts: ExportFile;
  readonly holders: ExportFile;
  /** By year, in order. */
  readonly balances: readonly ExportFile[];
  readonly activities: readonly ExportFile[];
  /** By period. */
  readonly transactions: readonly ExportFile[];
}

const CUSTOMER = ["客户号", "性别", "出生日期", "开户日期", "销户日期", "机构号", "客户等级", "地区"];
const ACCOUNT = [
  "账号",
  "客户号",
  "产品代码",
  "币种",
  "开户日期",
  "销户日期",
  "年利率%",
  "利率类型",
  "起息日",
  "到期日",
];
const CREDIT = ["授信额度", "违约概率", "违约损失率", "风险权重", "资产负债"];
const BALANCE = ["账号", "日期", "日均余额", "月末余额"];
const BOOKING = ["流水号", "账号", "交易日期", "交易金额", "借贷标志", "交易类型", "渠道", "手续费"];
const ACTIVITY = ["客户号", "日期", "作业代码", "次数"];
const BORROWED = new Set(["mortgage", "consumer", "card"]);

/** Years of the data, in order. */
export function yearsOf(bank: Bank): readonly number[] {
  return [...new Set(bank.timeline.periods.map((each) => each.year))];
}

/** Digits of the serial number inside a month, after the four of the month. */
function serialWidth(bank: Bank): number {
  const most = bank.settings.customers * (bank.settings.transactionsPerMonth * 8 + 10);
  return Math.max(6, String(Math.ceil(most)).length);
}

function serialOf(bank: Bank, period: number, number: number): string {
  return bank.timeline.periods[period].code.slice(2) + String(number).padStart(serialWidth(bank), "0");
}

const footer = (rows: number, sums: readonly bigint[]) =>
  ["合计", String(rows), ...sums.map((sum) => money2(sum))].join(",");

function money2(cents: bigint): string {
  return `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
}

/** Creates the files with their headers. */
export function openCustomerFiles(bank: Bank, folder: string): CustomerFiles {
  const open = (file: string, header: readonly string[], more: object = {}) =>
    new ExportFile({ folder, file, header, ...more });
  const years = yearsOf(bank);
  const last = Number("9".repeat(serialWidth(bank)));
  return {
    customers: open("客户信息.csv", CUSTOMER, { encoding: "GB18030", damage: customerDamage(bank) }),
    accounts: open("账户信息.csv", [...ACCOUNT, ...CREDIT], {
      encoding: "UTF-8 with BOM",
      sums: ["limit_cents"],
      damage: accountDamage(bank),
    }),
    holders: open("联名户.csv", ["账号", "客户号", "份额"]),
    balances: years.map((year) =>
      open(`日均余额_${year}.csv`, BALANCE, { sums: ["average_cents", "end_cents"], footer }),
    ),
    activities: years.map((year, i) =>
      open(`作业量_${year}.csv`, ACTIVITY, { sums: ["count"], damage: i === 0 ? activityDamage(bank) : [] }),
    ),
    transactions: bank.timeline.periods.map(({ index, code }) =>
      open(`交易流水_${code}.csv`, BOOKING, {
        sums: ["net_cents", "credit_cents", "debit_cents", "fee_cents"],
        damage: transactionDamage(bank, index, serialOf(bank, index, last)),
      }),
    ),
  };
}

function customerRow(bank: Bank, files: CustomerFiles, { id, profile, tier, world }: Customer): void {
  const { timeline, branches } = bank;
  const dates = [isoDate(profile.birth), dateText(timeline, profile.opened), dateText(timeline, world.closed)];
  const place = [branches[profile.branch].id, tier, REGIONS[profile.region]];
  files.customers.row([id, profile.male ? "男" : "女", ...dates, ...place].join(","));
}

function accountRows(bank: Bank, files: CustomerFiles, { id, world }: Customer): void {
  for (const account of world.accounts) {
    const { product, term } = account;
    const contract = contractOf(bank, account);
    const borrowed = BORROWED.has(product);
    const dates = [account.opened, account.closed].map((day) => dateText(bank.timeline, day));
    const rated = borrowed || product === "demand" || product === "time";
    const rate = rated ? [fixed(term.rate, 2), contract ? "固定" : "浮动"] : ["", ""];
    const life = [contract?.originated ?? null, contract?.matures ?? null].map((day) => dateText(bank.timeline, day));
    const credit = borrowed
      ? [groupedMoney(term.limit), fixed(term.pd, 4), fixed(term.lgd, 2), fixed(term.weight, 2)]
      : ["", "", "", ""];
    const key = [accountId(id, product), id, PRODUCT[product].code, "CNY"];
    files.accounts.row([...key, ...dates, ...rate, ...life, ...credit, PRODUCT[product].side].join(","), term.limit);
  }
}

function holderRows(bank: Bank, files: CustomerFiles, { id, joint }: Customer): void {
  if (!joint) return;
  const account = accountId(id, "time");
  files.holders.row(`${account},${id},${fixed(joint.share, 2)}`);
  files.holders.row(`${account},${customerId(bank, joint.partner)},${fixed(100 - joint.share, 2)}`);
}

function balanceRows(bank: Bank, files: CustomerFiles, { id, balances }: Customer): void {
  const firstYear = bank.timeline.periods[0].year;
  for (const { account, average, end } of balances) {
    const number = accountId(id, account.product);
    for (const { index, year, dates, days } of bank.timeline.periods) {
      if (average[index] === 0 && end[index] === 0) continue;
      const line = `${number},${dates[days - 1]},${money(average[index])},${money(end[index])}`;
      files.balances[year - firstYear].row(line, average[index], end[index]);
    }
  }
}

function bookingRow(bank: Bank, file: ExportFile, period: number, customer: string, booking: Booking): void {
  const { day, product, cents, type, channel, fee } = booking;
  const size = Math.abs(cents);
  const comesIn = cents > 0;
  const serial = serialOf(bank, period, file.rows + 1);
  const date = bank.timeline.periods[period].dates[day - 1];
  const what = `${money(size)},${comesIn ? "贷" : "借"},${type},${channel},${fee === 0 ? "" : money(fee)}`;
  const line = `${serial},${accountId(customer, product)},${date},${what}`;
  file.row(line, cents, comesIn ? size : 0, comesIn ? 0 : size, fee);
}

function bookingRows(bank: Bank, files: CustomerFiles, { id, behaviour }: Customer): void {
  behaviour.bookings.forEach((bookings, period) => {
    for (const booking of bookings) bookingRow(bank, files.transactions[period], period, id, booking);
  });
}

function activityRows(bank: Bank, files: CustomerFiles, { id, behaviour }: Customer): void {
  yearsOf(bank).forEach((year, i) => {
    const periods = bank.timeline.periods.filter((each) => each.year === year);
    const { dates } = periods[periods.length - 1];
    ACTIVITIES.forEach(({ code }, activity) => {
      const count = periods.reduce((sum, { index }) => sum + behaviour.activities[index][activity], 0);
      if (count > 0) files.activities[i].row(`${id},${dates[dates.length - 1]},${code},${count}`, count);
    });
  });
}

/** Writes all rows of one customer, with the world that happened. */
export function writeCustomer(bank: Bank, files: CustomerFiles, customer: Customer): void {
  customerRow(bank, files, customer);
  accountRows(bank, files, customer);
  holderRows(bank, files, customer);
  balanceRows(bank, files, customer);
  bookingRows(bank, files, customer);
  activityRows(bank, files, customer);
}
