import { describe, expect, it } from "vitest";
import { duckdbDialect } from "../../src/engine/duckdb/dialect.js";
import { render, type Sql } from "../../src/engine/sql.js";
import { catalogOf } from "../../src/engine/stage.js";
import { MEASURES } from "../../src/value/rfm/measures.js";
import { planOf } from "../../src/value/rfm/plan.js";
import type { Scoring } from "../../src/value/rfm/scoring.js";
import { SEGMENT_PRESETS } from "../../src/value/rfm/segments/presets.js";
import { rfmSettings } from "../../src/value/rfm/settings.js";
import { customerBase } from "../../src/value/rfm/sql/base.js";
import { customerActivity } from "../../src/value/rfm/sql/bookings.js";
import { scoresTable } from "../../src/value/rfm/sql/scores-table.js";
import { midrankBins, orderStatistics } from "../../src/value/rfm/sql/statistics.js";
import { profitPlan } from "../../src/value/profit/plan.js";
import { profitSettings } from "../../src/value/profit/settings.js";
import { accountTable } from "../../src/value/profit/sql/account-table.js";
import { activityTable } from "../../src/value/profit/sql/activity.js";
import { bookingTable } from "../../src/value/profit/sql/bookings.js";
import { contractPrices } from "../../src/value/profit/sql/contract-prices.js";
import { customerTable } from "../../src/value/profit/sql/customers.js";
import { accountFacts } from "../../src/value/profit/sql/facts.js";
import { fxTable } from "../../src/value/profit/sql/fx.js";
import { holderTable } from "../../src/value/profit/sql/holders.js";
import { accountInterest } from "../../src/value/profit/sql/interest.js";
import { legTable } from "../../src/value/profit/sql/legs.js";
import { numberedTenors, tenorPrices } from "../../src/value/profit/sql/tenors.js";

const CATALOG = catalogOf({
  customers: ["customer_id", "open_date"],
  accounts: [
    "account_id",
    "customer_id",
    "product_code",
    "currency",
    "open_date",
    "close_date",
    "customer_rate",
    "rate_type",
    "origination_date",
    "maturity_date",
    "last_reprice_date",
    "credit_limit",
    "pd",
    "lgd",
    "side",
  ],
  balances: ["account_id", "period_end", "average_balance"],
  transactions: ["account_id", "booked_on", "amount", "type", "channel", "fee"],
  holders: ["account_id", "customer_id", "share"],
  activities: ["customer_id", "date", "activity_code", "count"],
  activity_costs: ["activity_code", "unit_cost", "pool", "capacity"],
  curves: ["curve_id", "currency", "date", "term_months", "rate"],
});

async function matches(name: string, query: Sql): Promise<void> {
  const { text, values } = render(query, duckdbDialect);
  const parameters = values.length === 0 ? "" : `\n-- parameters: ${JSON.stringify(values)}`;
  await expect(`${text}${parameters}\n`).toMatchFileSnapshot(`sql/${name}.duckdb.sql`);
}

describe("the SQL of RFM, as a reviewer reads it", () => {
  const settings = rfmSettings.parse({
    window: "24m",
    events: { type: { exclude: ["interest", "fee"] } },
    refunds: "net",
    model: "lrfm",
  });
  const plan = planOf(settings, "2023-12-31");
  const scoring: Scoring = {
    measures: (["recency_days", "frequency", "monetary"] as const).map((name, at) => ({
      cuts: {
        measure: MEASURES[name],
        bins: 5,
        closed: "right",
        cells: [{ parent: "", points: [1, 2.5, 3, 4.25].map((each) => each * 10 ** at) }],
      },
      weight: 0.25 * (at + 1),
      minimum: 0,
      maximum: 100,
      customers: 10,
      octantThreshold: null,
    })),
    segmentTable: "rf-grid",
    rules: SEGMENT_PRESETS["rf-grid"],
    others: "Others",
    octantLabels: null,
  };

  it("goes over the bookings once", () => matches("rfm-activity", customerActivity(plan, CATALOG, duckdbDialect)));
  it("makes one row per customer", () => matches("rfm-base", customerBase(plan, CATALOG, duckdbDialect)));
  it("fetches order statistics", () =>
    matches(
      "rfm-order-statistics",
      orderStatistics(
        plan,
        MEASURES.monetary,
        [],
        [
          { parent: "", position: 3 },
          { parent: "", position: 4 },
        ],
      ),
    ));
  it("bins by midrank", () => matches("rfm-midrank", midrankBins(plan, MEASURES.frequency, 5)));
  it("scores every customer", () =>
    matches("rfm-scores", scoresTable(planOf(rfmSettings.parse({}), "2023-12-31"), scoring)));
});

describe("the SQL of profit, as a reviewer reads it", () => {
  const settings = profitSettings.parse({
    ftp: {
      method: "straight_term",
      without_maturity: {
        liability: [
          { share: 0.8, months: 36 },
          { share: 0.2, months: 1 },
        ],
        asset: 3,
      },
      add_ons: { liquidity: { asset: 0.0025 } },
    },
    day_count: "ACT/ACT",
    overhead: { amount: "1000.00" },
    capital: { method: "irb_retail", benefit: 0.03, cost_of_equity: 0.1 },
    tax_rate: 0.25,
  });
  const plan = profitPlan(settings, CATALOG, { start: "2023-01-01", end: "2023-12-31", days: 365 }, false);

  const tenors = numberedTenors(settings);

  it("states the facts of accounts", () => matches("profit-facts", accountFacts(plan, CATALOG, duckdbDialect)));
  it("prices contracts", () => matches("profit-contract-prices", contractPrices(plan, CATALOG)));
  it("prices balances without a maturity", () =>
    matches("profit-tenor-prices", tenorPrices(plan, CATALOG, duckdbDialect, tenors)));
  it("adds balances up to legs", () => matches("profit-legs", legTable(plan, CATALOG, duckdbDialect, tenors)));
  it("computes the interest of accounts", () => matches("profit-interest", accountInterest(plan)));
  it("averages exchange rates", () => matches("profit-fx", fxTable(plan, duckdbDialect)));
  it("adds up fees", () => matches("profit-bookings", bookingTable(plan, CATALOG, duckdbDialect)));
  it("counts activities", () => matches("profit-activities", activityTable(plan, CATALOG, duckdbDialect)));
  it("puts accounts together", () => matches("profit-accounts", accountTable(plan)));
  it("shares accounts among holders", () => matches("profit-holders", holderTable(plan, CATALOG)));
  it("adds up customers", () => matches("profit-customers", customerTable(plan, CATALOG)));
});
