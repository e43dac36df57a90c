/** What `custval explain` knows besides error codes. */
export interface GlossaryEntry {
  readonly meaning: string;
  readonly formula?: string;
  readonly source?: string;
}

export const GLOSSARY: Readonly<Record<string, GlossaryEntry>> = Object.freeze({
  "exit-codes": {
    meaning:
      "0 done. 1 a fault in the tool. 2 usage or study file wrong. 3 the data broke a rule, rejects above the tolerance, or nothing selected. 4 statistics not usable. 5 the privacy gate refused an output. 6 environment: disk, memory, lock. 130 interrupted, 143 terminated. Zero always means success; anything else never does.",
  },
  dates: {
    meaning:
      "The form of a date is declared and never guessed where two would fit: 03/04/2023 is 3 April or 4 March. `iso` is 2023-12-31; `excel` is a serial day number; otherwise a pattern of yyyy yy mm m dd d hh mi ss with its separators, such as yyyymmdd, dd.mm.yyyy or yyyy年m月d日. Two-digit years need a pivot.",
  },
  expressions: {
    meaning:
      "A column can be made by a simple expression in a safe subset of SQL: source columns, texts and numbers, + - * /, comparisons, and, or, not, case when, and the functions that the error message lists. Nothing else is accepted, and nothing of it reaches the engine unquoted.",
    formula: "case when number(substr(birth_number, 3, 2)) > 50 then 'F' else 'M' end",
  },
  occasion: {
    meaning: "One customer on one calendar day, however many rows the export holds for it; one row, if declared so.",
    source: "defect 4 of existing tools in the methods chapter: counting rows as occasions",
  },
  recency_days: {
    meaning:
      "Days from a customer's last occasion to the as-of date; small is good, and the score is turned so that 5 is best. Lifetime models call the time between first and last purchase recency too; that is another measure and never bears this name here.",
    formula: "recency_days = as_of - last_date",
    source: "Hughes 1994; Bult and Wansbeek 1995, Marketing Science 14",
  },
  frequency: { meaning: "Number of occasions up to the as-of date.", source: "Hughes 1994" },
  monetary: {
    meaning:
      "Sum of money up to the as-of date, exact to the cent. On a bank's signed bookings this is turnover (absolute values), because an outflow is no refund; a direction or another source can be declared.",
    source: "Hughes 1994",
  },
  "type-7": {
    meaning: "The quantile that R, NumPy and Excel's PERCENTILE.INC compute: linear between order statistics.",
    formula: "h = (n - 1) p;  j = floor(h);  q = x[j+1] + (h - j) (x[j+2] - x[j+1])",
    source: "Hyndman and Fan 1996, The American Statistician 50",
  },
  "funds-transfer-price": {
    meaning:
      "The rate at which Treasury lends to every asset and borrows from every deposit. The customer keeps the margin between it and the customer rate.",
    formula: "NII = average balance x margin x days / basis;  margin = r - f (asset) or f - r (liability)",
    source: "Dermine, Bank Valuation and Value-Based Management; Cadamagnani, Harimohan and Tangri 2015",
  },
  "expected-loss": {
    meaning: "The loss on a loan that is expected within the period.",
    formula: "EL = PD x LGD x EAD x days / 365",
  },
  "whale-curve": {
    meaning:
      "Cumulative profit over customers ordered from the most to the least profitable. It rises above 100 % and falls back by what unprofitable customers cost: the erosion.",
    source: "Kaplan and Narayanan 2001, J. Cost Management 15",
  },
  "gini-normalised": {
    meaning: "Gini coefficient that stays between 0 and 1 also when some customers make a loss.",
    formula: "G* = sum_ij |x_i - x_j| / (2 (n - 1) sum |x_i|)",
    source: "Raffinetti, Siletti and Vernizzi 2015, Stat. Methods & Applications 24",
  },
  silhouette: {
    meaning:
      "How much nearer a customer is to the own segment than to the nearest other one, from -1 to 1; the mean over customers (or over segment means: macro) is compared over k.",
    formula: "s = (b - a) / max(a, b)",
    source: "Rousseeuw 1987, J. Comput. Appl. Math. 20",
  },
  "adjusted-rand-index": {
    meaning: "Agreement of two groupings, corrected for chance: 0 is what chance gives, 1 is the same grouping.",
    source: "Hubert and Arabie 1985, J. Classification 2",
  },
  "k-means": {
    meaning:
      "Groups that minimise the sum of squared distances to their means. Best of many seeded restarts, the same bytes for any number of threads and any row order.",
    source: "Lloyd 1982; Arthur and Vassilvitskii 2007",
  },
  "difference-in-differences": {
    meaning:
      "Change of the treated minus change of the controls, on one mean before and one after for each customer. It is causal only if both would have changed alike without the programme.",
    formula: "delta = (Y11 - Y10) - (Y01 - Y00)",
    source: "Bertrand, Duflo and Mullainathan 2004, QJE 119(1)",
  },
  CRV1: {
    meaning:
      "Standard error that allows customers of one branch to be alike, with the small-sample factor and the t distribution with G - 1 degrees of freedom.",
    formula: "factor G/(G-1) x (N-1)/(N-K)",
    source: "MacKinnon, Nielsen and Webb 2023, J. Econometrics 232(2)",
  },
  CRV3: {
    meaning: "Cluster jackknife: leave out one branch at a time. Safer than CRV1 when branches are few or unequal.",
    formula: "(G-1)/G x sum_g (b_(-g) - b)^2",
    source: "MacKinnon, Nielsen and Webb 2023",
  },
});
