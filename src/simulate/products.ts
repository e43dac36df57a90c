/** The products of the bank. A customer holds at most one account of each. */
export const PRODUCTS = Object.freeze([
  { key: "demand", code: "0101", digit: "1", name: "活期存款", family: "存款", side: "负债" },
  { key: "time", code: "0102", digit: "2", name: "定期存款", family: "存款", side: "负债" },
  { key: "wealth", code: "0201", digit: "3", name: "理财产品", family: "理财", side: "中间业务" },
  { key: "mortgage", code: "0301", digit: "4", name: "个人住房按揭贷款", family: "贷款", side: "资产" },
  { key: "consumer", code: "0302", digit: "5", name: "个人消费贷款", family: "贷款", side: "资产" },
  { key: "card", code: "0303", digit: "6", name: "信用卡", family: "信用卡", side: "资产" },
  { key: "payroll", code: "0401", digit: "7", name: "代发工资签约", family: "代发", side: "中间业务" },
] as const);

export type ProductKey = (typeof PRODUCTS)[number]["key"];
export type Product = (typeof PRODUCTS)[number];

export const PRODUCT: Readonly<Record<ProductKey, Product>> = Object.freeze(
  Object.fromEntries(PRODUCTS.map((each) => [each.key, each])) as Record<ProductKey, Product>,
);

export const ACTIVITIES = Object.freeze([
  { code: "1", name: "柜面交易", cents: 1800 },
  { code: "2", name: "ATM交易", cents: 250 },
  { code: "3", name: "网银交易", cents: 60 },
  { code: "4", name: "手机银行交易", cents: 40 },
  { code: "5", name: "POS交易", cents: 30 },
  { code: "6", name: "客户经理面访", cents: 15000 },
  { code: "7", name: "账户维护（每月）", cents: 1500 },
] as const);

/** Positions in ACTIVITIES; those of the channels are the channel's number minus one. */
export const VISIT = 5;
export const UPKEEP = 6;

/** Meaning of the codes in the transaction files. */
export const CODE_LIST = Object.freeze([
  ["交易类型", "01", "工资代发"],
  ["交易类型", "02", "消费"],
  ["交易类型", "03", "转账"],
  ["交易类型", "04", "取现"],
  ["交易类型", "05", "存款"],
  ["交易类型", "06", "结息"],
  ["交易类型", "07", "手续费"],
  ["渠道", "1", "柜面"],
  ["渠道", "2", "ATM"],
  ["渠道", "3", "网银"],
  ["渠道", "4", "手机银行"],
  ["渠道", "5", "POS"],
  ["渠道", "9", "系统"],
] as const);
