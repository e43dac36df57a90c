import { describe, expect, it } from "vitest";
import { CHINESE } from "../../../src/ingest/dictionary/chinese.js";
import { CONCEPTS } from "../../../src/ingest/dictionary/concepts.js";
import { ENGLISH } from "../../../src/ingest/dictionary/english.js";
import { meaningsOf } from "../../../src/ingest/dictionary/match.js";
import { unitInName } from "../../../src/ingest/dictionary/name.js";
import { CANONICAL_TABLES } from "../../../src/tables/canonical.js";

const meaning = (name: string) => meaningsOf(name)[0]?.concept ?? null;

describe("the dictionary of column names", () => {
  it.each([
    ["客户号", "customer_id"],
    ["客户编号", "customer_id"],
    ["账号", "account_id"],
    ["卡号", "account_id"],
    ["交易日期", "trade_date"],
    ["记账日期", "booked_on"],
    ["交易金额", "amount"],
    ["借贷标志", "direction"],
    ["余额", "end_balance"],
    ["日均余额", "average_balance"],
    ["开户日期", "open_date"],
    ["销户日期", "close_date"],
    ["机构号", "branch_id"],
    ["网点", "branch_id"],
    ["币种", "currency"],
    ["利率", "customer_rate"],
    ["到期日", "maturity_date"],
    ["产品代码", "product_code"],
  ])("knows the names that the issue lists: %s", (name, concept) => {
    expect(meaning(name)).toBe(concept);
  });

  it("reads traditional characters, other case, punctuation and units like the plain name", () => {
    expect(meaning("客戶編號")).toBe("customer_id");
    expect(meaning("帳號")).toBe("account_id");
    expect(meaning("餘額(萬元)")).toBe("end_balance");
    expect(meaning("年利率%")).toBe("customer_rate");
    expect(meaning("Cust_Acct-No")).toBe("account_id");
    expect(meaning("CustomerID")).toBe("customer_id");
    expect(meaning("TXN DT")).toBe("trade_date");
    expect(meaning("AVG_BAL")).toBe("average_balance");
  });

  it.each([
    ["CUR_BOOK_BAL", "end_balance"],
    ["AVG_BOOK_BAL", "average_balance"],
    ["CUR_NET_RATE", "customer_rate"],
    ["TRANSFER_RATE", "ftp_rate"],
    ["MATCHED_SPREAD", "matched_spread"],
    ["ORIGINATION_DATE", "origination_date"],
    ["MATURITY_DATE", "maturity_date"],
    ["ORG_TERM", "term_months"],
    ["ORG_PAR_BAL", "original_balance"],
    ["LAST_REPRICE_DATE", "last_reprice_date"],
    ["REPRICE_FREQ", "reprice_months"],
    ["TEASE_END_DATE", "teaser_end_date"],
    ["AMRT_TERM", "payment_months"],
    ["利息净收入", "nii"],
    ["中间业务收入", "fee_income"],
    ["拨备", "provision"],
    ["SOL_ID", "branch_id"],
    ["FORACID", "account_id"],
    ["DRCR_IND", "direction"],
  ])("knows the names of core-banking and transfer-pricing systems and of ready components: %s", (name, concept) => {
    expect(meaning(name)).toBe(concept);
  });

  it("takes an ending for less than a whole name, and an unknown name for nothing", () => {
    expect(meaningsOf("主办客户编号")[0]).toMatchObject({ concept: "customer_id", confidence: 0.7 });
    expect(meaningsOf("primary_customer_id")[0]).toMatchObject({ concept: "customer_id", confidence: 0.7 });
    expect([meaning("blorp"), meaning(""), meaning("甲乙丙")]).toEqual([null, null, null]);
  });

  it.each([
    "身份证号",
    "姓名",
    "手机号码",
    "联系地址",
    "客户姓名",
    "证件号码",
    "first_name",
    "mobile_phone",
    "home_address",
    "e-mail",
    "备注",
  ])("marks %s as never to be loaded", (name) => {
    const concept = meaning(name)!;
    expect((CONCEPTS[concept] as { leaveOut?: string }).leaveOut).toBeTypeOf("string");
  });

  it("fills only columns that the canonical tables have", () => {
    for (const [name, concept] of Object.entries(CONCEPTS)) {
      const { fills = {} } = concept as { fills?: Readonly<Record<string, string>> };
      for (const [table, column] of Object.entries(fills)) {
        const known = CANONICAL_TABLES[table as keyof typeof CANONICAL_TABLES].columns.map((each) => each.name);
        expect(known, `${name} -> ${table}`).toContain(column);
      }
    }
  });

  it("gives every alias its own meaning back", () => {
    for (const list of [CHINESE, ENGLISH])
      for (const [concept, aliases] of Object.entries(list))
        for (const alias of aliases.split(" "))
          expect(
            meaningsOf(alias).map((each) => each.concept),
            alias,
          ).toContain(concept);
  });

  it("reads units in names", () => {
    expect([unitInName("余额(万元)"), unitInName("利率%"), unitInName("rate_pct"), unitInName("金额")]).toEqual([
      "万元",
      "percent",
      "percent",
      null,
    ]);
  });
});
