import { id, join, literal, sql, type Sql } from "../../../engine/sql.js";
import { scoreColumn } from "../measures.js";
import { NO_TRANSACTIONS, type ScoredMeasure, type Scoring } from "../scoring.js";
import { rangesOf, type SegmentRule } from "../segments/rules.js";
import { double, measureValue } from "./score.js";

/** The segment of a scored row: the first rule that matches, else the rest; without scores `No transactions`. */
export function segmentExpression(scoring: Scoring): Sql {
  const missing = scoring.measures.map((each) => sql`${id(scoreColumn(each.cuts.measure))} is null`);
  const branches = scoring.octantLabels ? octantBranches(scoring) : scoring.rules.map(ruleBranch);
  return sql`case
    when ${join(missing, " or ")} then ${literal(NO_TRANSACTIONS)}${join(branches, "")}
    else ${literal(scoring.others)}
  end`;
}

function ruleBranch(rule: SegmentRule): Sql {
  const conditions = rangesOf(rule).map(([letter, { from, to }]) => {
    const score = id(`${letter}_score`);
    return from === to ? sql`${score} = ${literal(from)}` : sql`${score} between ${literal(from)} and ${literal(to)}`;
  });
  const all = conditions.length === 0 ? sql`true` : join(conditions, " and ");
  return sql`
    when ${all} then ${literal(rule.segment)}`;
}

/** Index in the labels is 4 for low M, 2 for low R and 1 for low F, summed; the order of the labels follows the literature. */
function octantBranches({ measures, octantLabels }: Scoring): Sql[] {
  const [r, f, m] = ["r", "f", "m"].map((letter) =>
    isHigh(measures.find((each) => each.cuts.measure.letter === letter)!),
  );
  return octantLabels!.map((label, at) => {
    const parts = [sign(at < 4, m), sign((at & 2) === 0, r), sign((at & 1) === 0, f)];
    return sql`
    when ${join(parts, " and ")} then ${literal(label)}`;
  });
}

function sign(high: boolean, condition: Sql): Sql {
  return high ? condition : sql`not ${condition}`;
}

function isHigh({ cuts, octantThreshold }: ScoredMeasure): Sql {
  const threshold = double(octantThreshold!);
  return cuts.measure.better === "high"
    ? sql`(${measureValue(cuts.measure)} > ${threshold})`
    : sql`(${measureValue(cuts.measure)} < ${threshold})`;
}
