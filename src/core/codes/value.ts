import { catalogue } from "./code.js";

/** RFM and profitability. Codes from VAL-100 on are warnings. */
export const valueCodes = catalogue({
  "VAL-001": {
    exit: 2,
    title: "settings contradict each other",
    long: "Two settings of the value stage cannot hold together, for example ties midrank with fixed cuts. The message names both.",
  },
  "VAL-002": {
    exit: 2,
    title: "cut points are not increasing",
    long: "Cut points must rise strictly: each bin needs room. The message names the pair that does not.",
  },
  "VAL-003": {
    exit: 2,
    title: "a table or column is missing",
    long: "The chosen measure or method needs a table or column that no source provides. Map it, or choose another measure or method.",
  },
  "VAL-004": {
    exit: 3,
    title: "nothing selected",
    long: "No row is left after the window and the filters, so there is nothing to score. The filter table says how many rows each step removed.",
  },
  "VAL-005": {
    exit: 2,
    title: "saved cuts do not fit",
    long: "Saved cuts are applied unchanged. They need the same measures, units and currency as the data; nothing is re-estimated or converted behind your back.",
  },
  "VAL-006": {
    exit: 3,
    title: "several currencies",
    long: "Money of different currencies must not be added. Select one currency, or provide exchange rates.",
  },
  "VAL-007": {
    exit: 2,
    title: "segment table not usable",
    long: "A segment rule names a measure that is not scored, or a preset was chosen that needs another number of bins.",
  },
  "VAL-008": {
    exit: 3,
    title: "amounts missing",
    long: "A component of profit is empty for some customers. An empty cell is not zero: complete the export, or declare `missing: zero`.",
  },
  "VAL-009": {
    exit: 3,
    title: "more than one row per customer",
    long: "In simple mode each customer has one row, or one row per period when a period column is mapped.",
  },
  "VAL-010": {
    exit: 2,
    title: "expected loss and provisions together",
    long: "Expected loss and booked provisions measure the same cost of risk. With both supplied, choose one by `risk_cost`.",
  },
  "VAL-011": {
    exit: 3,
    title: "shares of an account do not sum to 1",
    long: "The shares of the holders of a joint account must sum to 1, or all be empty, which means equal shares.",
  },
  "VAL-012": {
    exit: 3,
    title: "keys are not unique",
    long: "Two rows have the same key, so that an amount would count twice. `custval check` lists the rows.",
  },
  "VAL-013": {
    exit: 2,
    title: "a rate that is no fraction",
    long: "Rates are annual fractions: 3.5 % is 0.035. A rate above 1 in the settings is taken for a mistaken percentage.",
  },
  "VAL-014": {
    exit: 2,
    title: "pairwise matrix not usable",
    long: "A matrix of judgements has positive entries, ones on the diagonal, and reciprocal halves: a[j][i] = 1 / a[i][j].",
  },
  "VAL-015": {
    exit: 3,
    title: "an unknown code",
    long: "A table refers to a code that the table it points to does not hold: an activity without a cost, an account with an unknown side.",
  },
  "VAL-016": {
    exit: 3,
    title: "totals do not meet the ledger",
    long: "A total of the customers differs from the total of the ledger that the study declares by more than `ledger.tolerance`. The message prints the residual.",
  },
  "VAL-017": {
    exit: 3,
    title: "an exchange rate is missing",
    long: "Accounts in another currency than the study's need an exchange rate in every month of the period. The message names the currency and the month.",
  },
  "VAL-018": {
    exit: 2,
    title: "two columns can mean the same",
    long: "Without flags, the columns of a ready table are known by their usual names. Two of them can mean the same component: name the right one with its flag.",
  },
  "VAL-020": {
    exit: 2,
    title: "table of options not usable",
    long: "Options are compared by a table with one row an option and one column a criterion. Every option has a name of its own, and every cell is a number with a decimal point; where less is better, say so with --lower.",
  },
  "VAL-021": {
    exit: 2,
    title: "a column named recency",
    long: "In RFM, recency is the days since the last transaction, where small is good; in lifetime models it is the time between the first and the last one, where large is good. A column of that bare name is refused, because scoring it by the wrong meaning turns the result round without a word. Rename it: recency_days for the first meaning.",
  },
  "VAL-022": {
    exit: 3,
    title: "lifetime summary not usable",
    long: "A lifetime summary has one row per customer: the repeat count x (zero or more), the time t_x from the first to the last occasion (zero where x is zero) and the time T from the first occasion to as_of, never shorter than t_x. In RFM the days since the last occasion are T - t_x and the frequency is x + 1. Durations must come to whole days in the stated unit; a summary in weeks that is read as days does not.",
  },
  "VAL-101": {
    exit: 0,
    title: "a bin is empty or overfull",
    long: "Equal values stay together, so that a bin can be empty or hold more than 1.5 times its fair share. The message names the value that causes it when at least ten customers share it.",
  },
  "VAL-102": {
    exit: 0,
    title: "segment rules are dead or leave gaps",
    long: "The first matching rule wins. A dead rule never gets a customer; an uncovered cell falls to the rest.",
  },
  "VAL-103": {
    exit: 0,
    title: "equal customers may have different scores",
    long: "With ties `split`, customers with the same values are separated by their id, only to reproduce other tools.",
  },
  "VAL-104": {
    exit: 0,
    title: "judgements are not consistent",
    long: "The consistency ratio of the pairwise matrix is 0.1 or more (Saaty 1980). Revise the judgements named.",
  },
  "VAL-105": {
    exit: 0,
    title: "a measure is constant",
    long: "A measure that is the same for all customers carries no information; its entropy weight is 0.",
  },
  "VAL-106": {
    exit: 0,
    title: "values beyond the saved range",
    long: "Customers lie outside the range the saved cuts were made on; they get the end bins, and the index is clipped to 0..100.",
  },
  "VAL-107": {
    exit: 0,
    title: "weights were rescaled",
    long: "The given weights do not sum to 1; each was divided by the sum.",
  },
  "VAL-108": {
    exit: 0,
    title: "customers unknown to the customer table",
    long: "Bookings or accounts name customers that the table of customers does not hold. They are scored, not dropped.",
  },
  "VAL-109": {
    exit: 0,
    title: "a component of profit is switched off",
    long: "An input is missing, so that a component of profit is not computed. It is undefined, not zero.",
  },
  "VAL-110": {
    exit: 0,
    title: "rates above 1",
    long: "A rate above 1 as an annual fraction is more than 100 %: the export may hold percent. Declare the unit in the mapping.",
  },
  "VAL-111": {
    exit: 0,
    title: "a price outside the nodes of the curve",
    long: "The term lies outside the nodes of the curve; the rate of the nearest node is used.",
  },
  "VAL-112": {
    exit: 0,
    title: "a compatibility mode changes the rules",
    long: "A compatibility mode reproduces another tool, including its known defects. Do not use it for new studies.",
  },
});
