/** Sentences on how the segments were made. */
export const segmentMethodEn = {
  vif: "VIF",
  noVif: "not defined where a feature is a sum of others",
  vifNote:
    "VIF: variance inflation factor among the prepared features; 1 says that a feature repeats nothing of the others, 10 or more that nearly all of it is in them.",
  componentsTitle: "Principal components that were clustered",
  component: "Component",
  variance: "Variance",
  explained: "Explained",
  componentsNote:
    "Loadings of the prepared features. Profiles are in the original variables. Clustering on components discards the information of those left out, and is discouraged by the literature on market segmentation.",
  componentsKept: (kept: string, all: string, share: string) =>
    `The segments are made on ${kept} of ${all} principal components, which explain ${share} of the variance.`,
  mixedTitle: "What each variable contributes to the dissimilarity of customers",
  contribution: "Share of the mean dissimilarity",
  gamma: (gamma: string) => `A differing category weighs ${gamma} (gamma) against a squared difference of one.`,
  noShares: "Shares of the dissimilarity are not given because values are missing.",
  completeRows: (ari: string) =>
    `Filling or sparing missing values matters little where a fit on the customers with every value agrees: its adjusted Rand index with the segments is ${ari}.`,
  noCompleteRows:
    "Customers with every value cannot be put in as many segments, so the effect of missing values is unknown.",
  bicTitle: "Mixtures of Gaussians: BIC by covariance",
  full: "Full",
  tied: "Tied",
  diag: "Diagonal",
  spherical: "Spherical",
  icl: "ICL",
  bicNote: (customers: string) =>
    `BIC = -2 log-likelihood + p ln n, smaller is better, on at most ${customers} customers; a dash where the mixture collapsed.`,
  collapsed: "the mixture collapsed or was not asked for",
  conventionsTitle: "Conventions of the numbers in this chapter",
  convention: "Number",
  followed: "Convention",
};

export type SegmentMethodText = typeof segmentMethodEn;

export const segmentMethodZh: SegmentMethodText = {
  vif: "VIF",
  noVif: "变量为其他变量之和时无法定义",
  vifNote:
    "VIF：预处理后各变量的方差膨胀因子；1 表示与其他变量无重复信息，10 及以上表示其信息几乎全部包含在其他变量中。",
  componentsTitle: "用于聚类的主成分",
  component: "主成分",
  variance: "方差",
  explained: "解释比例",
  componentsNote:
    "表中为预处理后各变量的载荷。画像使用原始变量。对主成分聚类会丢弃未保留成分中的信息，市场细分文献不建议这样做。",
  componentsKept: (kept, all, share) => `细分基于 ${all} 个主成分中的 ${kept} 个，共解释方差的 ${share}。`,
  mixedTitle: "各变量对客户相异度的贡献",
  contribution: "占平均相异度的比例",
  gamma: (gamma) => `类别不同相对于平方差 1 的权重（γ）为 ${gamma}。`,
  noShares: "因存在缺失值，不给出相异度的贡献比例。",
  completeRows: (ari) =>
    `仅用各变量均有取值的客户重新细分，与本细分的调整兰德指数为 ${ari}；越接近 1，缺失值的处理影响越小。`,
  noCompleteRows: "各变量均有取值的客户无法分成同样多的客户群，缺失值处理的影响无从判断。",
  bicTitle: "高斯混合模型：各协方差形式的 BIC",
  full: "完全",
  tied: "共同",
  diag: "对角",
  spherical: "球形",
  icl: "ICL",
  bicNote: (customers) =>
    `BIC = -2 对数似然 + p ln n，越小越好，至多使用 ${customers} 户客户；混合模型退化时以短横线表示。`,
  collapsed: "混合模型退化，或未要求计算",
  conventionsTitle: "本章数值所采用的约定",
  convention: "数值",
  followed: "约定",
};
