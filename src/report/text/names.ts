/** Names of codes that stages use, in both languages: measures, components, segments, reasons, steps. */
type Pair = readonly [en: string, zh: string];

const MEASURES: Readonly<Record<string, Pair>> = {
  recency_days: ["recency (days since the last transaction)", "最近一次交易距今天数（R）"],
  frequency: ["frequency", "交易频次（F）"],
  monetary: ["monetary value", "交易金额（M）"],
  relationship_days: ["length of relationship", "客户关系时长"],
  span_days: ["span between first and last transaction", "首末次交易间隔"],
  product_count: ["products held", "持有产品数"],
  product_family_count: ["product families held", "持有产品大类数"],
  average_balance: ["average balance", "月均余额"],
  loan_balance: ["loan balance", "贷款余额"],
  transactions_per_month: ["transactions per month", "月均交易笔数"],
  transactions: ["transactions", "交易笔数"],
  digital_share: ["share of digital transactions", "电子渠道交易占比"],
  age: ["age", "年龄"],
  retained: ["retention", "客户留存"],
  profit: ["profit", "利润"],
  revenue: ["revenue", "收入"],
  cost: ["cost", "成本"],
  amount: ["transaction amount", "交易金额"],
  turnover: ["absolute turnover", "交易发生额"],
  contribution: ["contribution", "贡献利润"],
};

const COMPONENTS: Readonly<Record<string, Pair>> = {
  net_interest_income: ["net interest income", "利息净收入"],
  nii: ["net interest income", "利息净收入"],
  nii_assets: ["net interest income, loans", "贷款利息净收入"],
  nii_liabilities: ["net interest income, deposits", "存款利息净收入"],
  asset_margin: ["loan margin", "贷款利差收入"],
  liability_margin: ["deposit margin", "存款利差收入"],
  deposit_margin: ["deposit margin", "存款利差收入"],
  loan_margin: ["loan margin", "贷款利差收入"],
  fees: ["fees", "手续费及佣金收入"],
  fee_income: ["fee income", "手续费及佣金收入"],
  revenue: ["revenue", "营业收入"],
  activity_cost: ["activity cost", "作业成本"],
  direct_cost: ["direct cost", "直接成本"],
  cost: ["cost", "成本"],
  costs: ["costs", "成本"],
  expected_loss: ["expected loss", "预期损失"],
  provision: ["provisions", "拨备"],
  provisions: ["provisions", "拨备"],
  risk_adjusted_profit: ["risk-adjusted profit", "风险调整后利润"],
  profit: ["profit", "利润"],
  capital_cost: ["cost of capital", "资本成本"],
  capital: ["capital", "资本"],
  overhead: ["overhead", "管理费用分摊"],
  other: ["other, not broken down", "其他（未分解）"],
  interest: ["customers' interest", "客户利息"],
  treasury: ["Treasury (funds-transfer result)", "司库（资金转移损益）"],
  unused_capacity: ["unused capacity", "闲置产能成本"],
  unallocated: ["cost not allocated", "未分配成本"],
  balances: ["balances", "余额"],
  accounts: ["accounts", "账户"],
  total: ["total", "合计"],
};

const SEGMENTS: Readonly<Record<string, Pair>> = {
  champions: ["Champions", "重要价值客户"],
  loyal: ["Loyal", "忠诚客户"],
  loyal_customers: ["Loyal customers", "忠诚客户"],
  potential_loyalist: ["Potential loyalist", "潜力客户"],
  new: ["New", "新客户"],
  new_customers: ["New customers", "新客户"],
  promising: ["Promising", "有望成长客户"],
  need_attention: ["Need attention", "需关注客户"],
  about_to_sleep: ["About to sleep", "即将休眠客户"],
  at_risk: ["At risk", "流失风险客户"],
  cant_lose: ["Can't lose", "重点挽留客户"],
  cant_lose_them: ["Can't lose them", "重点挽留客户"],
  hibernating: ["Hibernating", "休眠客户"],
  lost: ["Lost", "已流失客户"],
  others: ["Others", "其他客户"],
  other: ["Other", "其他客户"],
  no_transactions: ["No transactions", "无交易客户"],
  closed: ["closed", "已销户"],
};

