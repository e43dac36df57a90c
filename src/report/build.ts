import { fail } from "../core/errors.js";
import { appendixChapter } from "./chapters/appendix.js";
import { dataChapter } from "./chapters/data.js";
import { effectChapter } from "./chapters/effect.js";
import { limitsChapter } from "./chapters/limits.js";
import { sayWith } from "./chapters/parts.js";
import { segmentsChapter } from "./chapters/segments.js";
import { summaryChapter } from "./chapters/summary.js";
import { valueChapter } from "./chapters/value.js";
import { deepFreeze, type Document } from "./document.js";
import { studyFacts, type StudyFacts } from "./facts.js";
import { gateFacts, type GatedFacts } from "./gate/gate.js";
import { createNumbers } from "./numbers.js";
import { numbered } from "./numbering.js";
import { say, type Words } from "./words.js";

const CHAPTERS = [
  summaryChapter,
  dataChapter,
  valueChapter,
  segmentsChapter,
  effectChapter,
  limitsChapter,
  appendixChapter,
] as const;

/**
 * The report of a study as a frozen tree: the facts are checked, pass the privacy gate, and only then become chapters.
 * Throws REP-001 when a population is below the threshold, REP-002 when the facts break their contract.
 */
export function buildDocument(facts: StudyFacts): Document {
  const gated = gateFacts(checked(facts));
  const numbers = createNumbers(gated.privacy.threshold, gated.study.money_unit.divisor);
  return deepFreeze({
    kind: "document",
    title: gated.study.title,
    facts: headFacts(gated),
    sections: numbered(CHAPTERS.map((chapter) => chapter(gated, numbers))),
  });
}

function checked(facts: StudyFacts): StudyFacts {
  const result = studyFacts.safeParse(facts);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => issue.path.join("."));
  return fail("REP-002", {
    message: `the results break their contract at ${[...new Set(fields)].join(", ")}`,
    expected: "results as the stages declare them",
    hint: "report this as a fault of the tool",
  });
}

function headFacts({ study }: GatedFacts): Words[] {
  const { bank, period, money_unit } = study;
  return [
    ...(bank ? [sayWith({ bank }, (text, own) => text.common.bank(own.bank))] : []),
    say((text) => text.common.asOf(study.as_of)),
    say((text) => text.common.period(period.start, period.end)),
    sayWith({ unit: money_unit.label }, (text, own) => text.common.moneyUnit(own.unit)),
  ];
}
