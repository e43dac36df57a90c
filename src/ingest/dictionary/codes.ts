/** Words that stand for a canonical code, in the languages of exports. Only these words are ever written into a study file. */
export interface Vocabulary {
  readonly [value: string]: readonly string[];
}

const split = (words: string): readonly string[] => words.split(" ");

/** Money into the account, and out of it. */
export const DIRECTION: Vocabulary = Object.freeze({
  in: split(
    "贷 貸 贷方 贷记 收 收入 存 存入 转入 进 C CR Cr c cr credit Credit CREDIT CRDT in In IN deposit Deposit DEPOSIT PRIJEM PŘÍJEM Haben H",
  ),
  out: split(
    "借 借方 借记 付 支 支出 取 取出 转出 出 D DR Dr d dr debit Debit DEBIT DBIT out Out OUT withdrawal Withdrawal WITHDRAWAL VYDAJ VÝDAJ VYBER VÝBĚR Soll S",
  ),
});

export const SIDE: Vocabulary = Object.freeze({
  asset: split("资产 資產 资产类 asset Asset ASSET assets Assets A loan Loan LOAN 贷款"),
  liability: split("负债 負債 负债类 liability Liability LIABILITY liabilities L deposit Deposit DEPOSIT 存款"),
  fee: split("中间业务 中間業務 表外 中间 fee Fee FEE off-balance 中间业务类"),
});

export const GENDER: Vocabulary = Object.freeze({
  M: split("男 男性 M m male Male MALE MUZ muž"),
  F: split("女 女性 F f female Female FEMALE ZENA žena"),
});

export const RATE_TYPE: Vocabulary = Object.freeze({
  fixed: split("固定 固定利率 fixed Fixed FIXED F FIX"),
  adjustable: split(
    "浮动 浮動 浮动利率 变动 adjustable Adjustable floating Floating FLOATING variable Variable VARIABLE",
  ),
});

/** The holder whom an account counts for. */
export const PRIMARY_ROLE: Vocabulary = Object.freeze({
  owner: split(
    "OWNER Owner owner PRIMARY Primary primary MAIN main 主 主卡 本人 户主 主账户 主持卡人 主借款人 主持有人 PRIM SOW",
  ),
});

/** ISO 4217 codes of money that banks commonly hold. */
export const CURRENCIES: readonly string[] = split(
  "CNY USD EUR HKD JPY GBP AUD CAD SGD CHF NZD KRW TWD MOP THB MYR IDR PHP VND INR RUB CZK PLN HUF RON BGN SEK NOK DKK ISK TRY ILS ZAR NGN KES EGP MAD GHS AED SAR QAR KWD BHD OMR JOD PKR BDT LKR NPR MMK KHR LAK MNT KZT UZS UAH GEL AMD AZN RSD MXN BRL ARS CLP COP PEN UYU CNH",
);

/** Other ways in which exports write a currency. */
export const CURRENCY_WORDS: Vocabulary = Object.freeze({
  CNY: split("CNY RMB 人民币 人民幣 01 156 CNH"),
  USD: split("USD 美元 840 14"),
  HKD: split("HKD 港币 港幣 344 13"),
  EUR: split("EUR 欧元 978 38"),
  JPY: split("JPY 日元 392 27"),
  GBP: split("GBP 英镑 826 12"),
});
