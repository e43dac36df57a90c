import { CHINESE } from "./chinese.js";
import type { ConceptName } from "./concepts.js";
import { ENGLISH } from "./english.js";
import { isWide, nameKey, wordKey, wordsOf } from "./name.js";
import { SYSTEMS } from "./systems.js";

/** One meaning of a column name. */
export interface NameMatch {
  readonly concept: ConceptName;
  /** How sure the name alone makes it, from 0 to 1: a whole name 0.95, an ending 0.7. */
  readonly confidence: number;
  /** Place in its list of aliases: a commoner name comes first. */
  readonly rank: number;
}

const WHOLE = 0.95;
const ENDING = 0.7;

type Aliases = ReadonlyMap<string, readonly NameMatch[]>;

function collect(
  lists: readonly Readonly<Partial<Record<ConceptName, string>>>[],
  keyOf: (alias: string) => string,
): Aliases {
  const found = new Map<string, NameMatch[]>();
  for (const list of lists) {
    for (const [concept, aliases] of Object.entries(list) as [ConceptName, string][]) {
      for (const [rank, alias] of aliases.split(" ").entries()) {
        const key = keyOf(alias);
        const known = found.get(key) ?? [];
        if (!known.some((each) => each.concept === concept)) known.push({ concept, confidence: WHOLE, rank });
        found.set(key, known);
      }
    }
  }
  return found;
}

const WIDE_NAMES = collect([CHINESE], nameKey);
const SYSTEM_NAMES = collect(SYSTEMS, nameKey);
const PLAIN_NAMES = collect([ENGLISH], nameKey);
const WORD_NAMES = collect([ENGLISH], wordKey);

/** What a column name can mean, best first; empty when the dictionary does not know it. */
export function meaningsOf(name: string): readonly NameMatch[] {
  const key = nameKey(name);
  if (key === "") return [];
  const whole = [SYSTEM_NAMES, PLAIN_NAMES, WORD_NAMES, WIDE_NAMES].flatMap((each, at) => [
    ...(each.get(at === 2 ? wordKey(name) : key) ?? []),
  ]);
  if (whole.length > 0) return unique(whole);
  return isWide(name) ? wideEnding(key) : wordEnding(name);
}

function unique(matches: readonly NameMatch[]): readonly NameMatch[] {
  return matches.filter((each, at) => matches.findIndex(({ concept }) => concept === each.concept) === at);
}

/** The longest known name, of two characters or more, that the key ends with; then one that it holds, if that is personal. */
function wideEnding(key: string): readonly NameMatch[] {
  for (let from = 1; from <= key.length - 2; from++) {
    const found = WIDE_NAMES.get(key.slice(from));
    if (found) return found.map((each) => ({ ...each, confidence: ENDING }));
  }
  const personal = /身份证|手机|电话|姓名|住址|地址|证件号|邮箱|护照/.exec(key)?.[0];
  return personal === undefined ? [] : meaningsOf(personal).map((each) => ({ ...each, confidence: ENDING }));
}

/** The longest run of words at the end of the name, two or more, that is a known name. */
function wordEnding(name: string): readonly NameMatch[] {
  const words = wordsOf(name);
  for (let from = 1; from <= words.length - 2; from++) {
    const found = WORD_NAMES.get(words.slice(from).join(""));
    if (found) return found.map((each) => ({ ...each, confidence: ENDING }));
  }
  return personalWord(words);
}

const PERSONAL: Readonly<Record<string, ConceptName>> = {
  phone: "phone",
  mobile: "phone",
  telephone: "phone",
  email: "email",
  address: "address",
  street: "address",
  passport: "national_id",
  ssn: "national_id",
  surname: "person_name",
  firstname: "person_name",
  lastname: "person_name",
};

function personalWord(words: readonly string[]): readonly NameMatch[] {
  const found = words.map((each) => PERSONAL[each]).find((each) => each !== undefined);
  return found === undefined ? [] : [{ concept: found, confidence: ENDING, rank: 0 }];
}
