/** Sentences of the chapter. */
export const dataEn = { title: "Data" };

export type DataText = typeof dataEn;

export const dataZh: DataText = { title: "Data" };
