/** Sentences of the chapter. */
export const summaryEn = { title: "Summary" };

export type SummaryText = typeof summaryEn;

export const summaryZh: SummaryText = { title: "Summary" };
