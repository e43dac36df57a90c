import { paragraph, type Block, type Table } from "../document.js";
import type { GatedRfm } from "../gate/rfm.js";
import type { Numbers } from "../numbers.js";
import { nameOf } from "../text/names.js";
import type { Words } from "../words.js";
import { column, orMissing, sayWith, tableOf, textColumn } from "./parts.js";
import { label } from "./value-label.js";

type Weights = GatedRfm["weights"];

const CONSISTENCY_LIMIT = 0.1;

/** The weights of the measures, where they come from and how far the judgements behind them agree. */
export function weightBlocks({ weights }: GatedRfm, source: Words, numbers: Numbers): (Block | null)[] {
  return [
    paragraph(...weightSentences(weights, numbers)),
    weightsTable(weights, source, numbers),
    worstTable(weights, source, numbers),
  ];
}

function weightSentences(weights: Weights, numbers: Numbers): (Words | null)[] {
  const source = nameOf("choice", weights.source);
  const shift = weights.entropy_shift ?? 0;
  return [
    sayWith({ source }, (text, own) => text.value.weightsBy(own.source)),
    ...consistencySentences(weights, numbers),
    shift === 0 ? null : label((text) => text.entropyShift(String(shift))),
  ];
}

function consistencySentences(weights: Weights, numbers: Numbers): (Words | null)[] {
  const { consistency_ratio: ratio, consistency_index: index, lambda_max: lambda } = weights;
  if (ratio === null) return [];
  const four = (value: number) => numbers.decimal(value, 4);
  const { random_index: random, random_index_table: table } = weights;
  const known = [lambda, index, random].every((each) => typeof each === "number") && typeof table === "string";
  const experts = weights.expert_consistency_ratios ?? [];
  return [
    label((text) => (ratio < CONSISTENCY_LIMIT ? text.consistent(four(ratio)) : text.inconsistent(four(ratio)))),
    known
      ? label((text) => text.judgementFigures(four(lambda!), four(index!), numbers.decimal(random!, 2), table))
      : null,
    experts.length > 1 ? label((text) => text.expertRatios(experts.map(four).join(", "))) : null,
  ];
}

function weightsTable({ values }: Weights, source: Words, numbers: Numbers): Table {
  const why = label((text) => text.noEntropy);
  const withEntropy = values.some((each) => each.entropy !== null);
  const entropyColumns = [
    decimals(
      "entropy",
      label((text) => text.entropy),
    ),
    decimals(
      "divergence",
      label((text) => text.divergence),
    ),
  ];
  const measure = textColumn(
    "measure",
    label((text) => text.measure),
  );
  const weight = decimals(
    "weight",
    label((text) => text.weight),
  );
  return tableOf(
    {
      id: "rfm-weights",
      title: label((text) => text.weightsTitle),
      columns: [measure, weight, ...(withEntropy ? entropyColumns : [])],
      rows: values.map(({ measure: name, weight: value, entropy }) => [
        nameOf("measure", name),
        value,
        ...(withEntropy ? [orMissing(entropy, why), orMissing(entropy === null ? null : 1 - entropy, why)] : []),
      ]),
      source,
    },
    numbers,
  );
}

/** The judgements that most disagree with the weights; none where nobody judged, or two measures only. */
function worstTable(weights: Weights, source: Words, numbers: Numbers): Table | null {
  const worst = weights.worst ?? [];
  if (worst.length < 2) return null;
  return tableOf(
    {
      id: "rfm-judgements",
      title: label((text) => text.worstTitle),
      columns: [
        textColumn(
          "row",
          label((text) => text.firstMeasure),
        ),
        textColumn(
          "column",
          label((text) => text.secondMeasure),
        ),
        decimals(
          "judgement",
          label((text) => text.judged),
        ),
        decimals(
          "consistent",
          label((text) => text.agreeing),
        ),
        decimals(
          "deviation",
          label((text) => text.deviation),
        ),
      ],
      rows: worst.map((each) => [
        nameOf("measure", each.row),
        nameOf("measure", each.column),
        each.judgement,
        each.consistent,
        each.deviation,
      ]),
      notes: [label((text) => text.deviationNote)],
      source,
    },
    numbers,
  );
}

function decimals(id: string, words: Words) {
  return column(id, words, "decimal", null, 4);
}
