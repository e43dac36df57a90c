import { paragraph, section, type Section } from "../document.js";
import { monthCoverageFigure } from "../figures/index.js";
import type { GatedFacts } from "../gate/gate.js";
import type { Numbers } from "../numbers.js";
import { listOf, same, say, type Words } from "../words.js";
import { filesTable, sourcesTable } from "./data-files.js";
import { flowBlocks } from "./data-flow.js";
import { moneyFilesTable, moneyTable, unequalMoney } from "./data-money.js";
import { coverageTable, rejectsTable, rulesTable } from "./data-tables.js";
import { sayWith } from "./parts.js";
import { variableBlocks } from "./data-variables.js";

/** Where the rows come from, what became of them, and what every variable means. */
export function dataChapter(facts: GatedFacts, numbers: Numbers): Section {
  return section(
    "data",
    say((text) => text.data.title),
    [
      paragraph(...openingOf(facts, numbers)),
      filesSection(facts, numbers),
      moneySection(facts, numbers),
      coverageSection(facts, numbers),
      continuitySection(facts, numbers),
      rulesSection(facts, numbers),
      part("data-flow", (text) => text.flowSection, flowBlocks(facts, numbers)),
      part("data-variables", (text) => text.variablesSection, variableBlocks(facts, numbers)),
    ],
  );
}

function part(
  id: string,
  title: (text: Parameters<Parameters<typeof say>[0]>[0]["data"]) => string,
  blocks: Parameters<typeof section>[2],
): Section {
  return section(
    id,
    say((text) => title(text.data)),
    blocks,
  );
}

function openingOf({ ingest }: GatedFacts, numbers: Numbers): Words[] {
  const sum = (field: "rows_read" | "rows_kept" | "rows_rejected" | "rows_skipped"): number =>
    ingest.files.reduce((total, file) => total + file[field], 0);
  const [files, read, kept] = [ingest.files.length, sum("rows_read"), sum("rows_kept")].map((each) =>
    numbers.count(each),
  );
  const [rejected, skipped] = [numbers.count(sum("rows_rejected")), numbers.count(sum("rows_skipped"))];
  return [
    say((text) => text.data.opening(files, read, kept)),
    say((text) => (sum("rows_rejected") > 0 ? text.data.rejected(rejected, skipped) : text.data.noneRejected(skipped))),
  ];
}

function filesSection(facts: GatedFacts, numbers: Numbers): Section {
  return part("data-files", (text) => text.filesSection, [
    sourcesTable(facts, numbers),
    filesTable(facts, numbers),
    rejectsTable(facts, numbers),
  ]);
}

function moneySection(facts: GatedFacts, numbers: Numbers): Section {
  const columns = facts.ingest.money.length;
  const unequal = unequalMoney(facts.ingest.money).length;
  const [all, differing] = [numbers.count(columns), numbers.count(unequal)];
  const sentence = say((text) => {
    if (columns === 0) return text.data.moneyNone;
    return unequal === 0 ? text.data.moneyEqual(all) : text.data.moneyDiffers(differing, all);
  });
  return part("data-money", (text) => text.moneySection, [
    paragraph(sentence),
    moneyTable(facts, numbers),
    moneyFilesTable(facts, numbers),
  ]);
}

function coverageSection(facts: GatedFacts, numbers: Numbers): Section {
  const { coverage, missing_months } = facts.ingest;
  const tables = listOf([...new Set(missing_months.map((each) => each.table))].sort().map(same));
  const sentence =
    coverage.length === 0
      ? say((text) => text.data.coverageNone)
      : missing_months.length === 0
        ? say((text) => text.data.coverageFull)
        : sayWith({ tables }, (text, own) => text.data.coverageGaps(own.tables));
  return part("data-coverage", (text) => text.coverageSection, [
    paragraph(sentence),
    coverageTable(facts, numbers),
    monthCoverageFigure(facts, numbers),
  ]);
}

/** Whether end balances follow from those of the month before and the bookings; null where that cannot be judged. */
function continuitySection({ ingest: { continuity } }: GatedFacts, numbers: Numbers): Section | null {
  const months = (continuity?.months ?? []).filter(({ checked }) => checked > 0);
  if (continuity === null || months.length === 0) return null;
  const sum = (field: "checked" | "broken") => months.reduce((total, each) => total + each[field], 0);
  const [checked, broken] = [sum("checked"), sum("broken")];
  const worst = months.reduce((a, b) => (b.broken / b.checked > a.broken / a.checked ? b : a));
  const [all, tied] = [numbers.count(checked), numbers.percent((checked - broken) / checked)];
  const tolerance = numbers.decimal(continuity.tolerance, 2);
  return part("data-continuity", (text) => text.continuitySection, [
    paragraph(
      say((text) => text.data.continuity(tied, all, tolerance)),
      broken === 0
        ? null
        : say((text) =>
            text.data.continuityWorst(worst.month, numbers.count(worst.broken), numbers.count(worst.checked)),
          ),
      broken * 2 <= checked ? null : say((text) => text.data.continuityPart),
    ),
  ]);
}

function rulesSection(facts: GatedFacts, numbers: Numbers): Section {
  const { rules } = facts.ingest;
  const broken = rules.filter((each) => each.rows > 0).length;
  const [all, some] = [numbers.count(rules.length), numbers.count(broken)];
  const sentence = say((text) => {
    if (rules.length === 0) return text.data.rulesNone;
    return broken === 0 ? text.data.rulesKept(all) : text.data.rulesBroken(some, all);
  });
  return part("data-rules", (text) => text.rulesSection, [paragraph(sentence), rulesTable(facts, numbers)]);
}
