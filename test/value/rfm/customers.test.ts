import { describe, expect, it } from "vitest";
import { rfm, rfmSettings } from "../../../src/value/rfm/index.js";
import { columnOf, tableRows, type TestTable } from "../support.js";
import { bookings, open, READY, ready } from "./open.js";

const settings = (given: Record<string, unknown> = {}) => rfmSettings.parse(given);

const REFUNDS = bookings([
  ["a", "2024-01-01", 10],
  ["a", "2024-01-05", -4],
  ["a", "2024-01-09", 3],
  ["a", "2024-01-09", -1],
  ["b", "2024-01-02", -7],
]);

describe("refunds and direction", () => {
  const measures = async (given: Record<string, unknown>) => {
    const context = await open({ transactions: REFUNDS });
    const { result } = await rfm(context, settings({ as_of: "2024-01-10", ...given }));
    const rows = await tableRows(context.engine, "rfm_scores");
    return { result, rows: rows.map((row) => [row.customer_id, row.last_date, row.frequency, row.monetary]) };
  };

  it("nets them: a day of refunds alone is no occasion, all rows count as money", async () => {
    const { rows, result } = await measures({ refunds: "net" });
    expect(rows).toEqual([
      ["a", "2024-01-09", 2, "8.00"],
      ["b", null, 0, "-7.00"],
    ]);
    expect(result.negative_bookings).toBe(3);
    expect(result.without_transactions).toBe(1);
  });

  it("ignores them with a count", async () => {
    const { rows, result } = await measures({ refunds: "ignore" });
    expect(rows).toEqual([["a", "2024-01-09", 2, "13.00"]]);
    expect(result.filters.at(-1)).toEqual({ step: "negative amount", removed: 3, remaining: 2 });
  });

  it("adds absolute values by default, because an outflow of an account is no refund", async () => {
    const { rows } = await measures({});
    expect(rows).toEqual([
      ["a", "2024-01-09", 3, "18.00"],
      ["b", "2024-01-02", 1, "7.00"],
    ]);
  });

  it("makes one side positive and the other a reversal", async () => {
    const { rows } = await measures({ direction: "out" });
    expect(rows).toEqual([
      ["a", "2024-01-09", 2, "-8.00"],
      ["b", "2024-01-02", 1, "7.00"],
    ]);
  });
});

describe("filters", () => {
  const table: TestTable = {
    columns: { customer_id: "varchar", booked_on: "date", amount: "money", type: "varchar", channel: "varchar" },
    rows: [
      ["a", "2024-01-01", 10, "purchase", "app"],
      ["a", "2024-02-01", 10, "interest", null],
      ["a", "2024-02-02", 10, null, "app"],
      ["a", "2023-12-31", 10, "purchase", "app"],
      ["a", "2024-03-01", 10, "purchase", "app"],
      ["a", null, 10, "purchase", "app"],
      ["a", "2024-01-02", null, "purchase", "app"],
      [null, "2024-01-02", 10, "purchase", "app"],
      ["a", "2024-01-03", 10, "purchase", "branch"],
    ],
  };

  it("counts what each step removes, in order, and what remains", async () => {
    const context = await open({ transactions: table });
    const { result } = await rfm(
      context,
      settings({
        as_of: "2024-02-29",
        window: "2m",
        events: { type: { exclude: ["interest"] }, channel: { include: ["app"] } },
      }),
    );
    expect(result.window_start).toBe("2024-01-01");
    expect(result.filters.map((each) => [each.step, each.removed, each.remaining])).toEqual([
      ["bookings", 0, 9],
      ["no customer", 1, 8],
      ["no date", 1, 7],
      ["no amount", 1, 6],
      ["after as_of", 1, 5],
      ["before the window", 1, 4],
      ["type filter", 1, 3],
      ["channel filter", 1, 2],
    ]);
    expect(result.occasion_count).toBe(2);
  });

  it("says that nothing is left rather than scoring nobody", async () => {
    const context = await open({ transactions: table });
    await expect(rfm(context, settings({ as_of: "2020-01-01" }))).rejects.toThrow(/VAL-004/);
  });

  it("refuses to add several currencies, and takes the one that is asked for", async () => {
    const money: TestTable = {
      columns: { customer_id: "varchar", booked_on: "date", amount: "money", currency: "varchar" },
      rows: [
        ["a", "2024-01-01", 10, "CNY"],
        ["a", "2024-01-02", 10, "USD"],
      ],
    };
    const context = await open({ transactions: money });
    await expect(rfm(context, settings())).rejects.toThrow(/VAL-006/);
    const { result } = await rfm(context, settings({ currency: "USD" }));
    expect([result.monetary_total, result.currency]).toEqual(["10.00", "USD"]);
  });
});

