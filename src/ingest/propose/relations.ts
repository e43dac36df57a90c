import type { Engine } from "../../engine/engine.js";
import { id, sql, type Sql } from "../../engine/sql.js";
import { plainName } from "../sniff/group.js";
import type { ColumnFacts } from "../sniff/column.js";
import type { SniffedSource } from "../sniff/source.js";
import { tidied } from "../values/text.js";
import { nameKey, wordsOf } from "../dictionary/name.js";
import type { Roles } from "./roles.js";

/** Every value of a column (nearly) is found among the values of a column of another source. */
export interface Relation {
  readonly from: SniffedSource;
  readonly column: string;
  readonly to: SniffedSource;
  readonly key: string;
  /** Share of the different values that are found. */
  readonly found: number;
  /** The key comes once in its source. */
  readonly unique: boolean;
}

const ENOUGH = 0.95;
const COUNTED: ReadonlySet<string> = new Set(["id", "code", "count"]);

/** Relations between the sources, by names that agree and by values that are contained, counted in SQL. */
export async function relationsOf(engine: Engine, all: readonly Roles[]): Promise<readonly Relation[]> {
  const found: Relation[] = [];
  for (const from of all) {
    for (const column of from.source.columns.filter(isReference)) {
      for (const to of all.filter((each) => each !== from)) {
        const keys = to.source.columns.filter((key) => isReference(key) && namesAgree(from, column, to, key));
        for (const key of keys) {
          const share = await contained(engine, column.name, from.source.rows.sample, key.name, to.source.rows.all);
          if (share >= ENOUGH)
            found.push({
              from: from.source,
              column: column.name,
              to: to.source,
              key: key.name,
              found: share,
              unique: key.unique,
            });
        }
      }
    }
  }
  return found;
}

function isReference(column: ColumnFacts): boolean {
  return COUNTED.has(column.kind) && column.distinct > 1;
}

/** The same name, the same meaning, or the name of the other file before an id: `district_id` and the key of `district`. */
function namesAgree(from: Roles, column: ColumnFacts, to: Roles, key: ColumnFacts): boolean {
  if (nameKey(column.name) === nameKey(key.name)) return nameKey(column.name) !== "";
  const mine = from.of(column)[0]?.concept;
  if (mine !== undefined && mine === to.of(key)[0]?.concept) return mine.endsWith("_id") || mine.endsWith("_code");
  const words = wordsOf(column.name);
  const stem = words.at(-1) === "id" ? words.slice(0, -1).join("") : "";
  return stem !== "" && key.keyLike && stem === wordsOf(plainName(to.source.files[0])).join("");
}

async function contained(engine: Engine, column: string, from: Sql, key: string, to: Sql): Promise<number> {
  const [row] = await engine.rows(sql`
    with mine as (select distinct ${tidied(id(column), [], true)} as cell from ${from}),
    theirs as (select distinct ${tidied(id(key), [], true)} as cell from ${to})
    select count(*) as n, count(case when cell in (select cell from theirs) then 1 end) as found
    from mine where cell is not null`);
  return Number(row.n) === 0 ? 0 : Number(row.found) / Number(row.n);
}
