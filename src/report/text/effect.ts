/** Sentences of the chapter. */
export const effectEn = { title: "Effect" };

export type EffectText = typeof effectEn;

export const effectZh: EffectText = { title: "效果分析" };
