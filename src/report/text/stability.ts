/** Sentences on how far the segments hold when data, preparation, algorithm or k change. */
export const stabilityEn = {
  title: "Stability of the segments",
  sensitivityTitle: "The same customers segmented in other ways",
  sensitivityAbout: (k: string, customers: string) =>
    `The ${customers} customers were segmented again in other ways, each time into ${k} segments, and each result is compared with the segments of this report.`,
  change: "What is changed",
  compared: "Customers compared",
  rand: "Adjusted Rand index",
  lowest: "Worst segment Jaccard",
  moved: "Customers who move",
  movedShare: "Share who move",
  sensitivityNote:
    "Adjusted Rand index: 1 means the same groups, 0 no more agreement than chance. Customers who move are counted after segments are matched so that they share the most customers. With every feature on the scale z, the other divisor cannot move anybody.",
  checks: {
    sample_only: "nothing but the sample",
    without_log: "without logarithms",
    without_caps: "without caps",
    robust_scale: "robust scale (median and quartiles)",
    other_z_divisor: "the other divisor of z",
    equal_weights: "equal weights",
    left_out: "left out",
    without_components: "on the features, without principal components",
    "k-means": "k-means",
    pam: "medoids (PAM)",
    gmm: "mixture of Gaussians",
    ward: "Ward's tree",
  },
  without: (feature: string) => `without ${feature}`,
  reasons: {
    no_spread: "a feature has no spread on that scale",
    not_prepared: "the features cannot be prepared so",
    not_clustered:
      "no solution with as many segments: a mixture collapsed in every start, or too few distinct customers",
  },
  acrossTitle: "Segments from one k to the next",
  step: "k",
  kept: "Kept",
  split: "Split",
  merged: "Merged",
  fresh: "New",
  path: (from: string, to: string) => `${from}→${to}`,
  acrossNote:
    "S1→S2: most of a segment of the smaller k is found in the other one. Labels are given anew for each k. Kept: Jaccard similarity above 0.5 with the matched segment; split and merged: one segment goes to several, or several to one; new: customers come from everywhere.",
  persists: (k: string, next: string, kept: string) =>
    `Of the segments for k = ${k} these are still there with k = ${next}: ${kept}.`,
  persistsNone: (k: string, next: string) =>
    `None of the segments for k = ${k} is still there as it is with k = ${next}.`,
  least: (change: string, share: string) =>
    `The segments depend most on this change: ${change}; ${share} of the customers move.`,
};

export type StabilityText = typeof stabilityEn;

export const stabilityZh: StabilityText = {
  title: "客户群的稳定性",
  sensitivityTitle: "以其他方式对同一批客户细分",
  sensitivityAbout: (k, customers) =>
    `对 ${customers} 户客户以其他方式重新细分，每次均分为 ${k} 群，并与本报告的客户群比较。`,
  change: "所作改变",
  compared: "参与比较的客户数",
  rand: "调整兰德指数",
  lowest: "最差客户群的 Jaccard",
  moved: "变动客户数",
  movedShare: "变动客户占比",
  sensitivityNote:
    "调整兰德指数：1 表示分组完全相同，0 表示不高于随机水平。变动客户数在客户群按共有客户最多匹配之后统计。若所有变量均采用 z 标准化，改用另一除数不会使任何客户变动。",
  checks: {
    sample_only: "仅抽样，其他不变",
    without_log: "不取对数",
    without_caps: "不截尾",
    robust_scale: "稳健标准化（中位数与四分位数）",
    other_z_divisor: "z 标准化的另一除数",
    equal_weights: "等权",
    left_out: "剔除变量",
    without_components: "直接使用变量，不取主成分",
    "k-means": "k-means",
    pam: "中心点聚类（PAM）",
    gmm: "高斯混合模型",
    ward: "Ward 层次聚类",
  },
  without: (feature) => `剔除${feature}`,
  reasons: {
    no_spread: "某变量在该尺度下没有离散程度",
    not_prepared: "变量无法如此处理",
    not_clustered: "无同样数目的解：混合模型在每次起始中均退化，或不同取值的客户过少",
  },
  acrossTitle: "相邻 k 之间客户群的去向",
  step: "k",
  kept: "保持",
  split: "拆分",
  merged: "合并",
  fresh: "新出现",
  path: (from, to) => `${from}→${to}`,
  acrossNote:
    "S1→S2：较小 k 下某客户群的大部分客户归入后者。每个 k 的标签各自编号。保持：与匹配客户群的 Jaccard 大于 0.5；拆分与合并：一群变为多群，或多群并为一群；新出现：客户来自各群。",
  persists: (k, next, kept) => `k = ${k} 的客户群在 k = ${next} 时仍然存在的有：${kept}。`,
  persistsNone: (k, next) => `k = ${k} 的客户群在 k = ${next} 时均未原样保持。`,
  least: (change, share) => `对结果影响最大的改变是：${change}；${share} 的客户变动。`,
};
