import type { Proposal, SourceDraft } from "../../ingest/index.js";
import type { StudyFacts } from "./facts.js";

/** Settings of one stage, with what a user should know of them; without settings the stage is only spoken of. */
export interface ProposedStage {
  readonly name: "rfm" | "profit" | "segment" | "effect";
  readonly settings: Readonly<Record<string, unknown>> | null;
  readonly about: readonly string[];
}

/** The stages that the found tables allow, with settings that run. */
export function proposedStages(proposal: Proposal, facts: StudyFacts): readonly ProposedStage[] {
  const has = (table: string): boolean => tableOf(proposal, table) !== null;
  const rfm = rfmStage(proposal, facts);
  return [
    rfm,
    profitStage(proposal),
    segmentStage(proposal, rfm !== null),
    has("programme") || has("panel") ? effectStage() : null,
  ].filter((each) => each !== null);
}

function tableOf({ drafts }: Proposal, table: string): SourceDraft | null {
  return drafts.find((each) => each.table === table) ?? null;
}

function hasColumn(proposal: Proposal, table: string, column: string): boolean {
  return proposal.drafts.some((each) => each.table === table && column in each.columns);
}

function rfmStage(proposal: Proposal, { months, currency }: StudyFacts): ProposedStage | null {
  if (tableOf(proposal, "rfm_input") !== null) return { name: "rfm", settings: { input: "ready" }, about: [] };
  if (tableOf(proposal, "transactions") === null) return null;
  const several = hasColumn(proposal, "transactions", "currency");
  const settings = {
    ...(months > 12 ? { window: "12m" } : {}),
    refunds: "gross",
    ...(several && currency.value !== "XXX" ? { currency: currency.value } : {}),
  };
  const about = [
    "Every booking counts as behaviour. Interest, fees and salaries are bookings of the bank: leave them out with",
  ];
  about.push(
    "events: { type: { exclude: [...] } }. refunds: gross counts money in and money out alike; net lets them cancel.",
  );
  return { name: "rfm", settings, about };
}

function profitStage(proposal: Proposal): ProposedStage | null {
  if (tableOf(proposal, "profit_input") !== null)
    return {
      name: "profit",
      settings: { mode: "simple", missing: "zero" },
      about: ["Ready components of profit. missing: zero takes an empty component as none."],
    };
  const accounts = tableOf(proposal, "accounts") !== null && tableOf(proposal, "balances") !== null;
  if (!accounts) return null;
  const sided = hasColumn(proposal, "accounts", "side") || hasColumn(proposal, "products", "side");
  const rated = hasColumn(proposal, "accounts", "customer_rate") || hasColumn(proposal, "balances", "customer_rate");
  const curve = tableOf(proposal, "curves") !== null;
  if (!sided || !rated || !curve) {
    const lack = [
      sided ? "" : "the side of the accounts (asset, liability)",
      rated ? "" : "customer rates",
      curve ? "" : "a price of funds (a curve, or ftp.flat)",
    ];
    return {
      name: "profit",
      settings: null,
      about: [`Profitability by accounts is not proposed: it needs ${lack.filter((each) => each !== "").join(", ")}.`],
    };
  }
  const activities = tableOf(proposal, "activities") !== null && tableOf(proposal, "activity_costs") !== null;
  return {
    name: "profit",
    settings: {
      mode: "average_balance",
      ftp: { method: "straight_term", without_maturity: { asset: 12, liability: 12 } },
      ...(activities ? { activity: { source: "activities" } } : {}),
    },
    about: [
      "unsure: balances without a maturity are priced at the 12-month rate of the curve; declare the tenor that your bank uses,",
      "by product where they differ: without_maturity: { products: { CODE: 3 } }.",
    ],
  };
}

const MOST_FEATURES = 6;

function segmentStage(proposal: Proposal, scored: boolean): ProposedStage | null {
  const customers = tableOf(proposal, "customers");
  if (customers !== null && tableOf(proposal, "accounts") !== null && tableOf(proposal, "balances") !== null)
    return segment(measures(proposal), {}, []);
  if (scored) return segment(SCORES, { population: "rfm_scores" }, []);
  return customers === null ? null : byAttributes(customers);
}

function segment(
  features: readonly unknown[],
  more: Readonly<Record<string, unknown>>,
  about: readonly string[],
): ProposedStage {
  return { name: "segment", settings: { ...more, features, k: { min: 2, max: 8 } }, about };
}

const SCORES = [
  {
    column: "recency_days",
    table: "rfm_scores",
    missing: "drop",
    transform: "log1p",
    unit: "days",
    higher_is: "worse",
  },
  { column: "frequency", table: "rfm_scores", missing: "drop", transform: "log1p", higher_is: "better" },
  { column: "monetary", table: "rfm_scores", missing: "drop", transform: "slog", higher_is: "better" },
];

function measures(proposal: Proposal): readonly unknown[] {
  const bookings = tableOf(proposal, "transactions") !== null;
  return [
    { measure: "average_balance", transform: "slog", higher_is: "better" },
    ...(bookings
      ? [{ measure: "transactions_per_month", transform: "log1p", unit: "per month", higher_is: "better" }]
      : []),
    ...(hasColumn(proposal, "accounts", "product_code") ? [{ measure: "product_count", higher_is: "better" }] : []),
  ];
}

const NUMBERS = new Set(["money", "decimal", "double", "integer"]);

/** Numeric attributes of one row per customer that are no codes of few values. */
function byAttributes(customers: SourceDraft): ProposedStage | null {
  const usable = Object.entries(customers.attributes).filter(([, { rule }]) => {
    const facts = customers.source.columns.find((each) => each.name === rule.from);
    return (
      NUMBERS.has(rule.type ?? "") && facts !== undefined && facts.distinct > 10 && facts.present >= 0.9 * facts.rows
    );
  });
  if (usable.length < 2) return null;
  const chosen = usable
    .slice(0, MOST_FEATURES)
    .map(([column]) => ({ column, missing: "median", transform: "quantile" }));
  const about = ["unsure: the first numeric columns are taken as they come; choose those that your question is about."];
  return segment(chosen, {}, about);
}

function effectStage(): ProposedStage {
  return {
    name: "effect",
    settings: null,
    about: [
      "The effect of the programme is not proposed: its design (outcomes, groups, window) is yours to declare. See docs/study-file.md.",
    ],
  };
}
