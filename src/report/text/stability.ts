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
    "k-means": "k-means",
    pam: "medoids (PAM)",
    gmm: "mixture of Gaussians",
    ward: "Ward's tree",
  },
  without: (feature: string) => `without ${feature}`,
  reasons: {
    no_spread: "a feature has no spread on that scale",
    not_prepared: "the features cannot be prepared so",
    not_clustered: "the customers cannot be put in as many segments so",
  },
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
    "k-means": "k-means",
    pam: "中心点聚类（PAM）",
    gmm: "高斯混合模型",
    ward: "Ward 层次聚类",
  },
  without: (feature) => `剔除${feature}`,
  reasons: {
    no_spread: "某变量在该尺度下没有离散程度",
    not_prepared: "变量无法如此处理",
    not_clustered: "无法分为同样数目的客户群",
  },
  least: (change, share) => `对结果影响最大的改变是：${change}；${share} 的客户变动。`,
};
