/** Sentences of the chapter. */
export const appendixEn = { title: "Appendix" };

export type AppendixText = typeof appendixEn;

export const appendixZh: AppendixText = { title: "附录" };
