import { same, type Words } from "../words.js";

/** What was wrong with a rejected row, by code; the English comes with the result. */
const REJECTS: Readonly<Record<string, string>> = {
  "DATA-014": "不是十进制数",
  "DATA-101": "字段过少",
  "DATA-102": "字段过多",
  "DATA-103": "引号未闭合",
  "DATA-104": "引号闭合后仍有文本",
  "DATA-105": "含 NUL 字节",
  "DATA-106": "单行超过 1 MiB",
  "DATA-107": "文件在行内截断",
  "DATA-108": "字节与编码不符",
  "DATA-112": "小数位多于声明",
  "DATA-113": "数值过大",
  "DATA-114": "不是日期",
  "DATA-115": "代码不在列表中",
  "DATA-116": "缺少必填值",
  "DATA-117": "关联不到记录",
  "DATA-118": "收付方向未声明",
  "DATA-119": "不是整数",
  "DATA-120": "编号被电子表格改动",
  "DATA-121": "主键重复",
};

const RULES: Readonly<Record<string, string>> = {
  customer_closed_before_opening: "客户销户早于开户",
  account_closed_before_opening: "账户销户早于开户",
  negative_credit_limit: "授信额度为负",
  birth_after_opening: "出生日期晚于建立关系日期",
  customer_opened_in_future: "客户开户晚于观察日",
  transaction_in_future: "交易晚于观察日",
  zero_amount: "交易金额为零",
  transaction_before_opening: "交易早于账户开户",
  transaction_after_closing: "交易晚于账户销户",
  balance_before_opening: "余额日期早于账户开户",
  closed_account_with_balance: "账户销户后月末仍有余额",
  account_opened_in_future: "账户开户晚于观察日",
  balance_in_future: "余额日期晚于观察日所在月",
  activity_in_future: "作业日期晚于观察日所在月",
  activity_after_closing: "客户关系终止后仍有作业",
  overlapping_rows: "同一来源前面文件中已有的行，只计一次",
  repeated_booking: "各列均与前面某笔相同的交易",
  unknown_code: "代码不在所声明的代码表中",
  unknown_currency: "币种不是 ISO 4217 代码",
  currency_without_rate: "外币无任何汇率",
  rate_as_percent: "年利率高于 50 %，疑为百分数",
  share_as_percent: "概率、损失率或份额超出 0 至 1，疑为百分数",
  holder_shares: "持有人份额合计不为 1",
  balance_continuity: "期末余额不等于上月余额加当月交易的账户月",
  skewed_column: "偏度绝对值大于 2 的列，用作特征前宜作变换",
};

/** Why rows were rejected; the column in brackets stays as it is. */
export function rejectReason(code: string, reason: string): Words {
  const known = REJECTS[code];
  if (known === undefined) return same(reason);
  const inside = /\(([^)]+)\)$/.exec(reason)?.[1];
  return Object.freeze({ en: reason, zh: inside === undefined ? known : `${known}（${inside}）` });
}

/** Rules that name columns or files, which stay as they are. */
const PATTERNS: readonly (readonly [pattern: RegExp, zh: string])[] = [
  [/^(\S+) of (\S+) that (\S+) does not have$/, "$2 的 $1 在 $3 中不存在"],
  [/^rows that repeat the (.+) of an earlier row; they are rejected$/, "主键 $1 与前面的行重复的行，已剔除"],
  [/^totals in the footer of (.+)$/, "$1 尾行所载合计"],
  [/^(.+) has no footer line; the export may be cut$/, "$1 缺少尾行，导出可能被截断"],
];

/** What a quality rule says. */
export function ruleAbout(rule: string, about: string): Words {
  const pattern = PATTERNS.find(([each]) => each.test(about));
  if (pattern) return Object.freeze({ en: about, zh: about.replace(pattern[0], pattern[1]) });
  const zh = RULES[rule];
  if (zh === undefined) return same(about);
  const column = / \(column (\S+)\)$/.exec(about)?.[1];
  return Object.freeze({ en: about, zh: column === undefined ? zh : `${zh}（${column} 列）` });
}
