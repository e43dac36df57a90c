import type { Engine, InputColumn } from "../../engine/engine.js";
import type { WeightsResult } from "../../tables/results/weights.js";

/** The tables that a result of weights can be written as; each begins with `position`, the order of its rows. */
export const WEIGHT_TABLES = ["weights", "judgements", "ranking", "sensitivity"] as const;
export type WeightTable = (typeof WEIGHT_TABLES)[number];

type Cells = Readonly<Record<string, string | number | null>>;

/** Loads the table of a result into the engine; gives its columns after `position`. */
export async function loadWeightTable(
  engine: Engine,
  table: WeightTable,
  result: WeightsResult,
): Promise<readonly string[]> {
  const rows = ROWS[table](result);
  const names = Object.keys(COLUMNS[table]);
  const columns: InputColumn[] = names.map((name) => ({
    name,
    type: COLUMNS[table][name],
    values: rows.map((row) => row[name]),
  }));
  await engine.load(table, [{ name: "position", type: "integer", values: rows.map((_, at) => at + 1) }, ...columns]);
  return names;
}

const COLUMNS: Readonly<Record<WeightTable, Readonly<Record<string, "text" | "double" | "integer">>>> = {
  weights: {
    criterion: "text",
    better: "text",
    weight: "double",
    ahp_weight: "double",
    entropy_weight: "double",
    entropy: "double",
    divergence: "double",
  },
  judgements: { row: "text", column: "text", judgement: "double", consistent: "double", deviation: "double" },
  ranking: { option: "text", additive: "double", additive_rank: "integer", topsis: "double", topsis_rank: "integer" },
  sensitivity: {
    criterion: "text",
    weight: "double",
    first_place_change: "double",
    first_place_weight: "double",
    first_place_ahead: "text",
    first_place_behind: "text",
    any_pair_change: "double",
    any_pair_weight: "double",
    any_pair_ahead: "text",
    any_pair_behind: "text",
  },
};

const ROWS: Readonly<Record<WeightTable, (result: WeightsResult) => readonly Cells[]>> = {
  weights: ({ criteria }) => criteria,
  judgements: ({ ahp }) => ahp?.worst ?? [],
  ranking: ({ ranking }) => ranking ?? [],
  sensitivity: ({ sensitivity }) =>
    (sensitivity ?? []).map(({ criterion, weight, first_place, any_pair }) => ({
      criterion,
      weight,
      ...changeCells("first_place", first_place),
      ...changeCells("any_pair", any_pair),
    })),
};

type Change = NonNullable<WeightsResult["sensitivity"]>[number]["first_place"];

function changeCells(name: string, change: Change): Cells {
  const fields = ["change", "weight", "ahead", "behind"] as const;
  return Object.fromEntries(fields.map((field) => [`${name}_${field}`, change === null ? null : change[field]]));
}
