import { paragraph, section, type Block, type Section, type Table } from "../document.js";
import { chooseKFigure } from "../figures/index.js";
import { guardCount } from "../gate/hide.js";
import type { GatedSegment } from "../gate/segment.js";
import { sensibleDigits } from "../numbers.js";
import { nameOf } from "../text/names.js";
import { unitWords } from "../text/reasons.js";
import { listOf, same, say, type Words } from "../words.js";
import { segmentSource, type SegmentView } from "./segments-view.js";
import { bicBlocks, conventionsTable, methodBlocks } from "./segments-method.js";
import { codeColumn, column, orMissing, sayWith, tableOf, textColumn } from "./parts.js";

type Verdict = NonNullable<GatedSegment["verdict"]>;

const CLOSE = 0.8;

/** The unit of a feature, or a dash. */
export function unitOf(unit: string | null): Words {
  return unit === null ? say((text) => text.segments.noUnit) : unitWords(unit);
}

/** The features, how they were prepared, and which of them say the same. */
export function preparationSection(view: SegmentView): Section {
  const { segment, numbers } = view;
  const [customers, distinct] = [numbers.count(segment.customers), numbers.count(segment.distinct_rows)];
  const order = segment.identified_by === "file_order" ? say((text) => text.segments.fileOrder) : null;
  return section(
    "segments-preparation",
    say((text) => text.segments.preparation),
    [
      paragraph(
        say((text) => text.segments.counts(customers, distinct)),
        order,
      ),
      featuresTable(view),
      paragraph(...correlationSentences(view)),
      ...methodBlocks(view),
      paragraph(say((text) => text.segments.noTests)),
      conventionsTable(view),
    ],
  );
}

function featuresTable(view: SegmentView): Table {
  const { segment, numbers } = view;
  const digits = 2;
  const noSpread = say((text) => text.segments.noSpread);
  const noVif = say((text) => text.segmentMethod.noVif);
  const customers = say((text) => text.common.customers);
  const parts = {
    id: "segments-features",
    title: say((text) => text.segments.featuresTitle),
    columns: [
      textColumn(
        "feature",
        say((text) => text.segments.feature),
      ),
      textColumn(
        "unit",
        say((text) => text.segments.unit),
      ),
      textColumn(
        "transform",
        say((text) => text.segments.transform),
      ),
      textColumn(
        "scale",
        say((text) => text.segments.scale),
      ),
      column(
        "mean",
        say((text) => text.segments.mean),
        "decimal",
        null,
        digits,
      ),
      column(
        "sd",
        say((text) => text.segments.sd),
        "decimal",
        null,
        digits,
      ),
      column(
        "median",
        say((text) => text.segments.median),
        "decimal",
        null,
        digits,
      ),
      column(
        "skewness",
        say((text) => text.segments.skewBefore),
        "decimal",
        null,
        2,
      ),
      column(
        "skewness_prepared",
        say((text) => text.segments.skewAfter),
        "decimal",
        null,
        2,
      ),
      column(
        "vif",
        say((text) => text.segmentMethod.vif),
        "decimal",
        null,
        2,
      ),
      textColumn(
        "missing_rule",
        say((text) => text.segments.missingRule),
      ),
      column(
        "missing",
        say((text) => text.segments.missing),
        "count",
        customers,
        0,
      ),
      column(
        "capped",
        say((text) => text.segments.capped),
        "count",
        customers,
        0,
      ),
    ],
    rows: segment.features.map((each) => [
      nameOf("measure", each.feature),
      unitOf(each.unit),
      nameOf("choice", each.transform),
      nameOf("choice", each.scale),
      each.mean,
      each.sd,
      each.median,
      orMissing(each.skewness, noSpread),
      orMissing(each.skewness_prepared, noSpread),
      orMissing(each.vif, noVif),
      nameOf("choice", each.missing_rule === "error" ? "refused" : each.missing_rule),
      guardCount(each.missing, numbers.threshold),
      guardCount(each.capped_below + each.capped_above, numbers.threshold),
    ]),
    notes: [say((text) => text.segmentMethod.vifNote)],
    source: segmentSource(view),
  };
  return tableOf(parts, numbers);
}

function correlationSentences({ segment, numbers }: SegmentView): Words[] {
  const close = closePairs(segment);
  if (close.length === 0) return [say((text) => text.segments.correlationNone)];
  return close.map(({ a, b, pearson, identical }) =>
    sayWith({ a: nameOf("measure", a), b: nameOf("measure", b) }, (text, own) =>
      identical
        ? text.segments.correlationIdentical(own.a, own.b)
        : text.segments.correlationWarn(own.a, own.b, numbers.decimal(pearson, 2)),
    ),
  );
}

/** Pairs of features that correlate at 0.8 or more, or are equal. */
export function closePairs({ correlations }: GatedSegment): GatedSegment["correlations"] {
  return correlations.filter(({ pearson, identical }) => identical || (pearson !== null && Math.abs(pearson) >= CLOSE));
}

/** The evidence on k, its figure, and what it says in words. */
export function choiceSection(view: SegmentView): Section {
  return section(
    "segments-choice",
    say((text) => text.segments.choice),
    [evidenceTable(view), ...bicBlocks(view), chooseKFigure(view.facts, view.numbers), verdictBlock(view)],
  );
}

