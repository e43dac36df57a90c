import { simplified } from "./traditional.js";
import type { Unit } from "../source-spec.js";

/** Abbreviated words of column names and what they stand for; synonyms are brought to one word. */
const WORDS: Readonly<Record<string, string>> = {
  cust: "customer",
  cst: "customer",
  client: "customer",
  clt: "customer",
  member: "customer",
  cif: "customer",
  cli: "customer",
  acct: "account",
  acc: "account",
  acnt: "account",
  ac: "account",
  acid: "account_id",
  no: "id",
  num: "id",
  nbr: "id",
  number: "id",
  identifier: "id",
  key: "id",
  dt: "date",
  day: "date",
  amt: "amount",
  bal: "balance",
  cd: "code",
  brn: "branch",
  br: "branch",
  brch: "branch",
  ccy: "currency",
  curr: "currency",
  cur: "currency",
  crncy: "currency",
  txn: "transaction",
  trx: "transaction",
  tran: "transaction",
  trn: "transaction",
  trans: "transaction",
  xact: "transaction",
  avg: "average",
  mean: "average",
  mth: "month",
  mo: "month",
  prod: "product",
  prd: "product",
  desc: "description",
  descr: "description",
  typ: "type",
  mat: "maturity",
  orig: "origination",
  int: "interest",
  lim: "limit",
  lmt: "limit",
  rt: "rate",
  seg: "segment",
  cat: "category",
  ind: "flag",
  indicator: "flag",
  flg: "flag",
  dr: "debit",
  cr: "credit",
  qty: "count",
  quantity: "count",
  cnt: "count",
  dob: "birth_date",
  opn: "open",
  opening: "open",
  opened: "open",
  closing: "close",
  closed: "close",
  val: "value",
  ref: "reference",
  tel: "phone",
  addr: "address",
  nm: "name",
  min: "minimum",
  max: "maximum",
};

/** Words of a Latin name, abbreviations spelled out: `CustAcctNo` -> customer, account, id. */
export function wordsOf(name: string): readonly string[] {
  return plainWords(name).flatMap((each) => (WORDS[each] ?? each).split("_"));
}

function plainWords(name: string): readonly string[] {
  return name
    .normalize("NFKC")
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1_$2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((each) => each !== "");
}

/** A name without case, blanks, punctuation and units: what the dictionary looks up. Traditional characters are made simplified. */
export function nameKey(name: string): string {
  return simplified(withoutUnit(name))
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

/** The key with the words of the name spelled out. */
export function wordKey(name: string): string {
  return wordsOf(withoutUnit(name)).join("");
}

const UNIT_MARKS: readonly (readonly [RegExp, Unit])[] = [
  [/[%％]|百分[比数]?|percent|_pct\b|\bpct_/i, "percent"],
  [/‰|千分/, "permille"],
  [/\bbps?\b|基点/i, "basis_points"],
  [/百万元/, "百万元"],
  [/亿元/, "亿元"],
  [/万元/, "万元"],
  [/千元/, "千元"],
  [/[（(]元[)）]/, "元"],
  [/[（([_](?:fen|cents?)[)）\]]?$|[（(]分[)）]/i, "cents"],
];

/** The unit that a column name states, or null. */
export function unitInName(name: string): Unit | null {
  const plain = simplified(name);
  return UNIT_MARKS.find(([mark]) => mark.test(plain))?.[1] ?? null;
}

function withoutUnit(name: string): string {
  return name.replaceAll(/[（([【][^)）\]】]*[)）\]】]/g, "").replaceAll(/[%％‰]/g, "");
}

/** True where a name has characters beyond Latin letters. */
export function isWide(name: string): boolean {
  return /[^\p{ASCII}\p{Script=Latin}]/u.test(name);
}
