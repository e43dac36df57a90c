import type { FeatureSettings } from "../settings.js";

/** Words for a feature that lies clearly above or below the population. */
export interface MarkerWords {
  readonly high: { readonly en: string; readonly zh: string };
  readonly low: { readonly en: string; readonly zh: string };
}

function words(highEn: string, lowEn: string, highZh: string, lowZh: string): MarkerWords {
  return Object.freeze({ high: { en: highEn, zh: highZh }, low: { en: lowEn, zh: lowZh } });
}

const KNOWN: Readonly<Record<string, MarkerWords>> = Object.freeze({
  average_balance: words("high balance", "low balance", "余额高", "余额低"),
  loan_balance: words("high loans", "low loans", "贷款多", "贷款少"),
  product_count: words("many products", "few products", "产品多", "产品少"),
  transactions_per_month: words("many transactions", "few transactions", "交易多", "交易少"),
  digital_share: words("mostly digital", "rarely digital", "线上为主", "线下为主"),
  age: words("older", "younger", "年长", "年轻"),
  relationship_days: words("long-standing", "new", "老客户", "新客户"),
  recency_days: words("long inactive", "recent", "久未交易", "近期活跃"),
  frequency: words("frequent", "infrequent", "频率高", "频率低"),
  monetary: words("large amounts", "small amounts", "金额高", "金额低"),
  profit: words("high profit", "low profit", "利润高", "利润低"),
  revenue: words("high revenue", "low revenue", "收入高", "收入低"),
  cost: words("high cost", "low cost", "成本高", "成本低"),
});

/** The words of a feature: declared labels first, then the known measures and columns, else its own name. */
export function markerWords(name: string, settings: FeatureSettings): MarkerWords {
  const source = settings.measure ?? settings.column ?? name;
  const usual = Object.hasOwn(KNOWN, source) ? KNOWN[source] : plainWords(name, name);
  const own = plainWords(settings.label_en ?? name, settings.label_zh ?? name);
  const pick = (side: "high" | "low") => ({
    en: (settings.label_en === undefined ? usual : own)[side].en,
    zh: (settings.label_zh === undefined ? usual : own)[side].zh,
  });
  return Object.freeze({ high: pick("high"), low: pick("low") });
}

function plainWords(en: string, zh: string): MarkerWords {
  return words(`high ${en}`, `low ${en}`, `${zh}高`, `${zh}低`);
}
