import { failIfAny } from "../../core/errors.js";
import type { Engine } from "../../engine/engine.js";
import { id, join, sql, type } from "../../engine/sql.js";
import type { StageOutcome } from "../../engine/stage.js";
import type { WeightsResult } from "../../tables/results/weights.js";
import { resolveWeighting, type WeightsInput } from "./resolve.js";
import { loadWeightTable, type WeightTable } from "./tables.js";

/** Where the values of an entropy weighting lie: a table of the engine, one column a criterion. */
export interface EntropyTable {
  readonly table: string;
  readonly columns: readonly string[];
}

/**
 * Weights of criteria from judgements, from the entropy of a table, or both, and options ranked by them. Leaves the asked
 * table in the engine, ordered by its column `position`. Throws VAL-008 where a row lacks a value, and as `resolveWeighting`.
 */
export async function weights(
  engine: Engine,
  input: Omit<WeightsInput, "entropy">,
  from: EntropyTable | null,
  shown: WeightTable,
): Promise<StageOutcome<WeightsResult>> {
  const entropy = from === null ? null : await entropyColumns(engine, from, input.criteria);
  const { result, warnings } = resolveWeighting({ ...input, entropy });
  return { result, warnings, tables: { [shown]: await loadWeightTable(engine, shown, result) } };
}

async function entropyColumns(
  engine: Engine,
  { table, columns }: EntropyTable,
  criteria: readonly string[],
): Promise<readonly Float64Array[]> {
  const missing = columns.map((each) => sql`count(*) - count(${id(each)}) as ${id(each)}`);
  const [row] = await engine.rows(sql`select ${join(missing)} from ${id(table)}`);
  failIfAny(
    criteria
      .map((name, at) => [name, Number(row[columns[at]])] as const)
      .filter(([, gaps]) => gaps > 0)
      .map(([name, gaps]) => ({
        code: "VAL-008" as const,
        message: `${String(gaps)} rows have no value of ${name}`,
        hint: "complete the table, or leave the criterion out",
      })),
  );
  const values = join(columns.map((each) => sql`cast(${id(each)} as ${type("double")}) as ${id(each)}`));
  const set = await engine.columns(
    sql`select ${values} from ${id(table)} order by ${join(columns.map((each) => id(each)))}`,
  );
  return columns.map((each) => set.numbers(each));
}
