/** Sentences of the chapter. */
export const valueEn = { title: "Value" };

export type ValueText = typeof valueEn;

export const valueZh: ValueText = { title: "Value" };
