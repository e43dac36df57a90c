/** Sentences of a study that takes its segments from a saved model. */
export const assignedEn = {
  title: "Segments of a saved model",
  origin: "scored with the saved segment model",
  about: (scored: string, customers: string) =>
    `The saved model gives ${scored} of ${customers} customers the segment that it would have given them in training; nothing is estimated anew.`,
  sizesTitle: "Size of the segments now and in training",
  trainingShare: "Share in training",
  nobody: "nobody could be scored",
  driftTitle: "Drift since the model was fitted",
  of: "What",
  whats: { distance: "distance to the own centre", segments: "sizes of the segments" },
  limit: "Sampling limit",
  emptyBins: "Empty bins",
  level: "Shift",
  levels: { chance: "chance", slight: "slight", moderate: "moderate", large: "large" },
  advice: {
    keep: "Advice: keep the model; no shift exceeds what chance gives.",
    watch: "Advice: watch; some shift exceeds what chance gives, none is large.",
    refit: "Advice: fit again; at least one shift is large.",
  },
  fit: (trained: string, scored: string, before: string, after: string) =>
    `Mean squared distance to the centre: ${trained} in training, ${scored} now; simplified silhouette: ${before} and ${after}.`,
  driftNote:
    "PSI: population stability index over the training deciles, missing as a bin; sampling limit: exceeded by chance alone in 5 of 100 cases (Yurdakul 2018); customary limits are 0.10 and 0.25.",
};

export type AssignedText = typeof assignedEn;

export const assignedZh: AssignedText = {
  title: "已保存模型的客户群",
  origin: "由已保存的细分模型评分",
  about: (scored, customers) =>
    `已保存的模型为 ${customers} 户客户中的 ${scored} 户给出与训练时相同规则的客户群，不作任何重新估计。`,
  sizesTitle: "当前与训练时的客户群规模",
  trainingShare: "训练时占比",
  nobody: "没有可评分的客户",
  driftTitle: "模型建立以来的漂移",
  of: "项目",
  whats: { distance: "到所属中心的距离", segments: "客户群规模" },
  limit: "抽样界限",
  emptyBins: "空箱数",
  level: "漂移程度",
  levels: { chance: "随机", slight: "轻微", moderate: "中等", large: "较大" },
  advice: {
    keep: "建议：保留模型；没有超出随机水平的漂移。",
    watch: "建议：继续观察；有超出随机水平的漂移，但均不大。",
    refit: "建议：重新建模；至少有一项漂移较大。",
  },
  fit: (trained, scored, before, after) =>
    `到中心的平均平方距离：训练时 ${trained}，当前 ${scored}；简化轮廓系数：${before} 与 ${after}。`,
  driftNote:
    "PSI：以训练十分位分箱的群体稳定性指数，缺失单列一箱；抽样界限：仅因随机而超出的情形占 5%（Yurdakul 2018）；惯用界限为 0.10 与 0.25。",
};
