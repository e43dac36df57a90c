import type { ConceptName } from "../dictionary/concepts.js";
import type { ColumnFacts } from "../sniff/column.js";
import type { FoundDates } from "../sniff/dates.js";

/** What the dates of all files say of the century of two-digit years. */
export interface Century {
  /** Two-digit years of dates that are no births. */
  readonly years: readonly number[];
  /** Last four-digit year of dates that are not in the future by their meaning, or null. */
  readonly lastYear: number | null;
}

/** From here on a year of two digits cannot be one of this century for anything that has happened. */
const PAST = 40;

/** The century of an export, from all its columns. */
export function centuryOf(columns: readonly ColumnFacts[]): Century {
  const years = columns.flatMap((each) => (isBirth(each) ? [] : (each.dates?.years ?? [])));
  const last = columns.flatMap((each) =>
    each.dates !== null && each.dates.years.length === 0 && each.dates.last !== null && !isFuture(each)
      ? [Number(each.dates.last.slice(0, 4))]
      : [],
  );
  return { years, lastYear: last.length === 0 ? null : Math.max(...last) };
}

const meaningOf = (column: ColumnFacts): ConceptName | undefined => column.meanings[0]?.concept;
const isBirth = (column: ColumnFacts): boolean => meaningOf(column) === "birth_date";
const isFuture = (column: ColumnFacts): boolean =>
  ["maturity_date", "next_reprice_date", "teaser_end_date"].includes(meaningOf(column) ?? "");

export interface Pivot {
  readonly pivot: number;
  readonly unsure: string | null;
}

/** Years from the pivot on are 19yy, those below 20yy; null for forms with four digits. */
export function pivotOf(dates: FoundDates, concept: ConceptName | null, century: Century): Pivot | null {
  if (dates.years.length === 0) return null;
  return concept === "birth_date"
    ? birthPivot(dates.years, century)
    : businessPivot(century.years.length > 0 ? century.years : dates.years);
}

function businessPivot(years: readonly number[]): Pivot {
  const early = years.filter((each) => each >= PAST);
  const late = years.filter((each) => each < PAST);
  if (late.length === 0) return { pivot: 0, unsure: null };
  if (early.length === 0) return { pivot: 100, unsure: "two-digit years, all taken as 20yy" };
  return { pivot: Math.min(...early), unsure: "two-digit years of both centuries" };
}

/** Nobody is born after the last day of the export. */
function birthPivot(years: readonly number[], century: Century): Pivot {
  const business = century.years.length > 0 ? businessPivot(century.years) : null;
  if (business?.pivot === 0) return { pivot: 0, unsure: null };
  const recent = century.years.filter((each) => each < PAST);
  const last = century.lastYear !== null ? century.lastYear % 100 : recent.length > 0 ? Math.max(...recent) : 30;
  const doubtful = years.some((each) => each <= last);
  return {
    pivot: last + 1,
    unsure: doubtful
      ? "years up to that of the export are taken as 20yy; persons of a great age would be read as children"
      : null,
  };
}
