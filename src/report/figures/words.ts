import { nameOf, type NameGroup } from "../text/names.js";
import { figuresEn, figuresZh, type FigureText } from "../text/figures.js";
import type { Language, Words } from "../words.js";

/** The same text of a figure in every language. */
export function figureWords(pick: (text: FigureText, language: Language) => string): Words {
  return Object.freeze({ en: pick(figuresEn, "en"), zh: pick(figuresZh, "zh") });
}

/** A text that is the same in every language. */
export function plain(text: string): Words {
  return Object.freeze({ en: text, zh: text });
}

/** The name of a code in every language. */
export function named(group: NameGroup, code: string): Words {
  return nameOf(group, code);
}
