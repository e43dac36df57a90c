/** Sentences of the chapter. */
export const segmentsEn = { title: "Segments" };

export type SegmentsText = typeof segmentsEn;

export const segmentsZh: SegmentsText = { title: "客户细分" };
