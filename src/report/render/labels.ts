import { commonEn, commonZh, type CommonText } from "../text/common.js";
import type { Language } from "../words.js";

interface Labels extends Pick<CommonText, "table" | "figure" | "note" | "small"> {
  readonly contents: string;
  readonly fraction: string;
  readonly source: string;
  readonly unit: (label: string, unit: string) => string;
}

const LABELS: Readonly<Record<Language, Labels>> = {
  en: {
    ...commonEn,
    contents: "Contents",
    fraction: "fraction",
    source: "Source: ",
    unit: (label, unit) => `${label} (${unit})`,
  },
  zh: {
    ...commonZh,
    contents: "目录",
    fraction: "小数",
    source: "来源：",
    unit: (label, unit) => `${label}（${unit}）`,
  },
};

/** Words that a renderer adds to a document by itself. */
export function labelsOf(language: Language): Labels {
  return LABELS[language];
}

/** A number and a title, such as `Table 3. Cuts`. */
export function headed(label: string, title: string, language: Language): string {
  return language === "zh" ? `${label}　${title}` : `${label}. ${title}`;
}
