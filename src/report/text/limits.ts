type Values = Readonly<Record<string, string>>;

/** Sentences of the chapter on limits; each is said only when the run found its cause. */
export const limitsEn = {
  title: "Limits and threats",
  lead: "Each point below comes from what this run found.",
  nothing: "The checks of this run found nothing that limits its results.",
  threats: {
    units_with_missing_periods: (v: Values) =>
      `${v.units} customers lack periods and are left out of the effect analysis.`,
    cluster_finer_than_assignment: (v: Values) =>
      `Errors are clustered by ${v.cluster}, finer than the assignment (${v.assigned}), so they are too small.`,
    few_clusters: (v: Values) =>
      `The effect rests on ${v.clusters} clusters, ${v.treated_clusters} of them treated: few or uneven, so ordinary clustered errors are too small.`,
    effective_clusters: (v: Values) =>
      `The ${v.clusters} clusters count as ${v.effective} equal ones, so inference rests on few of them.`,
    unequal_clusters: (v: Values) =>
      `The ${v.clusters} clusters differ in size (coefficient of variation ${v.size_cv}), so large ones dominate.`,
    few_clusters_test: (v: Values) =>
      `With few clusters the test that holds (${v.test}) gives p ${v.p} for ${v.outcome}, from ${v.draws} draws or assignments.`,
    pre_trend: (v: Values) =>
      `Before adoption the arms moved apart by ${v.estimate} (${v.outcome}, standard error ${v.se}, p ${v.p}); failing to reject is no proof of parallel trends.`,
    pre_trend_failed: (v: Values) =>
      `Before adoption the arms already moved apart by ${v.estimate} (${v.outcome}, standard error ${v.se}, p ${v.p}), which speaks against parallel trends.`,
    pre_trend_untested: (v: Values) => `The trend before adoption of ${v.outcome} has no test: ${v.reason}.`,
    pre_trend_not_testable: (v: Values) =>
      `With ${v.periods_before} period before adoption the trends of both arms cannot be compared.`,
    small_cells: (v: Values) =>
      `${v.not_estimated} of ${v.segments} segments are too small for an estimate of ${v.outcome}.`,
    closures: (v: Values) =>
      `By the last period ${v.treated_closed} of ${v.treated_units} treated and ${v.control_closed} of ${v.control_units} control customers had left; they stay in with the declared value after closing.`,
    regression_to_the_mean: (v: Values) =>
      `Customers grouped by a level fall back towards the mean by themselves: ${v.outcome} correlates at ${v.correlation} between the halves of the window before.`,
    opened_within_window: (v: Values) =>
      `${v.treated_units} treated and ${v.control_units} control customers joined during the window before adoption, so their level before rests on a part of it.`,
    units_without_segment: (v: Values) => `${v.units} customers have no segment and are left out of the segment table.`,
  },
  otherThreat: (code: string) => `The run names a threat: ${code}.`,
  tests: { wild_bootstrap: "restricted wild cluster bootstrap", randomisation: "randomisation inference" },
  hidden: (cells: string, threshold: string) =>
    `${cells} figures are hidden because of small cells (below ${threshold} customers), their protection, or dominance by one or two customers; totals include them.`,
  rejects: (rows: string, files: string) => `${rows} rows of ${files} files could not be read and were set aside.`,
  missingMonths: (months: string, tables: string) =>
    `${months} months have no rows between the first and the last month of a table (${tables}).`,
  rules: (rules: string, names: string) => `${rules} quality rules are broken by some rows: ${names}.`,
  agreement: (group: string, ari: string) =>
    `The segments agree little with the known grouping ${group} (adjusted Rand index ${ari}, where 1 is full agreement and 0 that of chance).`,
  noStructure: "The data show no groups by themselves; the segments are a useful cut through a continuum.",
  openVerdict: "The indices disagree on the number of segments, so another number would be as defensible.",
  unstable: (names: string) => `Membership is unstable in: ${names}.`,
  unsecured: (restarts: string) =>
    `Only one of ${restarts} restarts reached the best solution, so a better one may exist.`,
  correlated: (pairs: string) => `Features that say nearly the same count twice: ${pairs}.`,
  undefinedItems: (count: string, items: string) => `${count} figures of the segmentation have no value: ${items}.`,
  omitted: (stage: string, reason: string) => `${stage} is not part of this study: ${reason}.`,
  openInterval: (outcome: string) =>
    `For the primary outcome, ${outcome}, the interval does not decide the sign of the estimate.`,
  stages: { rfm: "RFM", profit: "Profitability", segment: "Segmentation", effect: "Effect analysis" },
  warning: (code: string, about: string) => `${about} (${code}).`,
  warningUnknown: (code: string) => `The run gave the warning ${code}; its text stands in the log of the run.`,
  warnings: {
    "DATA-130": "Months without rows lie inside the period of a table",
    "EFF-04": "Customers treated from the first period on are left out, since no period before exists for them",
    "EFF-07": "Customers with missing periods are left out of the effect analysis",
    "EFF-08": "Periods after closing count as zero, as declared",
    "EFF-09": "Segments without both arms, or customers without a segment, have no estimate",
    "EFF-10": "An arm has a single cluster, so an outcome has no clustered error",
    "EFF-13": "An outcome's changes do not vary, so it has no error",
    "EFF-34": "The programme table names branches or customers that no customer belongs to",
    "EFF-36": "Errors are clustered finer than the programme was assigned and are too small",
    "EFF-38": "Months of open accounts without a balance row count as zero, as declared",
    "SEG-012": "The iteration limit was reached for some number of segments",
    "SEG-101": "There are few customers for the number of features",
    "SEG-102": "Features correlate closely and count twice",
    "SEG-103": "Features are equal after preparation",
    "SEG-104": "Only one restart reached the best solution",
    "SEG-105": "A feature is very skewed and not transformed",
    "SEG-106": "The best number of segments lies at the end of the range tried",
    "SEG-108": "Rows have no customer id and are taken in file order",
    "VAL-101": "A score bin is empty or overfull",
    "VAL-102": "Segment rules are dead or leave gaps",
    "VAL-103": "Equal customers may have different scores",
    "VAL-104": "Pairwise judgements are not consistent",
    "VAL-105": "A measure is constant",
    "VAL-106": "Values lie beyond the saved range",
    "VAL-107": "Weights were rescaled",
    "VAL-108": "Rows belong to customers that the customer table does not know",
    "VAL-109": "A component of profit is switched off",
    "VAL-110": "Rates above 1 occur",
    "VAL-111": "A price lies outside the nodes of the curve",
    "VAL-112": "A compatibility mode changes the rules",
  },
};

