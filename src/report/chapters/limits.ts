import { isHidden } from "../../privacy/index.js";
import { paragraph, section, type Section } from "../document.js";
import { isOmitted } from "../facts.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedSegment } from "../gate/segment.js";
import { headlineEstimate, primaryOutcome } from "../headline.js";
import type { Numbers } from "../numbers.js";
import { limitsEn } from "../text/limits.js";
import { nameOf } from "../text/names.js";
import { listOf, same, say, type Words } from "../words.js";
import { sayWith } from "./parts.js";
import { closePairs } from "./segments-choice.js";
import { threatSentence } from "./threats.js";

const STAGES = ["rfm", "profit", "segment", "effect"] as const;
/** Adjusted Rand index below which two groupings agree little. */
const LITTLE_AGREEMENT = 0.5;

/** The chapter on limits: one sentence for each thing that the run found, and nothing else. */
export function limitsChapter(facts: GatedFacts, numbers: Numbers): Section {
  const items = [
    ...effectLimits(facts, numbers),
    ...(isOmitted(facts.segment) ? [] : segmentLimits(facts.segment, numbers)),
    ...dataLimits(facts, numbers),
    ...hiddenLimits(facts, numbers),
    ...omittedStages(facts),
    ...warningLimits(facts),
  ];
  const title = say((text) => text.limits.title);
  if (items.length === 0) return section("limits", title, [paragraph(say((text) => text.limits.nothing))]);
  return section("limits", title, [paragraph(say((text) => text.limits.lead)), { kind: "list", items }]);
}

function effectLimits({ effect }: GatedFacts, numbers: Numbers): Words[] {
  if (isOmitted(effect)) return [];
  const primary = primaryOutcome(effect.outcomes);
  const threats = effect.threats.map((threat) => threatSentence(threat, effect.design.alpha, numbers));
  if (primary === null) return threats;
  const { ci_low: low, ci_high: high } = headlineEstimate(effect, primary);
  const decided = low !== null && high !== null && (low > 0 || high < 0);
  const name = nameOf("measure", primary.outcome);
  return decided ? threats : [...threats, sayWith({ name }, (text, own) => text.limits.openInterval(own.name))];
}

function segmentLimits(segment: GatedSegment, numbers: Numbers): Words[] {
  const { verdict, agreement, restarts, restarts_agreeing: agreeing, undefined_items: items } = segment;
  const unstable = segment.segments.filter(({ stability }) => stability === "doubtful" || stability === "not_trusted");
  const pairs = closePairs(segment).map(({ a, b }) =>
    sayWith({ a: nameOf("measure", a), b: nameOf("measure", b) }, (_, own) => `${own.a} – ${own.b}`),
  );
  const found = [
    verdict?.kind === "no_structure" ? say((text) => text.limits.noStructure) : null,
    verdict?.kind === "open" ? say((text) => text.limits.openVerdict) : null,
    unstable.length === 0
      ? null
      : sayWith({ names: listOf(unstable.map(({ label }) => same(label))) }, (text, own) =>
          text.limits.unstable(own.names),
        ),
    agreeing === 1 && restarts > 1 && segment.k > 1
      ? say((text) => text.limits.unsecured(numbers.count(restarts)))
      : null,
    pairs.length === 0 ? null : sayWith({ pairs: listOf(pairs) }, (text, own) => text.limits.correlated(own.pairs)),
    agreement !== null && agreement.customers >= numbers.threshold && agreement.adjusted_rand_index < LITTLE_AGREEMENT
      ? say((text) => text.limits.agreement(agreement.with, numbers.decimal(agreement.adjusted_rand_index, 3)))
      : null,
    items.length === 0
      ? null
      : sayWith({ items: listOf(items.map(({ item }) => same(item))) }, (text, own) =>
          text.limits.undefinedItems(numbers.count(items.length), own.items),
        ),
  ];
  return found.filter((each) => each !== null);
}

function dataLimits({ ingest }: GatedFacts, numbers: Numbers): Words[] {
  const rejected = ingest.rejects.reduce((sum, { rows }) => sum + rows, 0);
  const files = new Set(ingest.rejects.map(({ file }) => file)).size;
  const broken = ingest.rules.filter(isBroken);
  const tables = listOf([...new Set(ingest.missing_months.map(({ table }) => table))].map(same));
  const names = listOf(broken.map(({ rule }) => same(rule)));
  const found = [
    rejected === 0 ? null : say((text) => text.limits.rejects(numbers.count(rejected), numbers.count(files))),
    ingest.missing_months.length === 0
      ? null
      : sayWith({ tables }, (text, own) =>
          text.limits.missingMonths(numbers.count(ingest.missing_months.length), own.tables),
        ),
    broken.length === 0
      ? null
      : sayWith({ names }, (text, own) => text.limits.rules(numbers.count(broken.length), own.names)),
  ];
  return found.filter((each) => each !== null);
}

function hiddenLimits(facts: GatedFacts, numbers: Numbers): Words[] {
  const cells = STAGES.reduce((sum, stage) => sum + countHidden(facts[stage]), 0);
  if (cells === 0) return [];
  return [say((text) => text.limits.hidden(numbers.count(cells), String(numbers.threshold)))];
}

function countHidden(tree: unknown): number {
  if (isHidden(tree)) return 1;
  if (typeof tree !== "object" || tree === null) return 0;
  return Object.values(tree).reduce((sum: number, child) => sum + countHidden(child), 0);
}

function omittedStages(facts: GatedFacts): Words[] {
  return STAGES.flatMap((stage) => {
    const result = facts[stage];
    if (!isOmitted(result)) return [];
    if (result.text) return [result.text];
    const why = nameOf("reason", result.omitted);
    return [sayWith({ why }, (text, own) => text.limits.omitted(text.limits.stages[stage], own.why))];
  });
}

/** One sentence a code, unless a point above says it: the messages themselves hold counts that no gate has seen. */
function warningLimits({ warnings, ingest }: GatedFacts): Words[] {
  const said = saidCodes(ingest);
  const codes = [...new Set(warnings.map(({ code }) => code))].filter((code) => !said.has(code));
  return codes.map((code) => {
    if (!Object.hasOwn(limitsEn.warnings, code)) return say((text) => text.limits.warningUnknown(code));
    return say((text) => text.limits.warning(code, text.limits.warnings[code as keyof typeof limitsEn.warnings]));
  });
}

/** Codes of warnings about rejected rows, broken rules and missing months, where a point of its own tells of them. */
function saidCodes({ rejects, rules, missing_months }: GatedFacts["ingest"]): Set<string> {
  return new Set([
    ...rejects.filter(({ rows }) => rows > 0).map(({ code }) => code),
    ...rules.filter(isBroken).map(({ rule }) => (rule === "control_total" ? "DATA-011" : "DATA-RULE")),
    ...(missing_months.length > 0 ? ["DATA-GAP", "DATA-130"] : []),
  ]);
}

function isBroken({ severity, rows }: GatedFacts["ingest"]["rules"][number]): boolean {
  return severity !== "info" && rows > 0;
}
