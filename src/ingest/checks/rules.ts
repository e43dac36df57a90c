import type { Engine } from "../../engine/engine.js";
import type { Catalog } from "../../engine/stage.js";
import { id, sql, type Sql } from "../../engine/sql.js";
import type { RuleReport } from "../../tables/results/index.js";

/** A named rule over the canonical tables. It is checked where the tables and columns it needs are there. */
interface Rule {
  readonly name: string;
  readonly severity: RuleReport["severity"];
  readonly table: string;
  readonly needs: readonly (readonly [table: string, ...columns: string[]])[];
  readonly about: string;
  /** Gives one row: `broken` and `checked`. */
  readonly query: (asOf: Sql) => Sql;
  /** Needs the study's day. */
  readonly dated?: true;
}

function orphans(table: string, column: string, parent: string, severity: RuleReport["severity"] = "warn"): Rule {
  return {
    name: `orphan_${table}_${column.replace("_id", "").replace("_code", "")}`,
    severity,
    table,
    needs: [
      [table, column],
      [parent, column],
    ],
    about: `${column} of ${table} that ${parent} does not have`,
    query: () => sql`
      select count(*) filter (where parent.key is null) as broken, count(*) as checked
      from (select ${id(column)} as key from ${id(table)} where ${id(column)} is not null) as child
      left join (select distinct ${id(column)} as key from ${id(parent)}) as parent on parent.key = child.key`,
  };
}

function simple(
  name: string,
  table: string,
  columns: readonly string[],
  about: string,
  broken: Sql | ((asOf: Sql) => Sql),
  severity: RuleReport["severity"] = "warn",
): Rule {
  const dated = typeof broken === "function";
  return {
    name,
    severity,
    table,
    needs: [[table, ...columns]],
    about,
    query: (asOf) =>
      sql`select count(*) filter (where ${dated ? broken(asOf) : broken}) as broken, count(*) as checked from ${id(table)}`,
    ...(dated ? { dated: true as const } : {}),
  };
}

function outsideLife(name: string, table: string, day: string, bound: "open_date" | "close_date"): Rule {
  const outside =
    bound === "open_date" ? sql`child.${id(day)} < account.open_date` : sql`child.${id(day)} > account.close_date`;
  return {
    name,
    severity: "warn",
    table,
    needs: [
      [table, "account_id", day],
      ["accounts", "account_id", bound],
    ],
    about: `${table} ${bound === "open_date" ? "before the opening" : "after the closing"} of their account`,
    query: () => sql`
      select count(*) filter (where ${outside}) as broken, count(*) as checked
      from ${id(table)} as child
      join accounts as account on account.account_id = child.account_id`,
  };
}

const closedWithBalance: Rule = {
  name: "closed_account_with_balance",
  severity: "warn",
  table: "balances",
  needs: [
    ["balances", "account_id", "period_end", "end_balance"],
    ["accounts", "account_id", "close_date"],
  ],
  about: "accounts with a balance at the end of a month after their closing",
  query: () => sql`
    select count(*) filter (where balance.period_end > account.close_date and balance.end_balance <> 0) as broken, count(*) as checked
    from balances as balance
    join accounts as account on account.account_id = balance.account_id`,
};

const sharesOfAccount: Rule = {
  name: "holder_shares",
  severity: "error",
  table: "holders",
  needs: [["holders", "account_id", "share"]],
  about: "accounts whose holders' shares do not sum to 1",
  query: () => sql`
    select count(*) filter (where abs(total - 1) > 0.000001) as broken, count(*) as checked
    from (select account_id, sum(share) as total from holders group by account_id)`,
};

const RULES: readonly Rule[] = [
  orphans("accounts", "customer_id", "customers"),
  orphans("accounts", "product_code", "products"),
  orphans("holders", "account_id", "accounts"),
  orphans("holders", "customer_id", "customers"),
  orphans("balances", "account_id", "accounts"),
  orphans("transactions", "account_id", "accounts"),
  orphans("transactions", "customer_id", "customers"),
  orphans("activities", "customer_id", "customers"),
  orphans("activities", "activity_code", "activity_costs"),
  simple(
    "customer_closed_before_opening",
    "customers",
    ["open_date", "close_date"],
    "customers closed before they were opened",
    sql`close_date < open_date`,
  ),
  simple(
    "account_closed_before_opening",
    "accounts",
    ["open_date", "close_date"],
    "accounts closed before they were opened",
    sql`close_date < open_date`,
  ),
  simple(
    "negative_credit_limit",
    "accounts",
    ["credit_limit"],
    "accounts with a negative limit",
    sql`credit_limit < 0`,
  ),
  simple(
    "birth_after_opening",
    "customers",
    ["birth_date", "open_date"],
    "customers born after their relationship began",
    sql`birth_date > open_date`,
  ),
  simple(
    "customer_opened_in_future",
    "customers",
    ["open_date"],
    "customers opened after the study's day",
    (asOf) => sql`open_date > ${asOf}`,
  ),
  simple(
    "transaction_in_future",
    "transactions",
    ["booked_on"],
    "transactions after the study's day",
    (asOf) => sql`booked_on > ${asOf}`,
  ),
  simple("zero_amount", "transactions", ["amount"], "transactions of zero", sql`amount = 0`, "info"),
  outsideLife("transaction_before_opening", "transactions", "booked_on", "open_date"),
  outsideLife("transaction_after_closing", "transactions", "booked_on", "close_date"),
  outsideLife("balance_before_opening", "balances", "period_end", "open_date"),
  closedWithBalance,
  sharesOfAccount,
];

/** Reports of all rules that the tables at hand allow, in a fixed order. Rules about the future need the study's day. */
export async function checkRules(engine: Engine, catalog: Catalog, asOf: string | null): Promise<RuleReport[]> {
  const reports: RuleReport[] = [];
  for (const rule of RULES) {
    const possible = rule.needs.every(([table, ...columns]) => columns.every((each) => catalog.has(table, each)));
    if (!possible || (rule.dated && asOf === null)) continue;
    const [row] = await engine.rows(rule.query(engine.dialect.dateOf(asOf ?? "1970-01-01")));
    const { name, table, severity, about } = rule;
    reports.push({ rule: name, table, severity, rows: Number(row.broken), checked: Number(row.checked), about });
  }
  return reports;
}
