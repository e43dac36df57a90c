import { sql, type Sql } from "../../engine/sql.js";
import { columnContract } from "../../tables/contract.js";
import type { MappedColumn, SourcePlan } from "../mapping/plan.js";

/**
 * What a table stores of a column: with pseudonyms, a direct identifier never passes this point. Ids become pseudonyms, also ids
 * under `attributes:` and texts copied from the source column of an id; of a date of birth only the month is kept.
 */
export function stored(plan: SourcePlan, column: MappedColumn, value: Sql): Sql {
  const { pseudonyms } = plan;
  if (pseudonyms === undefined) return value;
  if (isIdentifier(plan, column)) return pseudonyms.of(value);
  return isDirect(plan, column) && column.type === "date" ? sql`cast(date_trunc('month', ${value}) as date)` : value;
}

function isDirect({ contract }: SourcePlan, column: MappedColumn): boolean {
  return contract !== null && !column.attribute && columnContract(contract, column.name)?.privacy === "direct";
}

/** A number that the tool itself gave to a row identifies nobody. */
function isIdentifier(plan: SourcePlan, column: MappedColumn): boolean {
  if (column.rule.row_number === true) return false;
  if (column.type === "id") return column.attribute || isDirect(plan, column);
  return column.type === "text" && copiesIdentifier(plan, column);
}

function copiesIdentifier(plan: SourcePlan, column: MappedColumn): boolean {
  const { from } = column.rule;
  return (
    from !== undefined &&
    plan.columns.some((each) => each.type === "id" && isDirect(plan, each) && each.rule.from === from)
  );
}