const STEPS: Readonly<Record<string, Pair>> = {
  bookings: ["all bookings", "全部交易记录"],
  no_customer: ["no customer", "缺少客户号"],
  no_date: ["no date", "缺少日期"],
  no_amount: ["no amount", "缺少金额"],
  after_as_of: ["after the observation date", "晚于观察日"],
  before_the_window: ["before the window", "早于观察窗口"],
  type_filter: ["type left out", "剔除的交易类型"],
  channel_filter: ["channel left out", "剔除的交易渠道"],
  other_currency: ["another currency", "其他币种"],
  population: ["all customers", "全部客户"],
  not_open: ["not open on the observation date", "观察日未开户或已销户"],
  mostly_missing: ["most values missing", "多数变量缺失"],
  all_units: ["all customers", "全部客户"],
  all_customers: ["all customers", "全部客户"],
  all_transactions: ["all transactions", "全部交易"],
  all: ["all", "全部"],
  outside_population: ["outside the declared population", "不属于所声明的总体"],
  no_branch: ["no branch", "缺少归属支行"],
  no_cluster: ["no cluster", "缺少聚类单元"],
  no_opening_date: ["no opening date", "缺少开户日期"],
  opened_after: ["opened after the last period before adoption", "在实施前最后一期之后开户"],
  closed_before: ["closed before adoption", "在实施之前已销户"],
  treated_from_the_start: ["treated from the first period on", "自首期起即已实施"],
  unclassified_account: ["an account without a side", "账户缺少资产负债归属"],
  missing_months: ["months missing", "缺少月份数据"],
  missing_periods: ["periods missing", "缺少期数"],
  missing_values: ["missing values", "变量缺失"],
  no_transactions: ["no transactions", "无交易"],
  outside_window: ["outside the window", "在观察窗口之外"],
  future: ["after the observation date", "晚于观察日"],
  event_type: ["type left out", "剔除的交易类型"],
  type: ["type left out", "剔除的交易类型"],
  channel: ["channel left out", "剔除的交易渠道"],
};

const REASONS: Readonly<Record<string, Pair>> = {
  no_programme: [
    "The study declares no programme, so no effect is estimated",
    "本研究未声明实施任何项目，故不估计实施效果",
  ],
  not_declared: ["The study does not ask for this part", "本研究未声明此部分分析"],
  not_requested: ["The study does not ask for this part", "本研究未声明此部分分析"],
  not_run: ["This part was not run", "此部分未运行"],
  missing_data: ["The exports lack the data that this part needs", "导出数据缺少此部分所需字段"],
  no_capital: ["no capital is assigned", "未分配资本"],
  total_not_positive: ["the total is not positive", "合计数不为正"],
  not_positive_total: ["the total is not positive", "合计数不为正"],
  negative_values: ["a customer makes a loss", "存在亏损客户"],
  no_revenue: ["revenue is not positive", "收入不为正"],
  too_few_units: ["too few customers in an arm", "组内客户数过少"],
  too_few_clusters: ["too few clusters in an arm", "组内聚类数过少"],
};

const CHOICES: Readonly<Record<string, Pair>> = {
  quantile: ["quantiles", "分位数法"],
  fixed: ["given thresholds", "固定阈值法"],
  custom: ["own cut points", "自定义切点"],
  jenks: ["natural breaks", "自然断点法"],
  together: ["equal values stay together", "相同取值归入同一档"],
  dense: ["dense", "紧缩编号"],
  midrank: ["mid-ranks", "中位秩"],
  split: ["split by id", "按客户号拆分"],
  equal: ["equal weights", "等权"],
  given: ["given weights", "给定权重"],
  ahp: ["AHP", "层次分析法（AHP）"],
  entropy: ["entropy weights", "熵权法"],
  combined: ["combined weights", "组合赋权"],
  none: ["none", "无"],
  log1p: ["log(1+x)", "log(1+x)"],
  slog: ["signed log", "符号对数"],
  z: ["z-score", "z 标准化"],
  robust: ["median and IQR", "中位数与四分位距"],
  minmax: ["min–max", "极差标准化"],
  never: ["never-treated customers", "从未实施组客户"],
  treated: ["treated", "实施组"],
  control: ["control", "对照组"],
  error: ["error", "错误"],
  warn: ["warning", "警告"],
  info: ["information", "提示"],
  default: ["default", "默认"],
  k_means: ["k-means", "k-means 聚类"],
  kmeans: ["k-means", "k-means 聚类"],
};

const GROUPS = {
  measure: MEASURES,
  component: COMPONENTS,
  segment: SEGMENTS,
  step: STEPS,
  reason: REASONS,
  choice: CHOICES,
};

export type NameGroup = keyof typeof GROUPS;

/** The name of a code in both languages; a code that is not known keeps its own name, with blanks for underscores. */
export function nameOf(group: NameGroup, code: string): { readonly en: string; readonly zh: string } {
  const names = GROUPS[group];
  const key = code
    .toLowerCase()
    .replaceAll("'", "")
    .replace(/[\s-]+/g, "_");
  const pair = Object.hasOwn(names, key) ? names[key] : null;
  const own = group === "segment" ? code : code.replaceAll("_", " ");
  return pair ? { en: pair[0], zh: pair[1] } : { en: own, zh: own };
}
