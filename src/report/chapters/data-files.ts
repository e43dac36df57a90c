import type { Table } from "../document.js";
import type { GatedFacts } from "../gate/gate.js";
import type { Numbers } from "../numbers.js";
import { listOf, same, say, type Words } from "../words.js";
import { exportsLine, rowsRead } from "./data-tables.js";
import { codeColumn, column, tableOf, textColumn, type TableParts } from "./parts.js";

type Label = (text: Parameters<Parameters<typeof say>[0]>[0]["data"]) => string;
type File = GatedFacts["ingest"]["files"][number];
type Row = TableParts["rows"][number];

const ROW_FIELDS = ["rows_read", "rows_kept", "rows_rejected", "rows_skipped"] as const;

const label = (pick: Label): Words => say((text) => pick(text.data));
const code = (id: string, pick: Label) => codeColumn(id, label(pick));
const text = (id: string, pick: Label) => textColumn(id, label(pick));
const count = (id: string, pick: Label, unit: Words | null) => column(id, label(pick), "count", unit, 0);

/** One row a source: its table, number of files, encodings, rows read, kept, rejected and skipped; the last row has the sums. */
export function sourcesTable(facts: GatedFacts, numbers: Numbers): Table {
  const { files } = facts.ingest;
  const rows = groupsOf(files, ({ source, table }) => [source, table]).map(sourceRow);
  return tableOf(
    {
      id: "data-sources",
      title: label((words) => words.sourcesTitle),
      columns: [
        text("source", (words) => words.sourceColumn),
        code("table", (words) => words.table),
        count("files", (words) => words.files, null),
        code("encoding", (words) => words.encoding),
        ...rowColumns(),
      ],
      rows: [...rows, [label((words) => words.total), same(""), files.length, same(""), ...sumsOf(files)]],
      ruledRows: [rows.length],
      notes: [label((words) => words.filesNote)],
      source: exportsLine(facts, rowsRead(facts), numbers),
    },
    numbers,
  );
}

/** The same rows for every single file, and their sums; written as CSV only. */
export function filesTable(facts: GatedFacts, numbers: Numbers): Table {
  const { files } = facts.ingest;
  const rows = files.map((file) => [same(file.file), same(file.table), same(file.encoding), ...sumsOf([file])]);
  return tableOf(
    {
      id: "data-files",
      title: label((words) => words.filesTitle),
      columns: [
        text("file", (words) => words.file),
        code("table", (words) => words.table),
        code("encoding", (words) => words.encoding),
        ...rowColumns(),
      ],
      rows: [...rows, [label((words) => words.total), same(""), same(""), ...sumsOf(files)]],
      ruledRows: [files.length],
      notes: [label((words) => words.filesNote)],
      source: exportsLine(facts, rowsRead(facts), numbers),
      csvOnly: true,
    },
    numbers,
  );
}

/** Items that share a key, in the order in which each key is met first. */
export function groupsOf<T>(items: readonly T[], key: (item: T) => readonly (string | null)[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = JSON.stringify(key(item));
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups.values()];
}

function sourceRow(files: readonly File[]): Row {
  const [{ source, table }] = files;
  const encodings = [...new Set(files.map(({ encoding }) => encoding))];
  return [same(source), same(table), files.length, listOf(encodings.map(same)), ...sumsOf(files)];
}

function sumsOf(files: readonly File[]): number[] {
  return ROW_FIELDS.map((field) => files.reduce((sum, file) => sum + file[field], 0));
}

function rowColumns() {
  const rows = say((words) => words.common.rows);
  return [
    count("read", (words) => words.read, rows),
    count("kept", (words) => words.kept, rows),
    count("rejected", (words) => words.rejectedColumn, rows),
    count("skipped", (words) => words.skipped, rows),
  ];
}
