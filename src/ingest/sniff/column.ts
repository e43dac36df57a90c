import type { Engine } from "../../engine/engine.js";
import { id, sql, type Sql } from "../../engine/sql.js";
import { CONCEPTS, type ValueKind } from "../dictionary/concepts.js";
import { meaningsOf, type NameMatch } from "../dictionary/match.js";
import { DEFAULT_MISSING, literals, tidied } from "../values/text.js";
import { datesOf, type FoundDates } from "./dates.js";
import { wordsOfColumn, type VocabularyName } from "./vocabulary.js";
import { probeOf } from "./probe.js";
import { NEARLY, numbersOf, type FoundNumbers } from "./number-forms.js";

/** What the values and the name of a source column say. It holds counts and forms, never a value of the export. */
export interface ColumnFacts {
  readonly name: string;
  readonly meanings: readonly NameMatch[];
  readonly kind: ValueKind;
  readonly rows: number;
  readonly present: number;
  readonly distinct: number;
  /** No value is missing and none comes twice. */
  readonly unique: boolean;
  /** Unique but for a few rows, which a load rejects. */
  readonly keyLike: boolean;
  /** Vocabularies of which all values but a few are words, with the words that occur; they are words of the dictionary. */
  readonly words: Partial<Readonly<Record<VocabularyName, readonly string[]>>>;
  readonly leadingZeros: boolean;
  /** Some text is longer than codes and names are. */
  readonly longTexts: boolean;
  /** What the values look like, where that is a direct identifier of persons; null otherwise. */
  readonly personal: string | null;
  readonly dates: FoundDates | null;
  readonly numbers: FoundNumbers | null;
}

/** Where the rows are: all of them, and those that are looked at closely. */
export interface SampledRows {
  readonly all: Sql;
  readonly sample: Sql;
}

interface Counts {
  readonly rows: number;
  readonly present: number;
  readonly distinct: number;
  readonly longest: number;
  readonly shortest: number;
  readonly zeros: number;
  readonly digits: number;
  /** Values that look like keys: one word with a digit in it, or capital letters alone. */
  readonly keys: number;
  readonly phones: number;
  readonly identities: number;
  readonly mails: number;
}

/** Facts of one column. */
export async function factsOf(engine: Engine, rows: SampledRows, name: string): Promise<ColumnFacts> {
  const meanings = meaningsOf(name);
  const counts = await countsOf(engine, rows.sample, name);
  const named = meanings.some(
    (each) => CONCEPTS[each.concept].kinds.length <= 2 && CONCEPTS[each.concept].kinds[0] === "date",
  );
  const hasDigits = counts.digits > 0;
  const probe = await probeOf(engine, rows.sample, name);
  const dates = hasDigits ? await datesOf(engine, rows.all, name, probe, named) : null;
  const numbers = hasDigits && dates === null ? await numbersOf(engine, rows.sample, name, probe) : null;
  const kind = kindOf(counts, dates, numbers);
  const candidate = kind !== "date" && kind !== "rate" && counts.rows > 0 && counts.distinct >= counts.rows * NEARLY;
  const { unique, keyLike } = candidate ? await uniqueness(engine, rows.all, name) : { unique: false, keyLike: false };
  return {
    name,
    meanings,
    kind,
    rows: counts.rows,
    present: counts.present,
    distinct: counts.distinct,
    unique,
    keyLike,
    words: kind === "code" && counts.distinct <= 20 ? await wordsOfColumn(engine, rows.sample, name) : {},
    leadingZeros: counts.zeros > 0,
    longTexts: numbers === null && dates === null && counts.longest > LONG,
    personal: personalOf(counts),
    dates,
    numbers,
  };
}

async function countsOf(engine: Engine, rows: Sql, name: string): Promise<Counts> {
  const [row] = await engine.rows(sql`
    select count(*) as rows, count(cell) as present, count(distinct cell) as distinct_values,
      max(length(cell)) as longest, min(length(cell)) as shortest,
      count(case when regexp_full_match(cell, '0[0-9]+') then 1 end) as zeros,
      count(case when regexp_matches(cell, '[0-9０-９]') then 1 end) as digits,
      count(case when regexp_full_match(cell, '[!-~]*[0-9][!-~]*|[A-Z]+([-_][A-Z]+)*') then 1 end) as keys,
      count(case when regexp_full_match(cell, '(\\+?86)?1[3-9][0-9]{9}') then 1 end) as phones,
      count(case when regexp_full_match(cell, '[1-9][0-9]{5}(19|20)[0-9]{9}[0-9Xx]') then 1 end) as identities,
      count(case when regexp_full_match(cell, '[^@ ]+@[^@ ]+[.][^@ ]+') then 1 end) as mails
    from (select case when text in (${literals(DEFAULT_MISSING)}) then null else text end as cell
      from (select ${tidied(id(name), [], true)} as text from ${rows}))`);
  return {
    rows: Number(row.rows),
    present: Number(row.present),
    distinct: Number(row.distinct_values),
    longest: Number(row.longest ?? 0),
    shortest: Number(row.shortest ?? 0),
    zeros: Number(row.zeros),
    digits: Number(row.digits),
    keys: Number(row.keys),
    phones: Number(row.phones),
    identities: Number(row.identities),
    mails: Number(row.mails),
  };
}

/** Damaged and repeated rows do not make a key less of a key. */
const NEARLY_UNIQUE = 0.995;

async function uniqueness(engine: Engine, rows: Sql, name: string) {
  const [row] = await engine.rows(sql`
    select count(*) as n, count(distinct cell) as different
    from (select ${tidied(id(name), [], true)} as cell from ${rows})`);
  return {
    unique: Number(row.n) > 0 && Number(row.n) === Number(row.different),
    keyLike: Number(row.different) >= NEARLY_UNIQUE * Number(row.n),
  };
}

/** Bare digits of a date form that also are plain numbers: a date wins, because every single one is a day that exists. */
function kindOf(counts: Counts, dates: FoundDates | null, numbers: FoundNumbers | null): ValueKind {
  if (counts.present === 0) return "empty";
  if (dates !== null) return "date";
  if (numbers === null) return textKind(counts);
  if (numbers.fractional === 0 && numbers.form.unit === null)
    return counts.zeros > 0 || counts.shortest >= 11 ? "id" : "count";
  if (numbers.form.unit === "percent" || numbers.form.unit === "permille") return "rate";
  if (numbers.least >= 0 && numbers.most <= 1) return "rate";
  return numbers.decimals <= 2 ? "money" : "number";
}

const LONG = 60;

/** A key may come many times, as that of a customer in bookings: its form tells it from text, where its number does not. */
function textKind({ present, distinct, longest, shortest, keys }: Counts): ValueKind {
  if ((distinct <= 50 && distinct <= 0.5 * present) || distinct <= 0.05 * present)
    return longest > LONG ? "text" : "code";
  if (longest > 40) return "text";
  if (keys >= NEARLY * present) return "id";
  return longest - shortest <= 8 && distinct > 0.2 * present ? "id" : "text";
}

/** Mobile numbers, national identity numbers and e-mail addresses are known by their form, whatever the column is called. */
function personalOf({ present, distinct, phones, identities, mails }: Counts): string | null {
  const most = (count: number): boolean => present > 0 && distinct > 1 && count >= 0.9 * present;
  if (most(phones)) return "telephone numbers";
  if (most(identities)) return "national identity numbers";
  return most(mails) ? "e-mail addresses" : null;
}
