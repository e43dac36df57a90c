import { sql, type, type Sql } from "../../engine/sql.js";
import type { BankMeasure, MeasureScope } from "./measure-scope.js";
import { populationCte, type Population } from "./population.js";

/** One row per customer of the population in id order with the measure as a double, `c0`. */
export function measureQuery(population: Population, measure: BankMeasure, scope: MeasureScope): Sql {
  const value = measure.without === "zero" ? sql`coalesce(m.value, 0)` : sql`m.value`;
  return sql`with ${populationCte(population)},
${measure.select(scope)}
select cast(${value} as ${type("double")}) as c0
from population as p
left join measured as m on m.customer_id = p.customer_id
order by p.customer_id`;
}
