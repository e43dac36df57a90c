import type { Table } from "../document.js";
import type { GatedFacts } from "../gate/gate.js";
import type { Numbers } from "../numbers.js";
import { rejectReason, ruleAbout } from "../text/ingest-names.js";
import { nameOf } from "../text/names.js";
import { same, say, type Words } from "../words.js";
import {
  codeColumn,
  column,
  orMissing,
  sourceLine,
  studyPeriod,
  tableOf,
  textColumn,
  type TableParts,
} from "./parts.js";

type Label = (text: Parameters<Parameters<typeof say>[0]>[0]["data"]) => string;

const label = (pick: Label): Words => say((text) => pick(text.data));
const rows = say((text) => text.common.rows);
const counted = (id: string, pick: Label): TableParts["columns"][number] => column(id, label(pick), "count", rows, 0);

/** The line under a table about the exports: how many rows it is about. */
export function exportsLine(facts: GatedFacts, count: number, numbers: Numbers): Words {
  return sourceLine(
    numbers.count(count),
    studyPeriod(facts),
    label((text) => text.fromExports),
  );
}

/** Rows that the export files hold in all. */
export function rowsRead({ ingest }: GatedFacts): number {
  return ingest.files.reduce((sum, file) => sum + file.rows_read, 0);
}

/** Why rows were rejected; null when none was. */
export function rejectsTable(facts: GatedFacts, numbers: Numbers): Table | null {
  const { rejects } = facts.ingest;
  if (rejects.length === 0) return null;
  const noLine = label((text) => text.firstLineMissing);
  return tableOf(
    {
      id: "data-rejects",
      title: label((text) => text.rejectsTitle),
      columns: [
        codeColumn(
          "file",
          label((text) => text.file),
        ),
        codeColumn(
          "code",
          label((text) => text.code),
        ),
        textColumn(
          "reason",
          label((text) => text.reason),
        ),
        counted("rows", (text) => text.rowsOf),
        column(
          "first_line",
          label((text) => text.firstLine),
          "count",
          label((text) => text.lineNumber),
          0,
        ),
      ],
      rows: rejects.map((each) => [
        same(each.file),
        same(each.code),
        rejectReason(each.code, each.reason),
        each.rows,
        orMissing(each.first_line, noLine),
      ]),
      source: exportsLine(facts, rowsRead(facts), numbers),
    },
    numbers,
  );
}

/** First and last month of each dated table and the months missing between; null when no table has dates. */
export function coverageTable(facts: GatedFacts, numbers: Numbers): Table | null {
  const { coverage } = facts.ingest;
  if (coverage.length === 0) return null;
  const tables = [...new Set(coverage.map((each) => each.table))];
  const months = say((text) => text.common.months);
  return tableOf(
    {
      id: "data-coverage",
      title: label((text) => text.coverageTitle),
      columns: [
        codeColumn(
          "table",
          label((text) => text.table),
        ),
        codeColumn(
          "first",
          label((text) => text.firstMonth),
        ),
        codeColumn(
          "last",
          label((text) => text.lastMonth),
        ),
        column(
          "months",
          label((text) => text.monthsWith),
          "count",
          months,
          0,
        ),
        counted("fewest", (text) => text.rowsPerMonth),
        textColumn(
          "gaps",
          label((text) => text.gaps),
        ),
      ],
      rows: tables.map((table) => coverageRow(facts, table)),
      source: exportsLine(
        facts,
        coverage.reduce((sum, each) => sum + each.rows, 0),
        numbers,
      ),
    },
    numbers,
  );
}

function coverageRow({ ingest }: GatedFacts, table: string): TableParts["rows"][number] {
  const own = ingest.coverage.filter((each) => each.table === table);
  const months = own.map((each) => each.month.slice(0, 7)).sort();
  const gaps = ingest.missing_months.filter((each) => each.table === table).map((each) => each.month.slice(0, 7));
  return [
    same(table),
    same(months[0]),
    same(months.at(-1)!),
    own.length,
    Math.min(...own.map((each) => each.rows)),
    gaps.length === 0 ? label((text) => text.noGaps) : same(gaps.join(", ")),
  ];
}

/** Quality rules with the rows that break them; null when none was checked. */
export function rulesTable(facts: GatedFacts, numbers: Numbers): Table | null {
  const { rules } = facts.ingest;
  if (rules.length === 0) return null;
  return tableOf(
    {
      id: "data-rules",
      title: label((text) => text.rulesTitle),
      columns: [
        textColumn(
          "rule",
          label((text) => text.rule),
        ),
        codeColumn(
          "table",
          label((text) => text.table),
        ),
        textColumn(
          "severity",
          label((text) => text.severity),
        ),
        counted("breaking", (text) => text.breaking),
        counted("checked", (text) => text.checked),
      ],
      rows: rules.map((each) => [
        ruleAbout(each.rule, each.about),
        same(each.table),
        nameOf("choice", each.severity),
        each.rows,
        each.checked,
      ]),
      source: exportsLine(
        facts,
        facts.ingest.tables.reduce((sum, each) => sum + each.rows, 0),
        numbers,
      ),
    },
    numbers,
  );
}