describe("customers without transactions", () => {
  const tables = {
    customers: {
      columns: { customer_id: "varchar", open_date: "date" },
      rows: [
        ["a", "2020-01-01"],
        ["b", "2021-01-01"],
        ["z", "2022-01-01"],
      ],
    } as TestTable,
    transactions: bookings([
      ["a", "2024-01-01", 10],
      ["b", "2024-01-31", 20],
      ["x", "2024-01-31", 5],
    ]),
  };
  const rowOf = async (given: Record<string, unknown>, customer: string) => {
    const context = await open(tables);
    const outcome = await rfm(context, settings({ as_of: "2024-01-31", ...given }));
    const rows = await tableRows(context.engine, "rfm_scores");
    return { ...outcome, row: rows.find((each) => each.customer_id === customer)! };
  };

  it("keeps them in all counts, without scores, outside the cuts", async () => {
    const { row, result, warnings } = await rowOf({}, "z");
    expect(row).toMatchObject({ recency_days: null, frequency: 0, monetary: "0.00", r_score: null, rfm_code: null });
    expect(row.segment).toBe("No transactions");
    expect([result.customers, result.scored, result.without_transactions]).toEqual([4, 3, 1]);
    expect(
      result.cuts.filter((each) => each.measure === "monetary").reduce((sum, each) => sum + each.customers, 0),
    ).toBe(3);
    expect(warnings.map((each) => each.code)).toContain("VAL-108");
  });

  it("gives them the lowest scores where declared", async () => {
    const { row } = await rowOf({ no_transactions: "lowest" }, "z");
    expect(row).toMatchObject({ r_score: 1, f_score: 1, m_score: 1, rfm_code: "111" });
  });

  it("counts their recency from a given day where declared", async () => {
    const { row } = await rowOf({ no_transactions: { floor_date: "2023-01-01" } }, "z");
    expect(row).toMatchObject({ recency_days: 395, r_score: 1, f_score: 1 });
  });
});

