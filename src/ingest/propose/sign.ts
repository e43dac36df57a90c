import type { Engine } from "../../engine/engine.js";
import { id, sql } from "../../engine/sql.js";
import { codeOf } from "../sniff/vocabulary.js";
import { numberText } from "../values/number.js";
import { literals, tidied } from "../values/text.js";
import type { Entry } from "./draft.js";
import type { Role, Roles } from "./roles.js";
import { ASK } from "./rules.js";

/** What the sign of the bookings comes from; `used` are the source columns that it takes. */
export interface FoundSign {
  readonly entry: Entry;
  readonly used: readonly string[];
}

/** The rule of the amount with its sign: two columns, a column of codes, or as the amounts stand. */
export async function signOf(
  engine: Engine,
  roles: Roles,
  amount: Role | null,
  plain: Entry | null,
): Promise<FoundSign | null> {
  const debit = roles.best("debit_amount");
  const credit = roles.best("credit_amount");
  if (amount === null || plain === null) {
    if (debit === null || credit === null) return null;
    const sign = { debit: debit.column.name, credit: credit.column.name };
    return { entry: { rule: { sign }, unsure: null, question: null }, used: [sign.debit, sign.credit] };
  }
  const direction = roles.best("direction");
  if (direction === null) return { entry: withoutDirection(roles, amount, plain), used: [] };
  return { entry: await byCodes(engine, roles, amount, direction, plain), used: [direction.column.name] };
}

function withoutDirection(roles: Roles, amount: Role, plain: Entry): Entry {
  const bookings = roles.has("account_id") && (amount.column.numbers?.negative ?? 0) === 0;
  if (!bookings) return plain;
  const doubt = "no column tells money in from money out and no amount is negative: all count as money in";
  return { ...plain, unsure: plain.unsure === null ? doubt : `${plain.unsure}; ${doubt}` };
}

async function byCodes(engine: Engine, roles: Roles, amount: Role, direction: Role, plain: Entry): Promise<Entry> {
  const words = direction.column.words.direction ?? [];
  const column = direction.column.name;
  const of = (side: string) => words.filter((each) => codeOf("direction", each) === side);
  const [into, out] = [of("in"), of("out")];
  if (into.length === 0 || out.length === 0) {
    const question = `which codes of "${column}" are money in and which money out? write them in place of ${ASK}`;
    return { ...plain, rule: { ...plain.rule, sign: { column, in: ASK, out: ASK } }, question };
  }
  if (await isSigned(engine, roles, amount, column, into, out))
    return { ...plain, unsure: `the amounts are signed already, as "${column}" says` };
  const one = (codes: readonly string[]) => (codes.length === 1 ? codes[0] : [...codes]);
  return { ...plain, rule: { ...plain.rule, sign: { column, in: one(into), out: one(out) } } };
}

/** True where money out is always negative and money in never. */
async function isSigned(
  engine: Engine,
  roles: Roles,
  amount: Role,
  column: string,
  into: readonly string[],
  out: readonly string[],
): Promise<boolean> {
  const { numbers } = amount.column;
  if (numbers === null || numbers.negative === 0) return false;
  const value = sql`try_cast(${numberText(tidied(id(amount.column.name), [], true), numbers.form)} as double)`;
  const code = tidied(id(column), [], true);
  const [row] = await engine.rows(sql`
    select count(case when ${code} in (${literals(out)}) and ${value} > 0 then 1 end) as out_above,
      count(case when ${code} in (${literals(into)}) and ${value} < 0 then 1 end) as in_below
    from ${roles.source.rows.sample}`);
  return Number(row.out_above) === 0 && Number(row.in_below) === 0;
}
