/** Sentences of the chapter. */
export const limitsEn = { title: "Limits and threats" };

export type LimitsText = typeof limitsEn;

export const limitsZh: LimitsText = { title: "局限与威胁" };
