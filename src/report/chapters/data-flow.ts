import { note, paragraph, type Block } from "../document.js";
import { isOmitted } from "../facts.js";
import { mergeSmallSteps } from "../gate/flow.js";
import type { GatedFacts } from "../gate/gate.js";
import type { Numbers } from "../numbers.js";
import { nameOf } from "../text/names.js";
import { listOf, say, type Words } from "../words.js";
import { column, sayWith, sourceLine, studyPeriod, tableOf, textColumn, type TableParts } from "./parts.js";

type Stage = "rfm" | "segment" | "effect";
type Flow = Parameters<typeof mergeSmallSteps>[0];
type Row = TableParts["rows"][number];

const STAGES: readonly Stage[] = ["rfm", "segment", "effect"];

/** Every exclusion of every analysis with its count. */
export function flowBlocks(facts: GatedFacts, numbers: Numbers): Block[] {
  const panels = STAGES.map((stage) => ({ stage, ...panelOf(facts, stage) }));
  const shown = panels.filter((each) => each.rows.length > 0);
  const hidden = panels.filter((each) => !each.complete);
  const notes = hidden.map((each) => note(hiddenFlow(each.stage, numbers)));
  if (shown.length === 0) {
    return [...(hidden.length === 0 ? [paragraph(say((text) => text.data.flowNone))] : []), ...notes];
  }
  const parts = flowParts(facts, shown, numbers);
  return [paragraph(say((text) => text.data.flowOpening)), tableOf(parts, numbers), ...notes];
}

function panelOf(facts: GatedFacts, stage: Stage): { readonly rows: readonly Row[]; readonly complete: boolean } {
  const flow = flowOf(facts, stage);
  if (stage === "rfm")
    return { rows: flow.map((step) => rowOf("rfm", { names: [step.step], ...step })), complete: true };
  const { steps, complete } = mergeSmallSteps(flow, facts.privacy.threshold);
  return { rows: steps.map((step) => rowOf(stage, step)), complete };
}

/** RFM filters count bookings; the other two count customers or units. */
function flowOf({ rfm, segment, effect }: GatedFacts, stage: Stage): Flow {
  if (stage === "rfm") return isOmitted(rfm) ? [] : rfm.filters;
  if (stage === "segment") return isOmitted(segment) ? [] : segment.flow;
  return isOmitted(effect) ? [] : effect.flow;
}

function rowOf(
  stage: Stage,
  step: { readonly names: readonly string[]; readonly removed: number; readonly remaining: number },
): Row {
  const unit = ({ rfm: "bookings", segment: "customers", effect: "units" } as const)[stage];
  return [
    say((text) => text.data.stages[stage]),
    say((text) => text.data.counted[unit]),
    listOf(step.names.map((name) => nameOf("step", name))),
    step.removed,
    step.remaining,
  ];
}

function flowParts(
  facts: GatedFacts,
  panels: readonly { readonly rows: readonly Row[] }[],
  numbers: Numbers,
): TableParts {
  const rows = panels.flatMap((each) => each.rows);
  const first = panels.map((_, at) => panels.slice(0, at).reduce((sum, each) => sum + each.rows.length, 0));
  const label = (id: string, words: Words) => textColumn(id, words);
  const count = (id: string, words: Words) => column(id, words, "count", null, 0);
  return {
    id: "data-flow",
    title: say((text) => text.data.flowTitle),
    columns: [
      label(
        "analysis",
        say((text) => text.data.flowStage),
      ),
      label(
        "counted",
        say((text) => text.data.flowUnit),
      ),
      label(
        "step",
        say((text) => text.data.flowStep),
      ),
      count(
        "removed",
        say((text) => text.data.removed),
      ),
      count(
        "remaining",
        say((text) => text.data.remaining),
      ),
    ],
    rows,
    ruledRows: first.slice(1),
    notes: [say((text) => text.data.flowHidden(numbers.threshold))],
    source: sourceLine(
      panels.map((each) => numbers.count(startOf(each.rows[0]))).join(" / "),
      studyPeriod(facts),
      say((text) => text.data.fromExports),
    ),
  };
}

function startOf(row: Row): number {
  return Number(row[3]) + Number(row[4]);
}

function hiddenFlow(stage: Stage, numbers: Numbers): Words {
  const name = say((text) => text.data.stages[stage]);
  return sayWith({ name }, (text, own) => text.data.flowHiddenAll(numbers.threshold, own.name));
}
