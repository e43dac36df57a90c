import { paragraph, type Block, type Table } from "../document.js";
import { isOmitted } from "../facts.js";
import type { GatedFacts } from "../gate/gate.js";
import type { Numbers } from "../numbers.js";
import { nameOf } from "../text/names.js";
import { unitWords } from "../text/reasons.js";
import { same, say, type Words } from "../words.js";
import { exportsLine } from "./data-tables.js";
import {
  codeColumn,
  column,
  missing,
  sayWith,
  sourceLine,
  studyPeriod,
  tableOf,
  textColumn,
  type TableParts,
} from "./parts.js";

type Row = TableParts["rows"][number];

/** What every variable means, and the columns of the tables it is made of. */
export function variableBlocks(facts: GatedFacts, numbers: Numbers): Block[] {
  const rows = [...rfmRows(facts), ...profitRows(facts), ...featureRows(facts), ...outcomeRows(facts)];
  const first = rows.length === 0 ? paragraph(say((text) => text.data.variablesNone)) : variables(facts, rows, numbers);
  return facts.ingest.profile.length === 0 ? [first] : [first, codebook(facts, numbers)];
}

function variables(facts: GatedFacts, rows: readonly Row[], numbers: Numbers): Table {
  return tableOf(
    {
      id: "data-variables",
      title: say((text) => text.data.variablesTitle),
      columns: [
        textColumn(
          "variable",
          say((text) => text.data.variable),
        ),
        textColumn(
          "unit",
          say((text) => text.data.unit),
        ),
        textColumn(
          "definition",
          say((text) => text.data.definition),
        ),
      ],
      rows,
      source: sourceLine(
        numbers.count(rows.length),
        studyPeriod(facts),
        say((text) => text.data.fromExports),
      ),
    },
    numbers,
  );
}

function rfmRows({ rfm, study }: GatedFacts): Row[] {
  if (isOmitted(rfm)) return [];
  const byDay = rfm.occasions === "day";
  const source = nameOf("measure", rfm.monetary_source);
  const occasions = say((text) => (byDay ? text.data.definitions.frequencyDay : text.data.definitions.frequencyRow));
  return [
    [
      nameOf("measure", "recency_days"),
      say((text) => text.common.days),
      say((text) => text.data.definitions.recency(rfm.as_of)),
    ],
    [nameOf("measure", "frequency"), say((text) => (byDay ? text.common.days : text.common.times)), occasions],
    [
      nameOf("measure", "monetary"),
      unitWords(rfm.currency ?? study.currency),
      sayWith({ source }, (text, own) => text.data.definitions.monetary(own.source)),
    ],
  ];
}

function profitRows({ profit }: GatedFacts): Row[] {
  if (isOmitted(profit)) return [];
  return [[nameOf("measure", "profit"), unitWords(profit.currency), say((text) => text.data.definitions.profit)]];
}

function featureRows({ segment }: GatedFacts): Row[] {
  if (isOmitted(segment)) return [];
  return segment.features.map((each) => [
    nameOf("measure", each.feature),
    unitOf(each.unit),
    sayWith({ transform: nameOf("choice", each.transform), scale: nameOf("choice", each.scale) }, (text, own) =>
      text.data.definitions.feature(own.transform, own.scale),
    ),
  ]);
}

function outcomeRows({ effect }: GatedFacts): Row[] {
  if (isOmitted(effect)) return [];
  return effect.outcomes.map((each) => [
    nameOf("measure", each.outcome),
    unitOf(each.unit),
    say((text) => text.data.definitions.outcome),
  ]);
}

function unitOf(unit: string | null): Words {
  return unit === null ? say((text) => text.data.noUnit) : unitWords(unit);
}

function codebook(facts: GatedFacts, numbers: Numbers): Table {
  const { profile, tables } = facts.ingest;
  const why = say((text) => text.data.noBounds);
  const bound = (value: string | null) => (value === null ? missing(why) : same(value));
  const code = (id: string, words: Words) => codeColumn(id, words);
  const count = (id: string, words: Words) => column(id, words, "count", null, 0);
  return tableOf(
    {
      id: "data-codebook",
      title: say((text) => text.data.codebookTitle),
      columns: [
        code(
          "table",
          say((text) => text.data.table),
        ),
        code(
          "column",
          say((text) => text.data.column),
        ),
        code(
          "type",
          say((text) => text.data.type),
        ),
        count(
          "rows",
          say((text) => text.data.rows),
        ),
        count(
          "missing",
          say((text) => text.data.missing),
        ),
        count(
          "distinct",
          say((text) => text.data.distinct),
        ),
        code(
          "low",
          say((text) => text.data.low),
        ),
        code(
          "high",
          say((text) => text.data.high),
        ),
      ],
      rows: profile.map((each) => [
        same(each.table),
        same(each.column),
        same(each.type),
        each.rows,
        each.missing,
        each.distinct,
        bound(each.low),
        bound(each.high),
      ]),
      source: exportsLine(
        facts,
        tables.reduce((sum, each) => sum + each.rows, 0),
        numbers,
      ),
    },
    numbers,
  );
}
