import type { StudyFacts } from "../../src/report/facts.js";
import type { IngestResult } from "../../src/tables/results/index.js";

const MONTHS = Array.from({ length: 12 }, (_, index) => `2024-${String(index + 1).padStart(2, "0")}`);
const GAP = "2024-05";

export function fixtureIngest(): IngestResult {
  return {
    files: [
      file("customers", 1203, 1200, 2, 1),
      file("accounts", 1805, 1800, 5, 0),
      file("transactions", 48_021, 48_000, 19, 2),
    ],
    money: [
      {
        source: "transactions",
        file: "exports/transactions.csv",
        column: "amount",
        currency: "CNY",
        sum_read: "12345678.90",
        sum_kept: "12345678.90",
      },
    ],
    rejects: [
      reject("customers", "DATA-121", "key stands more than once (customer_id)", 2, 88),
      reject("accounts", "DATA-112", "required value missing (customer_id)", 5, 14),
      reject("transactions", "DATA-014", "not a decimal number (amount)", 12, 107),
      reject("transactions", "DATA-101", "too few fields", 7, 2051),
    ],
    rules: [
      rule("account_has_customer", "accounts", "error", 0, 1800, "every account names a known customer"),
      rule("amount_not_zero", "transactions", "warn", 31, 48_000, "a booking moves money"),
    ],
    profile: [
      profile("customers", "customer_id", "id", 1200, 0, 1200, null, null),
      profile("customers", "open_date", "date", 1200, 4, 700, "2009-02", "2023-11"),
      profile("accounts", "account_id", "id", 1800, 0, 1800, null, null),
      profile("accounts", "customer_rate", "rate", 1800, 120, 14, "0.0025", "0.049"),
      profile("transactions", "amount", "money", 48_000, 0, 21_040, "3.5", "18200"),
      profile("transactions", "booking_date", "date", 48_000, 0, 335, "2024-01", "2024-12"),
    ],
    coverage: MONTHS.filter((month) => month !== GAP).map((month, index) => ({
      table: "transactions",
      month,
      rows: index === 10 ? 4360 : 4364,
    })),
    continuity: {
      tolerance: "0.010000",
      months: [
        { month: "2024-03", checked: 1700, broken: 12 },
        { month: "2024-04", checked: 1710, broken: 0 },
      ],
    },
    missing_months: [{ table: "transactions", month: GAP }],
    tables: [
      { table: "customers", rows: 1200, columns: ["customer_id", "open_date"] },
      { table: "accounts", rows: 1800, columns: ["account_id", "customer_id", "customer_rate"] },
      { table: "transactions", rows: 48_000, columns: ["account_id", "booking_date", "amount"] },
    ],
  };
}

export function fixtureProvenance(): StudyFacts["provenance"] {
  return {
    inputs: ["customers", "accounts", "transactions"].map((name) => ({
      file: `exports/${name}.csv`,
      bytes: 40_000,
      sha256: "0".repeat(63) + String(name.length % 10),
    })),
    versions: [
      { name: "custval", version: "0.1.0" },
      { name: "node", version: "20.19.0" },
    ],
    settings: [
      { key: "rfm.bins", value: "5", origin: "default" },
      { key: "segment.k", value: "3", origin: "study.yaml:24" },
    ],
    reproduce: "custval run study.yaml",
    sql_file: "queries.sql",
  };
}

function file(
  table: string,
  read: number,
  kept: number,
  rejected: number,
  skipped: number,
): IngestResult["files"][number] {
  return {
    source: table,
    table,
    file: `exports/${table}.csv`,
    bytes: read * 33,
    sha256: "0".repeat(63) + String(table.length % 10),
    encoding: table === "customers" ? "gb18030" : "utf-8",
    rows_read: read,
    rows_kept: kept,
    rows_rejected: rejected,
    rows_skipped: skipped,
  };
}

function reject(
  source: string,
  code: string,
  reason: string,
  rows: number,
  line: number,
): IngestResult["rejects"][number] {
  return { source, file: `exports/${source}.csv`, code, reason, rows, first_line: line };
}

function rule(
  name: string,
  table: string,
  severity: "error" | "warn" | "info",
  rows: number,
  checked: number,
  about: string,
): IngestResult["rules"][number] {
  return { rule: name, table, severity, rows, checked, about };
}

function profile(
  table: string,
  column: string,
  type: string,
  rows: number,
  missing: number,
  distinct: number,
  low: string | null,
  high: string | null,
): IngestResult["profile"][number] {
  return {
    table,
    column,
    type,
    rows,
    missing,
    distinct,
    low,
    high,
    negative: false,
    skewness: null,
    transform: null,
    top: [],
  };
}
