import { same, type Words } from "../words.js";

type Pattern = readonly [en: RegExp, zh: string];

/** Why a part of profit is undefined; `$1` is the number or the name in the English sentence. */
const REASONS: readonly Pattern[] = [
  [/^transactions have no column fee, and no fee_types are declared$/, "交易表没有 fee 列，也未声明 fee_types"],
  [/^no activities with activity_costs$/, "没有作业量表或作业成本表"],
  [/^accounts have no column pd, or no lgd is known$/, "账户表没有 pd 列，或 lgd 未知"],
  [
    /^(\d+) defaulted accounts have no elbe; their expected loss is undefined$/,
    "$1 个违约账户缺少 elbe，其预期损失无法定义",
  ],
  [
    /^(\d+) accounts with credit lack a stage, or in stages 2 and 3 a maturity, a rate or a repayment; their expected loss is undefined$/,
    "$1 个授信账户缺少减值阶段，或在第二、三阶段缺少到期日、利率或还款方式，其预期损失无法定义",
  ],
  [/^the part of cost that stays is not known$/, "客户离开后仍存的成本未知"],
  [/^cost is not known$/, "成本未知"],
  [/^revenue is not known$/, "收入未知"],
  [/^no capital method is declared$/, "未声明资本计量方法"],
  [/^accounts have no column risk_weight$/, "账户表没有 risk_weight 列"],
  [/^accounts have no pd, or no lgd is known$/, "账户没有 pd，或 lgd 未知"],
  [/^no overhead is declared$/, "未声明管理费用"],
  [/^simple mode has one row per customer$/, "简易模式下每户客户一行"],
  [/^the table has no column cost$/, "数据表没有 cost 列"],
  [/^the table has no column expected_loss or provision$/, "数据表没有 expected_loss 列或 provision 列"],
  [/^the table has no income, only profit$/, "数据表只有利润，没有收入"],
  [/^(\d+) rows have no value and count as zero, as declared$/, "$1 行没有取值，按声明计为零"],
  [
    /^(\d+) accounts have months without a customer rate; those months earn no interest margin here$/,
    "$1 个账户有月份缺少客户利率，这些月份不计利差收入",
  ],
  [
    /^(\d+) accounts have months without a funds-transfer price; those months earn no interest margin here$/,
    "$1 个账户有月份缺少内部资金转移价格，这些月份不计利差收入",
  ],
  [/^(\d+) accounts were open in the period and have no balances in it$/, "$1 个账户在期间内未销户，但没有余额记录"],
  [
    /^(\d+) accounts lack balances for a part of the time they were open; that part earns nothing here$/,
    "$1 个账户在未销户的部分时间缺少余额记录，该部分时间不计收益",
  ],
  [
    /^(\d+) groups of fees name no known account or customer; they stand as a residual$/,
    "$1 组手续费没有对应的账户或客户，列为残差",
  ],
  [
    /^(\d+) kinds of activity name no customer; their cost stands as a residual$/,
    "$1 种作业没有对应的客户，其成本列为残差",
  ],
  [
    /^(\d+) rows of balances lie before the opening or after the closing of their account and earn nothing$/,
    "$1 行余额早于账户开户或晚于账户销户，不计收益",
  ],
  [
    /^(\d+) accounts with credit have no pd or no lgd; their expected loss is undefined$/,
    "$1 个授信账户缺少 pd 或 lgd，其预期损失无法定义",
  ],
  [
    /^(\d+) accounts with credit have no risk weight, pd or lgd; their capital is undefined$/,
    "$1 个授信账户缺少风险权重、pd 或 lgd，其资本无法定义",
  ],
];

const UNITS: Readonly<Record<string, string>> = {
  CNY: "元",
  share: "占比",
  products: "个",
  "product families": "类",
  days: "天",
  years: "年",
  money: "金额",
  transactions: "笔",
  bookings: "笔",
  customers: "户",
  accounts: "个账户",
  times: "次",
};
const PER: Readonly<Record<string, string>> = { month: "月", quarter: "季", year: "年", customer: "户" };

/** The reason why a part of profit is undefined; a sentence that is not known stays as it is. */
export function reasonWords(reason: string): Words {
  const known = REASONS.find(([en]) => en.test(reason));
  return known ? Object.freeze({ en: reason, zh: reason.replace(known[0], known[1]) }) : same(reason);
}

/** A unit such as `CNY`, `products` or `bookings per month`; one that is not known stays as it is. */
export function unitWords(unit: string): Words {
  const match = /^(?:(.+) )?per (\w+)$/.exec(unit);
  const [what, each] = match ? [match[1] as string | undefined, match[2]] : [unit, undefined];
  const own = what === undefined ? "" : known(UNITS, what);
  const per = each === undefined ? "" : known(PER, each);
  if (own === null || per === null) return same(unit);
  if (each === undefined) return Object.freeze({ en: unit, zh: own });
  return Object.freeze({ en: unit, zh: own === "" ? `每${per}` : `${own}/${per}` });
}

function known(names: Readonly<Record<string, string>>, name: string): string | null {
  return Object.hasOwn(names, name) ? names[name] : null;
}
