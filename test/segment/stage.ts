import { CustvalError, type Problem } from "../../src/core/errors.js";
import type { Engine, InputColumn } from "../../src/engine/engine.js";
import { sql } from "../../src/engine/sql.js";
import { catalogOf } from "../../src/engine/stage.js";
import { segment, segmentSettings } from "../../src/segment/index.js";

export type Columns = Readonly<Record<string, readonly (number | string | null)[]>>;

/** C0000, C0001, … */
export const ids = (n: number) => Array.from({ length: n }, (_, i) => `C${String(i).padStart(4, "0")}`);

/** Loads the table `customers`. */
export async function loadCustomers(engine: Engine, columns: Columns): Promise<void> {
  const given = Object.entries(columns).map(([name, values]): InputColumn => {
    const type = name === "customer_id" ? "id" : values.some((each) => typeof each === "string") ? "text" : "double";
    return { name, type, values };
  });
  await engine.load("customers", given);
}

/** The stage on the table `customers`. */
export async function segmented(engine: Engine, columns: Columns, settings: object, seed = 1) {
  await loadCustomers(engine, columns);
  const catalog = catalogOf({ customers: Object.keys(columns) });
  return segment({ engine, catalog, seed }, segmentSettings.parse(settings));
}

/** The assignments as text, for comparison byte by byte. */
export async function storedText(engine: Engine): Promise<string> {
  return JSON.stringify(await engine.rows(sql`select * from segment_assignments order by customer_id`));
}

/** Customers and their segments, in the order of the ids. */
export async function segmentsOf(engine: Engine): Promise<readonly string[]> {
  const rows = await engine.rows(sql`select * from segment_assignments order by customer_id`);
  return rows.map((row) => String(row["segment"]));
}

/** The problems that the work is refused with. */
export async function problemsOf(work: Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CustvalError) return error.problems;
    throw error;
  }
  throw new Error("did not fail");
}
