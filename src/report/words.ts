import { en } from "./text/en.js";
import { zh } from "./text/zh.js";
import type { Text } from "./text/en.js";

export const LANGUAGES = Object.freeze(["en", "zh"] as const);

export type Language = (typeof LANGUAGES)[number];

/** One text in every language of the report. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

/** The same sentence in every language, picked from the texts; numbers inside are formatted before and so the same in both. */
export function say(pick: (text: Text) => string): Words {
  return Object.freeze({ en: pick(en), zh: pick(zh) });
}

/** A text that is the same in every language: a code, a file name, a name that somebody gave. */
export function same(text: string): Words {
  return Object.freeze({ en: text, zh: text });
}

/** Changes the text of every language in the same way. */
export function mapWords(words: Words, change: (text: string, language: Language) => string): Words {
  return Object.freeze({ en: change(words.en, "en"), zh: change(words.zh, "zh") });
}

/** Names one after the other, with the separators of each language. */
export function listOf(items: readonly Words[]): Words {
  return Object.freeze({
    en: items.map((item) => item.en).join(", "),
    zh: items.map((item) => item.zh).join("、"),
  });
}
