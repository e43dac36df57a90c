import type { Engine } from "../../engine/engine.js";
import { id, literal, sql, type Sql } from "../../engine/sql.js";
import { DEFAULT_MISSING, literals, tidied } from "../values/text.js";

/** Some different values of a column, the same ones on every machine: forms that fail on them are not counted over the whole file. */
export interface Probe {
  readonly rows: Sql;
  readonly column: string;
}

const VALUES = 400;
/** A form that reads less of the probe is no form of the column, damage or not. */
export const LIKELY = 0.8;

/** Draws the probe of a column. It is replaced by that of the next column. */
export async function probeOf(engine: Engine, rows: Sql, column: string): Promise<Probe> {
  const table = id("init_probe");
  await engine.execute(
    engine.dialect.createTableAs(
      table,
      sql`select cell from (select distinct ${tidied(id(column), [], true)} as cell from ${rows})
        where cell is not null and cell not in (${literals(DEFAULT_MISSING)}) order by hash(cell), cell limit ${literal(VALUES)}`,
    ),
  );
  return { rows: table, column: "cell" };
}
