import type { Engine } from "../../src/engine/engine.js";
import { sql } from "../../src/engine/sql.js";
import { catalogOf, type Catalog } from "../../src/engine/stage.js";

/**
 * Three customers on a page. C1 holds a deposit and shares a loan with C2 (60:40); C2 has an overdraft in February;
 * C3 has nothing but a closed account.
 */
export async function tinyBank(engine: Engine): Promise<Catalog> {
  const statements = [
    sql`create table customers as select * from (values
      ('C3', date '2023-01-01', null::date, date '2008-02-29'),
      ('C1', date '2020-01-01', null, date '1990-03-01'),
      ('C2', date '2022-01-01', date '2023-06-30', date '1990-02-28')) as t (customer_id, open_date, close_date, birth_date)`,
    sql`create table accounts as select * from (values
      ('A1', 'C1', 'demand', date '2020-01-01', null::date),
      ('A2', 'C1', 'loan', date '2020-01-01', null),
      ('A3', 'C2', 'demand', date '2022-01-01', null),
      ('A4', 'C3', 'demand', date '2023-01-01', date '2023-02-28')) as t (account_id, customer_id, product_code, open_date, close_date)`,
    sql`create table products as select * from (values ('demand', 'liability'), ('loan', 'asset')) as t (product_code, side)`,
    sql`create table holders as select * from (values
      ('A2', 'C1', 0.6::decimal(18, 10)), ('A2', 'C2', 0.4)) as t (account_id, customer_id, share)`,
    sql`create table balances as select * from (values
      ('A1', date '2023-01-31', 100.00::decimal(18, 2)), ('A1', date '2023-02-28', 200.10),
      ('A2', date '2023-01-31', 1000.00), ('A2', date '2023-02-28', 1000.00),
      ('A3', date '2023-01-31', 50.00), ('A3', date '2023-02-28', -30.00),
      ('A1', date '2023-03-31', 999.00)) as t (account_id, period_end, average_balance)`,
    sql`create table transactions as select * from (values
      ('A1', date '2023-01-05', 10.00::decimal(18, 2), 'APP'), ('A1', date '2023-01-06', -5.00, 'ATM'),
      ('A1', date '2023-02-28', 1.00, null), ('A1', date '2023-03-01', 1.00, 'APP'),
      ('A3', date '2023-02-01', 7.00, 'WEB')) as t (account_id, booked_on, amount, channel)`,
  ];
  for (const each of statements) await engine.execute(each);
  return catalogOf({
    customers: ["customer_id", "open_date", "close_date", "birth_date"],
    accounts: ["account_id", "customer_id", "product_code", "open_date", "close_date"],
    products: ["product_code", "side"],
    holders: ["account_id", "customer_id", "share"],
    balances: ["account_id", "period_end", "average_balance"],
    transactions: ["account_id", "booked_on", "amount", "channel"],
  });
}
