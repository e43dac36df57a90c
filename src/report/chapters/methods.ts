import type { Formula } from "../document.js";
import { isOmitted } from "../facts.js";
import type { GatedFacts } from "../gate/gate.js";
import type { appendixEn } from "../text/appendix.js";
import { say } from "../words.js";

type Method = keyof typeof appendixEn.methodNames;
type Stage = "rfm" | "profit" | "segment" | "effect";

const METHODS: readonly (readonly [Method, Stage, formula: string, source: string])[] = [
  [
    "quantile",
    "rfm",
    "Q(p) = x_⌊h⌋ + (h − ⌊h⌋)(x_⌊h⌋+1 − x_⌊h⌋), h = (n − 1)p + 1",
    "Hyndman and Fan 1996, The American Statistician 50(4)",
  ],
  ["ftp", "profit", "b(r − t)/d; b(t − r)/d", "Dermine 2015, Bank Valuation and Value-Based Management, 2nd ed."],
  [
    "whale",
    "profit",
    "W(k) = Σ_{i≤k} π_(i) / Σ_i π_i; erosion = (max W − 1) Σ_i π_i",
    "Kaplan and Narayanan 2001, Journal of Cost Management 15(5)",
  ],
  [
    "gini",
    "profit",
    "G* = Σ_i Σ_j |x_i − x_j| / (2(n − 1) Σ_i |x_i|)",
    "Raffinetti, Siletti and Vernizzi 2015, Statistical Methods & Applications 24(3)",
  ],
  [
    "kmeans",
    "segment",
    "min_{c,l} Σ_i ‖z_i − c_l(i)‖²",
    "Lloyd 1982, IEEE Transactions on Information Theory 28(2); Arthur and Vassilvitskii 2007, SODA",
  ],
  [
    "silhouette",
    "segment",
    "s_i = (b_i − a_i) / max(a_i, b_i)",
    "Rousseeuw 1987, Journal of Computational and Applied Mathematics 20",
  ],
  [
    "did",
    "effect",
    "δ = (Ȳ_11 − Ȳ_10) − (Ȳ_01 − Ȳ_00)",
    "Bertrand, Duflo and Mullainathan 2004, Quarterly Journal of Economics 119(1)",
  ],
  [
    "crv1",
    "effect",
    "G/(G − 1) · (N − 1)/(N − K) · (X′X)⁻¹ (Σ_g X_g′u_g u_g′X_g) (X′X)⁻¹",
    "MacKinnon, Nielsen and Webb 2023, Journal of Econometrics 232(2)",
  ],
  [
    "crv3",
    "effect",
    "(G − 1)/G · Σ_g (β_(−g) − β)²",
    "MacKinnon, Nielsen and Webb 2023, Journal of Econometrics 232(2)",
  ],
  [
    "holm",
    "effect",
    "p̃_(j) = max_{i≤j} min(1, (m − i + 1) p_(i))",
    "Holm 1979, Scandinavian Journal of Statistics 6(2)",
  ],
];

/** Formulas and sources of the methods that this study used. */
export function methodNotes(facts: GatedFacts): Formula[] {
  return METHODS.filter(([, stage]) => !isOmitted(facts[stage])).map(([method, , formula, source]) => ({
    kind: "formula",
    name: say((text) => text.appendix.methodNames[method]),
    formula,
    about: say((text) => text.appendix.methodAbout[method]),
    source,
  }));
}
