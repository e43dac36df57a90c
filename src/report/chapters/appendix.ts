import { paragraph, section, type Section, type Table } from "../document.js";
import type { GatedFacts } from "../gate/gate.js";
import type { Numbers } from "../numbers.js";
import { same, say } from "../words.js";
import { methodNotes } from "./methods.js";
import { codeColumn, column, sourceLine, studyPeriod, tableOf } from "./parts.js";

/** The appendix: methods with their sources, and all that is needed to run the study again. */
export function appendixChapter(facts: GatedFacts, numbers: Numbers): Section {
  const methods = methodNotes(facts);
  const { seed, version } = facts.study;
  const { sql_file: file, reproduce } = facts.provenance;
  return section(
    "appendix",
    say((text) => text.appendix.title),
    [
      methods.length === 0
        ? null
        : section(
            "appendix-methods",
            say((text) => text.appendix.methods),
            methods,
          ),
      section(
        "appendix-run",
        say((text) => text.appendix.run),
        [
          paragraph(
            say((text) => text.appendix.seed(String(seed), version)),
            say((text) => (file === null ? text.appendix.noSql : text.appendix.sql(file))),
          ),
          settingsTable(facts, numbers),
          versionsTable(facts, numbers),
          inputsTable(facts, numbers),
        ],
      ),
      section(
        "appendix-reproduce",
        say((text) => text.appendix.reproduce),
        [paragraph(say((text) => text.appendix.reproduceLine)), { kind: "verbatim", text: reproduce }],
      ),
    ],
  );
}

function sourceOf(facts: GatedFacts, rows: number, numbers: Numbers) {
  return sourceLine(
    numbers.count(rows),
    studyPeriod(facts),
    say((text) => text.appendix.source),
  );
}

function settingsTable(facts: GatedFacts, numbers: Numbers): Table {
  const { settings } = facts.provenance;
  const parts = {
    id: "appendix-settings",
    title: say((text) => text.appendix.settingsTitle),
    columns: [
      codeColumn(
        "key",
        say((text) => text.appendix.key),
      ),
      codeColumn(
        "value",
        say((text) => text.appendix.value),
      ),
      codeColumn(
        "origin",
        say((text) => text.appendix.origin),
      ),
    ],
    rows: settings.map(({ key, value, origin }) => [same(key), same(value), same(origin)]),
    source: sourceOf(facts, settings.length, numbers),
  };
  return tableOf(parts, numbers);
}

function versionsTable(facts: GatedFacts, numbers: Numbers): Table {
  const { versions } = facts.provenance;
  const parts = {
    id: "appendix-versions",
    title: say((text) => text.appendix.versionsTitle),
    columns: [
      codeColumn(
        "name",
        say((text) => text.appendix.name),
      ),
      codeColumn(
        "version",
        say((text) => text.appendix.version),
      ),
    ],
    rows: versions.map(({ name, version }) => [same(name), same(version)]),
    source: sourceOf(facts, versions.length, numbers),
  };
  return tableOf(parts, numbers);
}

function inputsTable(facts: GatedFacts, numbers: Numbers): Table {
  const { inputs } = facts.provenance;
  const bytes = say((text) => text.appendix.bytesUnit);
  const parts = {
    id: "appendix-inputs",
    title: say((text) => text.appendix.inputsTitle),
    columns: [
      codeColumn(
        "file",
        say((text) => text.appendix.file),
      ),
      column(
        "bytes",
        say((text) => text.appendix.bytes),
        "count",
        bytes,
        0,
      ),
      codeColumn(
        "sha256",
        say((text) => text.appendix.hash),
      ),
    ],
    rows: inputs.map((each) => [same(each.file), each.bytes, same(each.sha256)]),
    source: sourceOf(facts, inputs.length, numbers),
  };
  return tableOf(parts, numbers);
}