export type LimitsText = typeof limitsEn;

export const limitsZh: LimitsText = {
  title: "局限与威胁",
  lead: "以下各点均来自本次运行的实际发现。",
  nothing: "本次运行的各项检查未发现限制结论的问题。",
  threats: {
    units_with_missing_periods: (v) => `${v.units} 户客户缺少期数，未纳入效果分析。`,
    cluster_finer_than_assignment: (v) => `标准误聚类到${v.cluster}，细于项目分配层级（${v.assigned}），因而偏小。`,
    few_clusters: (v) =>
      `效果估计依据 ${v.clusters} 个聚类，其中实施组 ${v.treated_clusters} 个，数量偏少或不均衡，普通聚类标准误偏小。`,
    effective_clusters: (v) => `${v.clusters} 个聚类仅相当于 ${v.effective} 个等规模聚类，推断依赖其中少数。`,
    unequal_clusters: (v) => `${v.clusters} 个聚类规模悬殊（变异系数 ${v.size_cv}），大聚类影响过大。`,
    few_clusters_test: (v) =>
      `聚类数少时适用的检验（${v.test}）对${v.outcome}给出 p ${v.p}，抽样或排列 ${v.draws} 次。`,
    pre_trend: (v) =>
      `实施之前两组的变化相差 ${v.estimate}（${v.outcome}，标准误 ${v.se}，p ${v.p}）；未拒绝并不证明平行趋势成立。`,
    pre_trend_failed: (v) =>
      `实施之前两组的变化已相差 ${v.estimate}（${v.outcome}，标准误 ${v.se}，p ${v.p}），不支持平行趋势。`,
    pre_trend_untested: (v) => `${v.outcome}的实施前趋势无法检验：${v.reason}。`,
    pre_trend_not_testable: (v) => `实施之前只有 ${v.periods_before} 期，无法比较两组的走势。`,
    small_cells: (v) => `${v.segments} 个客户群中有 ${v.not_estimated} 个规模过小，未估计${v.outcome}。`,
    closures: (v) =>
      `至最后一期，实施组 ${v.treated_units} 户中有 ${v.treated_closed} 户、对照组 ${v.control_units} 户中有 ${v.control_closed} 户已离开；按所声明的销户取值保留在样本中。`,
    regression_to_the_mean: (v) =>
      `按水平分组的客户会自行向均值回归：${v.outcome}在实施前窗口前后两半之间的相关系数为 ${v.correlation}。`,
    opened_within_window: (v) =>
      `实施组 ${v.treated_units} 户、对照组 ${v.control_units} 户客户在实施前窗口期内才开户，其实施前水平仅依据部分窗口期。`,
    units_without_segment: (v) => `${v.units} 户客户没有客户群标识，未纳入分群估计表。`,
  },
  otherThreat: (code) => `本次运行提示一项威胁：${code}。`,
  tests: { wild_bootstrap: "约束野聚类自助法", randomisation: "随机化推断" },
  hidden: (cells, threshold) =>
    `因小单元格（不足 ${threshold} 户）、保护性隐去或一两名客户占主导，共隐去 ${cells} 个数值；合计数包含这些数值。`,
  rejects: (rows, files) => `${files} 个文件中共有 ${rows} 行无法读取，已单独留存。`,
  missingMonths: (months, tables) => `在数据表首末月份之间有 ${months} 个月没有记录（${tables}）。`,
  rules: (rules, names) => `有 ${rules} 条质量规则被部分记录违反：${names}。`,
  agreement: (group, ari) =>
    `细分结果与已知分组 ${group} 的一致性较低（调整兰德指数 ${ari}；1 为完全一致，0 为随机水平）。`,
  noStructure: "数据本身并不存在自然分组，细分结果只是对连续分布的一种有用切分。",
  openVerdict: "各项指标对细分数目意见不一，其他数目同样可以成立。",
  unstable: (names) => `以下客户群的成员归属不稳定：${names}。`,
  unsecured: (restarts) => `${restarts} 次重启中仅有一次达到最优解，可能存在更好的解。`,
  correlated: (pairs) => `含义相近的变量被重复计入：${pairs}。`,
  undefinedItems: (count, items) => `客户细分中有 ${count} 个数值无法定义：${items}。`,
  omitted: (stage, reason) => `本研究不包含${stage}：${reason}。`,
  openInterval: (outcome) => `主要结果变量${outcome}的置信区间不能确定估计值的正负。`,
  stages: { rfm: "RFM 分析", profit: "盈利性分析", segment: "客户细分", effect: "效果分析" },
  warning: (code, about) => `${about}（${code}）。`,
  warningUnknown: (code) => `本次运行给出警告 ${code}，其文字见运行日志。`,
  warnings: {
    "DATA-130": "某数据表的期间内有月份没有记录",
    "EFF-04": "自首期起即已实施的客户没有实施前数据，已剔除",
    "EFF-07": "缺少期数的客户未纳入效果分析",
    "EFF-08": "销户之后的各期按声明计为零",
    "EFF-09": "缺少某一组的客户群或没有客户群标识的客户未作估计",
    "EFF-10": "某一组只有一个聚类，部分结果变量没有聚类标准误",
    "EFF-13": "某结果变量的变化没有差异，因而没有标准误",
    "EFF-34": "项目表中有支行或客户在客户表中不存在",
    "EFF-36": "聚类层级细于项目分配层级，标准误偏小",
    "EFF-38": "未销户账户缺少余额记录的月份按声明计为零",
    "SEG-012": "部分细分数目达到迭代上限",
    "SEG-101": "相对于变量个数，客户数偏少",
    "SEG-102": "部分变量高度相关，被重复计入",
    "SEG-103": "部分变量在预处理后完全相同",
    "SEG-104": "仅有一次重启达到最优解",
    "SEG-105": "某变量严重偏态且未作变换",
    "SEG-106": "最优细分数目位于所试范围的边界",
    "SEG-108": "没有客户号，按文件顺序读取",
    "VAL-101": "某评分档为空或过满",
    "VAL-102": "部分分群规则无效或留有空缺",
    "VAL-103": "相同取值的客户可能得分不同",
    "VAL-104": "成对判断不一致",
    "VAL-105": "某指标为常数",
    "VAL-106": "有取值超出所保存的范围",
    "VAL-107": "权重已重新归一",
    "VAL-108": "部分记录所属客户不在客户表中",
    "VAL-109": "某利润构成项已关闭",
    "VAL-110": "存在大于 1 的比率",
    "VAL-111": "某价格位于曲线节点之外",
    "VAL-112": "兼容模式改变了规则",
  },
};
