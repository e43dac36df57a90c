import { isHidden } from "../../privacy/index.js";
import type { Cell, Column, ColumnKind, Table } from "../document.js";
import type { GatedFacts } from "../gate/gate.js";
import { MISSING, type Numbers, type Value } from "../numbers.js";
import { en, type Text } from "../text/en.js";
import { nameOf } from "../text/names.js";
import { zh } from "../text/zh.js";
import { listOf, mapWords, same, say, type Words } from "../words.js";

const TEXTS = { en, zh };

type Entry = Value | Words | Cell;

/** What a table is made of before its notes on hidden and missing cells are added. */
export interface TableParts {
  readonly id: string;
  readonly title: Words;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Entry[])[];
  readonly source: Words;
  readonly notes?: readonly Words[];
  readonly ruledRows?: readonly number[];
  readonly csvOnly?: boolean;
}

/** A table without its number. Notes on hidden cells and on the reasons of missing ones are added where there are any. */
export function tableOf(parts: TableParts, numbers: Numbers): Table {
  const { id, title, columns, source } = parts;
  const rows = parts.rows.map((row) => row.map(cellOf));
  const notes = [...(parts.notes ?? []), ...notesOf(rows.flat(), numbers)];
  const optional = {
    ...(parts.ruledRows ? { ruledRows: parts.ruledRows } : {}),
    ...(parts.csvOnly ? { csvOnly: true } : {}),
  };
  return { kind: "table", id, number: "", title, columns, rows, notes, source, ...optional };
}

/** A column of words. */
export function textColumn(id: string, label: Words): Column {
  return { id, label, unit: null, kind: "text", digits: 0 };
}

/** A column of codes and names that are the same in every language. */
export function codeColumn(id: string, label: Words): Column {
  return { id, label, unit: null, kind: "code", digits: 0 };
}

/** A column of numbers. */
export function column(id: string, label: Words, kind: ColumnKind, unit: Words | null, digits: number): Column {
  return { id, label, unit, kind, digits };
}

/** A column of shares, in per cent with one decimal. */
export function shareColumn(id: string, label: Words): Column {
  return column(
    id,
    label,
    "share",
    say((text) => text.common.percent),
    1,
  );
}

/** A cell without a value, and the reason. */
export function missing(why: Words): Cell {
  return { value: null, why };
}

/** The value, or a cell that says why there is none. */
export function orMissing(value: Value, why: Words): Cell {
  return value === null || value === undefined ? missing(why) : { value };
}

/** A sentence with words of its own in it, such as the name of a segment, in every language. */
export function sayWith<K extends string>(
  own: Readonly<Record<K, Words>>,
  pick: (text: Text, own: Readonly<Record<K, string>>) => string,
): Words {
  return mapWords(same(""), (_, language) => {
    const inside = Object.fromEntries(Object.entries<Words>(own).map(([key, words]) => [key, words[language]]));
    return pick(TEXTS[language], inside as Record<K, string>);
  });
}

/** Sample, period and origin of a table, in one line. */
export function sourceLine(n: string, period: Words, origin: Words): Words {
  return sayWith({ period, origin }, (text, own) => text.common.source(n, own.period, own.origin));
}

/** The period from a first to a last day; an open start stands as the last day alone. */
export function periodOf(start: string | null, end: string | null): Words {
  if (start === null || end === null) return same(end ?? start ?? MISSING);
  return say((text) => text.common.range(start, end));
}

/** The period that the study declares. */
export function studyPeriod({ study }: GatedFacts): Words {
  return periodOf(study.period.start, study.period.end);
}

/** The words with which a stage says that it has no result. */
export function omittedSentence(stage: keyof Text["common"]["notDeclared"], reason: string, own?: Words): Words {
  if (own) return own;
  const undeclared = ["not_declared", "not_requested", "no_programme"].includes(reason);
  if (undeclared) return say((text) => text.common.notDeclared[stage]);
  return sayWith({ reason: nameOf("reason", reason) }, (text, { reason: why }) => text.common.sentenceOf(why));
}

function cellOf(entry: Entry): Cell {
  const isCell = typeof entry === "object" && entry !== null && "value" in entry;
  return isCell ? entry : { value: entry };
}

function notesOf(cells: readonly Cell[], numbers: Numbers): Words[] {
  const whys = new Map(cells.flatMap(({ value, why }) => (value === null && why ? [[why.en, why] as const] : [])));
  const hidden = cells.some(({ value }) => isHidden(value));
  return [
    ...(whys.size > 0
      ? [sayWith({ why: listOf([...whys.values()]) }, (text, own) => text.common.missing(own.why))]
      : []),
    ...(hidden ? [say((text) => text.common.small(numbers.threshold))] : []),
  ];
}
