import { join, literal, sql, type Sql } from "../../engine/sql.js";

/** Marks in the cell of an amount that say whether money comes in or goes out. */
export interface SignMarks {
  readonly in: readonly string[];
  readonly out: readonly string[];
}

const escaped = (mark: string): string => mark.replace(/[.^$*+?()[\]{}|\\/]/g, "\\$&");

/** A letter beside a mark of letters is part of a word, such as a currency; then it is no mark. */
function edge(marks: readonly string[], build: (mark: string, free: boolean) => string): string {
  return marks.map((each) => build(escaped(each), /^[A-Za-z]+$/.test(each))).join("|");
}

const behind = (marks: readonly string[]): string =>
  edge(marks, (mark, letters) => (letters ? `(?:.*[^A-Za-z])${mark}` : `.+${mark}`));
const before = (marks: readonly string[]): string =>
  edge(marks, (mark, letters) => (letters ? `${mark}(?:[^A-Za-z].*)` : `${mark}.+`));

const matches = (text: Sql, pattern: string): Sql => sql`regexp_full_match(${text}, ${literal(pattern)})`;

/** 'in' or 'out' by the mark behind an amount or, without one, before it; null where there is neither. */
export function markOf(text: Sql, marks: SignMarks): Sql {
  const tidy = sql`trim(${text})`;
  const whens = [behind, before].flatMap((place) => [
    sql`when ${matches(tidy, place(marks.in))} then 'in'`,
    sql`when ${matches(tidy, place(marks.out))} then 'out'`,
  ]);
  return sql`case ${join(whens, " ")} end`;
}

/** The amount without the mark that `markOf` tells. */
export function unmarked(text: Sql, marks: SignMarks): Sql {
  const tidy = sql`trim(${text})`;
  const cut = [...marks.in, ...marks.out]
    .sort((a, b) => b.length - a.length)
    .flatMap((mark) => {
      const length = literal([...mark].length);
      return { behind: matches(tidy, behind([mark])), before: matches(tidy, before([mark])), length };
    });
  const ends = cut.map((each) => sql`when ${each.behind} then substr(${tidy}, 1, length(${tidy}) - ${each.length})`);
  const starts = cut.map((each) => sql`when ${each.before} then substr(${tidy}, 1 + ${each.length})`);
  return sql`trim(case ${join([...ends, ...starts], " ")} else ${tidy} end)`;
}