function evidenceTable(view: SegmentView): Table {
  const { segment, numbers } = view;
  const none = say((text) => text.segments.notDefined);
  const variants = listOf(
    [...new Set(segment.evidence.map((each) => each.silhouette_variant))].map((each) => nameOf("choice", each)),
  );
  const decimals = (id: string, label: Words, digits: number) => column(id, label, "decimal", null, digits);
  const parts = {
    id: "segments-evidence",
    title: say((text) => text.segments.evidenceTitle),
    columns: [
      codeColumn(
        "k",
        say((text) => text.segments.k),
      ),
      column(
        "explained",
        say((text) => text.segments.explained),
        "share",
        same("%"),
        1,
      ),
      decimals(
        "silhouette",
        say((text) => text.segments.silhouette),
        3,
      ),
      decimals(
        "silhouette_macro",
        say((text) => text.segments.silhouetteMacro),
        3,
      ),
      decimals(
        "calinski_harabasz",
        say((text) => text.segments.calinski),
        1,
      ),
      decimals(
        "davies_bouldin",
        say((text) => text.segments.davies),
        3,
      ),
      decimals(
        "gap",
        say((text) => text.segments.gap),
        3,
      ),
      decimals(
        "prediction_strength",
        say((text) => text.segments.strength),
        3,
      ),
      decimals(
        "jaccard_lowest",
        say((text) => text.segments.jaccardLowest),
        3,
      ),
      decimals(
        "rand_median",
        say((text) => text.segments.rand),
        3,
      ),
      column(
        "smallest",
        say((text) => text.segments.smallest),
        "count",
        say((text) => text.common.customers),
        0,
      ),
      column(
        "smallest_share",
        say((text) => text.segments.smallestShare),
        "share",
        same("%"),
        1,
      ),
      textColumn(
        "restarts",
        say((text) => text.segments.restarts),
      ),
    ],
    rows: segment.evidence.map((each) => [
      same(String(each.k)),
      ...[
        each.explained,
        each.silhouette,
        each.silhouette_macro,
        each.calinski_harabasz,
        each.davies_bouldin,
        each.gap,
        each.prediction_strength,
        each.jaccard_lowest,
        each.rand_median,
      ].map((value) => orMissing(value, none)),
      each.smallest,
      each.smallest_share,
      same(`${numbers.count(each.restarts_agreeing)}/${numbers.count(each.restarts)}`),
    ]),
    notes: [
      say((text) => text.segments.best),
      sayWith({ variants }, (text, own) => text.segments.variant(own.variants)),
    ],
    source: segmentSource(view),
  };
  return tableOf(parts, numbers);
}

function verdictBlock(view: SegmentView): Block {
  const { segment, numbers } = view;
  const [agreeing, restarts] = [numbers.count(segment.restarts_agreeing), numbers.count(segment.restarts)];
  const unsecured = segment.restarts_agreeing === 1 && segment.restarts > 1 && segment.k > 1;
  const { verdict } = segment;
  const words = verdict === null ? [say((text) => text.segments.noVerdict)] : verdictWords(verdict, view);
  return paragraph(
    chosenSentence(segment),
    ...words,
    say((text) => text.segments.restartsSentence(agreeing, restarts)),
    unsecured ? say((text) => text.segments.unsecured) : null,
  );
}

function chosenSentence({ k, k_chosen_by: by }: GatedSegment): Words {
  if (by === "user") return say((text) => text.segments.chosenByUser(String(k)));
  return say((text) => text.segments.chosenBySilhouette(String(k), text.segments.silhouettes[by]));
}

function verdictWords(verdict: Verdict, { segment, numbers }: SegmentView): (Words | null)[] {
  const { kind, votes, leading_k, gap_rules, null_probability: p, knee, reasons } = verdict;
  const against = votes.filter((vote) => vote.k !== segment.k || vote.at_edge);
  return [
    say((text) => text.segments.verdicts[kind]),
    votes.length === 0 ? null : sayWith({ list: votesByK(votes) }, (text, { list }) => text.segments.votes(list)),
    against.length === 0
      ? null
      : sayWith(
          { list: listOf(against.map(({ index }) => say((text) => text.segments.indices[index]))) },
          (text, own) => text.segments.dissent(own.list),
        ),
    ...reasons.map((reason) => say((text) => text.segments.reasons[reason])),
    leading_k === null
      ? say((text) => text.segments.leadingNone)
      : say((text) => text.segments.leading(String(leading_k))),
    gap_rules === null ? null : gapRuleWords(gap_rules),
    p === null ? null : say((text) => text.segments.nullP(numbers.p(p))),
    knee === null ? null : say((text) => (knee.k === null ? text.segments.noKnee : text.segments.knee)),
  ];
}

/** Each k with the indices that vote for it, ascending. */
function votesByK(votes: Verdict["votes"]): Words {
  const ks = [...new Set(votes.map(({ k }) => k))].sort((a, b) => a - b);
  const groups = ks.map((k) => {
    const indices = listOf(votes.filter((each) => each.k === k).map(voteWords));
    return sayWith({ indices }, (text, own) => text.segments.votesFor(String(k), own.indices));
  });
  return Object.freeze({ en: groups.map(({ en }) => en).join("; "), zh: groups.map(({ zh }) => zh).join("；") });
}

function voteWords({ index, at_edge }: Verdict["votes"][number]): Words {
  const name = say((text) => text.segments.indices[index]);
  return at_edge ? sayWith({ name }, (text, own) => text.segments.voteOfEdge(own.name)) : name;
}

function gapRuleWords(rules: NonNullable<Verdict["gap_rules"]>): Words {
  const { globalmax, firstmax, tibs, firstSEmax, globalSEmax } = rules;
  const [all, first, voted, firstSE, globalSE] = [globalmax, firstmax, tibs, firstSEmax, globalSEmax].map(String);
  return say((text) => text.segments.gapRules(all, first, voted, firstSE, globalSE));
}

/** Decimals of a feature's values: the same in every segment. */
export function featureDigits({ features }: GatedSegment, feature: string): number {
  const found = features.find((each) => each.feature === feature);
  return found === undefined ? 2 : sensibleDigits([found.mean, found.median]);
}
