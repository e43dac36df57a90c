/** What the value chapter says beyond the parts of profit: scenarios, currencies, upfront fees, views of cost. */
export const profitEn = {
  marginalCost: (marginal: string, full: string, unit: string) =>
    `Direct and driver cost is ${marginal} ${unit}; with overhead, cost is ${full} ${unit}.`,
  whatIfTitle: "What if the least profitable customers changed",
  whatIfOpening: (decile: string) =>
    `Each line changes only customers of decile ${decile}; nothing else moves, neither volumes nor behaviour.`,
  scenario: "scenario",
  customers: "customers",
  now: "their profit now",
  after: "their profit then",
  change: "change",
  totalAfter: "total profit then",
  relative: "change in total profit",
  scenarios: {
    to_zero: "losses brought to zero",
    raise_revenue: (by: string) => `revenue raised by ${by}`,
    cut_cost: (by: string) => `cost to serve cut by ${by}`,
    leave: "customers leave, overhead stays",
  },
  onlyLosses: (scenario: string) => `${scenario} (customers with a loss)`,
  whatIfNote: "A change is worked out per customer and rounded to the cent. It is arithmetic, not a forecast.",
  totalNotPositive: "total profit is not positive",
  currenciesTitle: "Accounts in other currencies",
  currency: "currency",
  accounts: "accounts",
  ownMargin: "net interest income, own currency",
  margin: "net interest income",
  averageRate: "mean rate",
  closingRate: "closing rate",
  fxEffect: "exchange effect",
  currenciesNote:
    "Income is converted at the mean rate of its month, balances at the closing rate. The exchange effect is what income would be worth more at the closing rate; it is not part of profit.",
  upfront: (cash: string, spread: string, unit: string) =>
    `Upfront fees are ${cash} ${unit} when booked and ${spread} ${unit} when spread over their expected life.`,
  counted: { cash: "Profit counts them when booked.", spread: "Profit counts them spread." },
};

export type ProfitText = typeof profitEn;

export const profitZh: ProfitText = {
  marginalCost: (marginal, full, unit) =>
    `直接成本与作业成本合计 ${marginal} ${unit}，含管理费用分摊的全成本为 ${full} ${unit}。`,
  whatIfTitle: "末位客户情景测算",
  whatIfOpening: (decile) => `各情景仅改变第 ${decile} 十分位的客户，其余业务量与行为均不变。`,
  scenario: "情景",
  customers: "客户数",
  now: "现有利润",
  after: "情景下利润",
  change: "变动额",
  totalAfter: "情景下利润总额",
  relative: "利润总额变动率",
  scenarios: {
    to_zero: "亏损降为零",
    raise_revenue: (by) => `收入提高 ${by}`,
    cut_cost: (by) => `服务成本降低 ${by}`,
    leave: "客户离开，管理费用不变",
  },
  onlyLosses: (scenario) => `${scenario}（仅亏损客户）`,
  whatIfNote: "变动额按客户逐户计算并四舍五入至分，仅为算术推演，并非预测。",
  totalNotPositive: "利润总额不为正",
  currenciesTitle: "外币账户",
  currency: "币种",
  accounts: "账户数",
  ownMargin: "利息净收入（原币）",
  margin: "利息净收入",
  averageRate: "平均汇率",
  closingRate: "期末汇率",
  fxEffect: "汇率影响",
  currenciesNote: "收入按当月平均汇率折算，余额按期末汇率折算。汇率影响为收入改按期末汇率折算的差额，不计入利润。",
  upfront: (cash, spread, unit) => `一次性收取的费用按入账时点计 ${cash} ${unit}，按预计期限分摊计 ${spread} ${unit}。`,
  counted: { cash: "利润按入账时点计入。", spread: "利润按分摊计入。" },
};
