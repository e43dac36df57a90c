import type { Engine } from "../../engine/engine.js";
import { id, sql, type Sql } from "../../engine/sql.js";
import {
  CURRENCIES,
  CURRENCY_WORDS,
  DIRECTION,
  GENDER,
  PRIMARY_ROLE,
  RATE_TYPE,
  SIDE,
  type Vocabulary,
} from "../dictionary/codes.js";
import { literals, tidied } from "../values/text.js";
import { NEARLY } from "./number-forms.js";

const CURRENCY: Vocabulary = Object.freeze({
  ...Object.fromEntries(CURRENCIES.map((each) => [each, [each]])),
  ...CURRENCY_WORDS,
});

/** Code lists in words that the dictionary knows. */
export const VOCABULARIES = Object.freeze({
  direction: DIRECTION,
  side: SIDE,
  gender: GENDER,
  rate_type: RATE_TYPE,
  role: PRIMARY_ROLE,
  currency: CURRENCY,
});

export type VocabularyName = keyof typeof VOCABULARIES;

/** A rarer word for money in or out is taken for damage: the load rejects its rows and says where they are. */
const RARE = 0.002;

const NAMES = Object.keys(VOCABULARIES) as VocabularyName[];
const ALL = [...new Set(NAMES.flatMap((each) => Object.values(VOCABULARIES[each]).flat()))];

/** The vocabularies that hold nearly all values of a column (of a role: at least one), with the words that occur. */
export async function wordsOfColumn(
  engine: Engine,
  rows: Sql,
  column: string,
): Promise<Partial<Record<VocabularyName, readonly string[]>>> {
  const cells = sql`(select ${tidied(id(column), [], true)} as cell from ${rows})`;
  const [total] = await engine.rows(sql`select count(cell) as present from ${cells}`);
  const found = await engine.rows(sql`
    select cell, count(*) as n from ${cells} where cell in (${literals(ALL)}) group by cell order by cell`);
  const counts = new Map(found.map((each) => [String(each.cell), Number(each.n)]));
  const kept = NAMES.flatMap((name) => {
    const words = Object.values(VOCABULARIES[name])
      .flat()
      .filter((each) => counts.has(each));
    const covered = [...new Set(words)].reduce((sum, each) => sum + counts.get(each)!, 0);
    const enough = name === "role" ? covered > 0 : covered >= NEARLY * Number(total.present) && covered > 0;
    const often =
      name === "direction" ? words.filter((each) => counts.get(each)! >= RARE * Number(total.present)) : words;
    return enough ? [[name, [...new Set(often)]] as const] : [];
  });
  return Object.fromEntries(kept);
}

/** The canonical code of a word, or null. */
export function codeOf(vocabulary: VocabularyName, word: string): string | null {
  return Object.entries(VOCABULARIES[vocabulary]).find(([, words]) => words.includes(word))?.[0] ?? null;
}