describe("measures beyond R, F and M", () => {
  const accounts: TestTable = {
    columns: {
      account_id: "varchar",
      customer_id: "varchar",
      product_code: "varchar",
      open_date: "date",
      close_date: "date",
      side: "varchar",
    },
    rows: [
      ["1", "a", "dep", "2020-01-01", null, "liability"],
      ["2", "a", "loan", "2021-01-01", null, "asset"],
      ["3", "a", "card", "2021-01-01", "2022-01-01", "asset"],
      ["4", "b", "dep", "2023-01-01", null, "liability"],
    ],
  };
  const transactions: TestTable = {
    columns: { account_id: "varchar", booked_on: "date", amount: "money" },
    rows: [
      ["1", "2024-01-01", 5],
      ["2", "2024-01-03", 5],
      ["4", "2024-01-31", 5],
    ],
  };
  const balances: TestTable = {
    columns: { account_id: "varchar", period_end: "date", average_balance: "money" },
    rows: [
      ["1", "2023-12-31", 100],
      ["1", "2024-01-31", 300],
      ["2", "2024-01-31", 900],
      ["4", "2024-01-31", -50],
    ],
  };

  it("finds the customer through the account, and the length, products and balances", async () => {
    const context = await open({ accounts, transactions, balances });
    const model = ["recency_days", "frequency", "monetary", "relationship_days", "product_count", "average_balance"];
    const { tables } = await rfm(context, settings({ as_of: "2024-01-31", model }));
    const rows = await tableRows(context.engine, "rfm_scores");
    expect(
      rows.map((row) => [
        row.customer_id,
        row.frequency,
        row.relationship_days,
        row.product_count,
        row.average_balance,
      ]),
    ).toEqual([
      ["a", 2, 1491, 2, "200.000000"],
      ["b", 1, 395, 1, "0.000000"],
    ]);
    expect(Object.keys(rows[0])).toEqual(tables.rfm_scores);
    expect(rows[0].rfm_code).toHaveLength(6);
  });

  it("counts product families, one for products that belong together", async () => {
    const products: TestTable = {
      columns: { product_code: "varchar", family: "varchar" },
      rows: [
        ["dep", "core"],
        ["loan", "core"],
        ["card", null],
      ],
    };
    const open2 = await open({ accounts, transactions, products });
    const model = ["recency_days", "frequency", "monetary", "product_count"];
    await rfm(open2, settings({ as_of: "2024-01-31", model }));
    expect(await columnOf(open2.engine, "rfm_scores", "product_count")).toEqual([2, 1]);
    await rfm(open2, settings({ as_of: "2024-01-31", model, product_by: "family" }));
    expect(await columnOf(open2.engine, "rfm_scores", "product_count")).toEqual([1, 1]);
    const lacking = await open({ accounts, transactions });
    await expect(rfm(lacking, settings({ model, product_by: "family" }))).rejects.toThrow(/VAL-003.*products/);
  });

  it("takes the balance or the fees as money, and says what a source lacks", async () => {
    const context = await open({ accounts, transactions, balances });
    await rfm(context, settings({ monetary_source: "average_balance", balance_side: "asset" }));
    expect(await columnOf(context.engine, "rfm_scores", "monetary")).toEqual(["900.000000", "50.000000"]);
    await expect(rfm(context, settings({ monetary_source: "fee" }))).rejects.toThrow(/VAL-003.*fee/);
    await expect(rfm(context, settings({ monetary_source: "profit" }))).rejects.toThrow(/VAL-003.*profit_customers/);
  });

  it("takes the profit of the customer, or the mean per occasion, as money", async () => {
    const profits: TestTable = {
      columns: { customer_id: "varchar", profit: "money" },
      rows: [
        ["a", -12.5],
        ["b", 3],
      ],
    };
    const context = await open({ accounts, transactions, profit_customers: profits });
    await rfm(context, settings({ monetary_source: "profit" }));
    expect(await columnOf(context.engine, "rfm_scores", "monetary")).toEqual(["-12.50", "3.00"]);
    await rfm(context, settings({ monetary_statistic: "mean" }));
    expect(await columnOf(context.engine, "rfm_scores", "monetary")).toEqual(["5.000000", "5.000000"]);
    const gap = await open({ accounts, transactions, profit_customers: { ...profits, rows: [["a", 1]] } });
    await expect(rfm(gap, settings({ monetary_source: "profit" }))).rejects.toThrow(/VAL-008.*monetary/);
  });

  it("refuses an account that comes twice, because its bookings would count twice", async () => {
    const twice = { ...accounts, rows: [...accounts.rows, accounts.rows[0]] };
    await expect(rfm(await open({ accounts: twice, transactions }), settings())).rejects.toThrow(/VAL-012.*accounts/);
  });

  it("joins scores by hyphens when one can be 10", async () => {
    const rows = Array.from(
      { length: 20 },
      (_, at) => [`c${String(at).padStart(2, "0")}`, at, at + 1, at + 1] as const,
    );
    const context = await open({ rfm_input: ready(rows) });
    await rfm(context, settings({ ...READY, bins: 10, segments: { rules: [{ segment: "all" }] } }));
    expect((await columnOf(context.engine, "rfm_scores", "rfm_code"))[0]).toBe("10-1-1");
  });

  it("refuses a ready table in which a customer comes twice or money is missing", async () => {
    const context = await open({
      rfm_input: ready([
        ["a", 1, 1, 1],
        ["a", 1, 1, 1],
      ]),
    });
    await expect(rfm(context, settings(READY))).rejects.toThrow(/VAL-012/);
  });
});

describe("octants", () => {
  it("puts each customer by strictly better than the mean", async () => {
    const context = await open({
      rfm_input: ready([
        ["a", 1, 9, 90],
        ["b", 1, 1, 90],
        ["c", 9, 9, 90],
        ["d", 9, 1, 90],
        ["e", 1, 9, 10],
        ["f", 1, 1, 10],
        ["g", 9, 9, 10],
        ["h", 9, 1, 10],
        ["i", 5, 5, 50],
      ]),
    });
    await rfm(context, settings({ ...READY, segments: "octant" }));
    expect(await columnOf(context.engine, "rfm_scores", "segment")).toEqual([
      "重要价值客户",
      "重要发展客户",
      "重要保持客户",
      "重要挽留客户",
      "一般价值客户",
      "一般发展客户",
      "一般保持客户",
      "一般挽留客户",
      "一般挽留客户",
    ]);
  });
});
