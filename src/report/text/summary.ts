/** Sentences of the summary. */
export const summaryEn = {
  title: "Summary",
  customers: (customers: string, start: string, end: string) =>
    `The study covers ${customers} customers from ${start} to ${end}.`,
  rowsOnly: (rows: string, start: string, end: string) =>
    `The study covers ${rows} rows of the exports from ${start} to ${end}.`,
  whale: (position: string, peak: string, erosion: string) =>
    `The best ${position} of customers bring ${peak} of total profit; customers who make a loss take away the equivalent of ${erosion}.`,
  whaleHidden: (top: string) => `The best 20% of customers bring ${top} of total profit.`,
  rfm: (segment: string, share: string, customers: string) =>
    `Of the RFM segments, ${segment} holds most money: ${share} with ${customers} of the customers.`,
  segments: (k: string, customers: string) => `Clustering divides ${customers} customers into ${k} segments.`,
  effectReading:
    "Whether the difference is an effect of the programme depends on the design, which the effect chapter judges.",
  rejected: (rows: string, share: string) =>
    `${rows} rows of the exports (${share}) are rejected and not in the results.`,
  gaps: (months: string) => `The dated tables miss ${months} months between their first and last one.`,
  rejectedAndGaps: (rows: string, share: string, months: string) =>
    `${rows} rows of the exports (${share}) are rejected and not in the results, and the dated tables miss ${months} months between their first and last one.`,
  threats: (count: string) =>
    `Whether the difference is an effect of the programme depends on the design, which the effect chapter judges; the analysis names ${count} points that bear on it, in the chapter on limits.`,
  noEffect: "Nothing in this report is an effect of a measure.",
  moneyDiffers: "Sums of money before and after loading differ, so no amount of this report may be relied on.",
};

export type SummaryText = typeof summaryEn;

export const summaryZh: SummaryText = {
  title: "摘要",
  customers: (customers, start, end) => `本研究涵盖 ${customers} 户客户，期间为 ${start} 至 ${end}。`,
  rowsOnly: (rows, start, end) => `本研究涵盖导出数据 ${rows} 行，期间为 ${start} 至 ${end}。`,
  whale: (position, peak, erosion) =>
    `利润最高的 ${position} 客户贡献利润总额的 ${peak}；亏损客户的亏损相当于利润总额的 ${erosion}。`,
  whaleHidden: (top) => `利润最高的 20% 客户贡献利润总额的 ${top}。`,
  rfm: (segment, share, customers) =>
    `RFM 客群中，${segment}的金额占比最高：占金额的 ${share}，占客户的 ${customers}。`,
  segments: (k, customers) => `聚类将 ${customers} 户客户划分为 ${k} 个客群。`,
  effectReading: "该差异能否解读为项目效果取决于研究设计，详见效果分析一章。",
  rejected: (rows, share) => `导出数据有 ${rows} 行（${share}）被剔除，未进入结果。`,
  gaps: (months) => `按日期的数据表在首末月份之间缺失 ${months} 个月。`,
  rejectedAndGaps: (rows, share, months) =>
    `导出数据有 ${rows} 行（${share}）被剔除，未进入结果；按日期的数据表在首末月份之间缺失 ${months} 个月。`,
  threats: (count) =>
    `该差异能否解读为项目效果取决于研究设计，详见效果分析一章；分析另列出 ${count} 项相关问题，见局限一章。`,
  noEffect: "本报告的任何结果均不是某项措施的效果。",
  moneyDiffers: "装载前后金额合计不等，本报告金额不可采信。",
};
