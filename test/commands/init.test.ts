import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { custval, ROOT } from "../support/custval.js";
import { dataset } from "../support/datasets.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();

interface Proposed {
  readonly as_of: string;
  readonly currency: string;
  readonly questions: number;
  readonly sources: Readonly<Record<string, { readonly table: string; readonly files: string | string[] }>>;
  readonly stages: Readonly<Record<string, unknown>>;
  readonly columns: readonly {
    readonly source: string;
    readonly file: string;
    readonly column: string;
    readonly as: string;
    readonly target: string | null;
  }[];
  readonly left_out: readonly { readonly files: readonly string[] }[];
}

async function init(args: readonly string[]): Promise<{ proposed: Proposed; stderr: string; stdout: string }> {
  const ran = await custval(["init", ...args, "--json", "--quiet"], { cwd: folder });
  expect([ran.exit, ran.stderr.match(/^error.*/m)]).toEqual([0, null]);
  return { proposed: JSON.parse(ran.stdout) as Proposed, stderr: ran.stderr, stdout: ran.stdout };
}

async function runs(study: string): Promise<void> {
  const ran = await custval(["run", study, "--out", `report-${study}`], { cwd: folder });
  expect([ran.exit, ran.stderr.match(/^error.*/m)]).toEqual([0, null]);
}

/** What each source column became, as `file column` -> `table.target`, or how else it is used. */
function found({ columns, sources, left_out }: Proposed): ReadonlyMap<string, string> {
  const all = new Map(
    columns.map(({ source, file, column, as, target }) => [
      `${file} ${column}`,
      as === "column" ? `${sources[source].table}.${target!}` : as,
    ]),
  );
  for (const { files } of left_out) all.set(files[0], "left_out");
  return all;
}

/** Files below a folder of their own: name -> lines. */
function files(name: string, content: Readonly<Record<string, readonly string[]>>): string {
  mkdirSync(join(folder, name));
  for (const [file, lines] of Object.entries(content)) writeFileSync(join(folder, name, file), `${lines.join("\n")}\n`);
  return name;
}

const CUSTOMERS = Array.from({ length: 40 }, (_, at) => `C${String(1000 + at)}`);
const bookings = (month: number, day: (at: number) => string): string[] =>
  CUSTOMERS.map((each, at) => `${each},${day(at)},${at % 2 === 0 ? "贷" : "借"},${String(100 + month + at)}.50`);

describe("custval init", () => {
  it("groups monthly files, leaves identifiers out, and writes a study that runs", { timeout: 120_000 }, async () => {
    const iso = (month: string) => (at: number) => `2023-${month}-${String(1 + (at % 28)).padStart(2, "0")}`;
    const bank = files("bank", {
      "流水_202301.csv": ["客户号,交易日期,借贷标志,交易金额", ...bookings(1, iso("01"))],
      "流水_202302.csv": [
        "客户号,交易日期,借贷标志,交易金额",
        ...bookings(2, iso("02")).filter((_, at) => at % 3 !== 1),
      ],
      "客户.csv": [
        "客户号,姓名,身份证号,手机号,联系地址,性别,开户日期,xyz",
        ...CUSTOMERS.map(
          (each, at) =>
            `${each},Planted${String(at)},11010119900307${String(1000 + at)},138000${String(10000 + at)},Secret Lane ${String(at)},${at % 2 ? "男" : "女"},2020-01-${String(1 + (at % 28)).padStart(2, "0")},name${String(at * 7919)}`,
        ),
      ],
    });
    const { proposed, stdout, stderr } = await init([bank, "--out", "bank.yaml"]);
    const got = found(proposed);
    expect(got.get("bank/客户.csv 客户号") ?? got.get("客户.csv 客户号")).toBe("customers.customer_id");
    expect(Object.values(proposed.sources).map((each) => each.files)).toContain("流水_*.csv");
    expect(proposed).toMatchObject({ as_of: "2023-02-28", currency: "CNY", questions: 0 });
    for (const column of ["姓名", "身份证号", "手机号", "联系地址", "xyz"])
      expect(got.get(`客户.csv ${column}`), column).toBe("left_out");
    const text = readFileSync(join(folder, "bank.yaml"), "utf8");
    expect(text).toMatch(/in: 贷, out: 借/);
    expect(text).toMatch(/# unsure: /);
    expect(`${text}${stdout}${stderr}`).not.toMatch(/Planted|Secret|11010119|138000|C10\d\d|name\d/);
    expect(statSync(join(folder, "bank.yaml")).mode & 0o777).toBe(0o600);
    await runs("bank.yaml");
  });

  it("never overwrites a study without --force", async () => {
    writeFileSync(join(folder, "kept.yaml"), "mine");
    const ran = await custval(["init", "bank", "--out", "kept.yaml"], { cwd: folder });
    expect([ran.exit, ran.stderr.startsWith("error[STU-006]")]).toEqual([2, true]);
    expect(readFileSync(join(folder, "kept.yaml"), "utf8")).toBe("mine");
    await init(["bank/客户.csv", "--out", "kept.yaml", "--force"]);
    expect(readFileSync(join(folder, "kept.yaml"), "utf8")).toMatch(/^# Proposed by custval init/);
  });

  it("asks for day and month, and the run refuses the question; one day above 12 answers it", async () => {
    const day = (first: number) => (at: number) =>
      `${String(1 + (at % first)).padStart(2, "0")}/0${String(1 + (at % 9))}/2023`;
    files("asked", { "tx.csv": ["customer_id,date,direction,amount", ...bookings(1, day(12))] });
    const { proposed } = await init(["asked", "--out", "asked.yaml"]);
    expect(proposed.questions).toBe(1);
    expect(readFileSync(join(folder, "asked.yaml"), "utf8")).toMatch(/date: ask.*# question: d\/m\/yyyy or m\/d\/yyyy/);
    const ran = await custval(["run", "asked.yaml", "--out", "asked-report"], { cwd: folder });
    expect([ran.exit, /in place of ask/.test(ran.stderr), existsSync(join(folder, "asked-report"))]).toEqual([
      2,
      true,
      false,
    ]);
    files("told", { "tx.csv": ["customer_id,date,direction,amount", ...bookings(1, day(28))] });
    expect((await init(["told", "--out", "told.yaml"])).proposed.questions).toBe(0);
    expect(readFileSync(join(folder, "told.yaml"), "utf8")).toMatch(/date: d\/m\/yyyy/);
  });

  it("says what is missing where no file is a table, and writes nothing", async () => {
    files("nothing", { "x.csv": ["blorp,frob", "aa,bb", "aa,cc", "dd,bb"] });
    const ran = await custval(["init", "nothing", "--out", "nothing.yaml"], { cwd: folder });
    expect([ran.exit, /^error\[DATA-022\]/m.test(ran.stderr), existsSync(join(folder, "nothing.yaml"))]).toEqual([
      3,
      true,
      false,
    ]);
    const none = await custval(["init", "no-such*.csv"], { cwd: folder });
    expect([none.exit, none.stderr.startsWith("error[DATA-001]")]).toEqual([2, true]);
  });
});

/** By hand, after data-samples/city-bank/study.yaml: columns in the order of their files. */
const CITY_BANK: Readonly<Record<string, string>> = {
  "客户信息.csv":
    "customers: 客户号=customer_id 性别=gender 出生日期=birth_date 开户日期=open_date 销户日期=close_date 机构号=branch_id 客户等级=tier 地区=region",
  "账户信息.csv":
    "accounts: 账号=account_id 客户号=customer_id 产品代码=product_code 币种=currency 开户日期=open_date 销户日期=close_date 年利率%=customer_rate 利率类型=rate_type 起息日=origination_date 到期日=maturity_date 授信额度=credit_limit 违约概率=pd 违约损失率=lgd 风险权重=risk_weight 资产负债=side",
  "联名户.csv": "holders: 账号=account_id 客户号=customer_id 份额=share",
  "日均余额_2021.csv": "balances: 账号=account_id 日期=period_end 日均余额=average_balance 月末余额=end_balance",
  "交易流水_202101.csv":
    "transactions: 流水号=transaction_id 账号=account_id 交易日期=booked_on 交易金额=amount 借贷标志=(sign) 交易类型=type 渠道=channel 手续费=fee",
  "作业量_2021.csv": "activities: 客户号=customer_id 日期=date 作业代码=activity_code 次数=count",
  "作业成本.csv": "activity_costs: 作业代码=activity_code 单位成本=unit_cost 作业名称=(attribute)",
  "产品目录.csv": "products: 产品代码=product_code 产品大类=family 资产负债=side 产品名称=(attribute)",
  "FTP曲线.csv": "curves: 曲线代码=curve_id 币种=currency 日期=date 期限月=term_months 利率%=rate",
  "网点上线.csv": "programme: 机构号=branch_id 上线日期=start_date 机构名称=(attribute)",
};

/** By hand, after data-samples/berka/study.yaml; a column that no table has a place for is an attribute, an id of a third person is left out. */
const BERKA: Readonly<Record<string, string>> = {
  "account.asc": "accounts: account_id=account_id district_id=(attribute) frequency=(attribute) date=open_date",
  "card.asc": "accounts: disp_id=(key) type=(attribute) issued=open_date card_id=account_id",
  "client.asc": "customers: client_id=customer_id birth_number=birth_date district_id=(key)",
  "disp.asc": "lookup: disp_id=(key) client_id=(attribute) account_id=(key) type=(key)",
  "district.asc": `lookup: A1=(key) ${Array.from({ length: 15 }, (_, at) => `A${String(at + 2)}=(attribute)`).join(" ")}`,
  "loan.asc":
    "accounts: loan_id=account_id account_id=(key) date=open_date amount=(attribute) duration=(attribute) payments=(attribute) status=(attribute)",
  "trans.asc":
    "transactions: trans_id=transaction_id account_id=account_id date=booked_on type=(sign) operation=channel amount=amount balance=(attribute) k_symbol=type bank=counterparty_class account=(left_out)",
};

/** Share of the columns of an expectation that the proposal has as expected; the others are named. */
function agreement(expected: Readonly<Record<string, string>>, got: ReadonlyMap<string, string>) {
  const wanted = Object.entries(expected).flatMap(([file, text]) => {
    const [table, rest] = text.split(": ");
    return rest.split(" ").map((each) => {
      const at = each.lastIndexOf("=");
      const target = each.slice(at + 1);
      return [
        `${file} ${each.slice(0, at)}`,
        target.startsWith("(") ? target.slice(1, -1) : `${table}.${target}`,
      ] as const;
    });
  });
  const wrong = wanted
    .filter(([column, target]) => got.get(column) !== target)
    .map(([column, target]) => `${column}: ${target}, got ${String(got.get(column))}`);
  return { share: 1 - wrong.length / wanted.length, wrong, columns: wanted.length };
}

describe("custval init on a Chinese bank", () => {
  it("maps nine columns of ten as by hand, and its study runs with all stages", { timeout: 400_000 }, async () => {
    const { proposed } = await init([join(ROOT, "data-samples/city-bank/exports"), "--out", "city.yaml"]);
    const { share, wrong, columns } = agreement(CITY_BANK, found(proposed));
    expect(columns).toBe(57);
    expect(share, wrong.join("\n")).toBeGreaterThanOrEqual(0.9);
    expect(proposed).toMatchObject({ as_of: "2023-12-31", currency: "CNY", questions: 0 });
    expect(Object.keys(proposed.stages)).toEqual(["rfm", "profit", "segment"]);
    expect(readFileSync(join(folder, "city.yaml"), "utf8")).toMatch(
      /footer: \{ starts: 合计, count: 2, sums: \{ 日均余额: 3, 月末余额: 4 \} \}/,
    );
    await runs("city.yaml");
  });
});

const berka = dataset("berka");

describe.skipIf(!berka)("custval init on the Czech bank [needs datasets]", () => {
  it("maps nine columns of ten as by hand, and its study runs", { timeout: 300_000 }, async () => {
    const { proposed } = await init([berka!, "--out", "berka.yaml"]);
    const { share, wrong, columns } = agreement(BERKA, found(proposed));
    expect(columns).toBe(48);
    expect(share, wrong.join("\n")).toBeGreaterThanOrEqual(0.9);
    expect(proposed.left_out.map((each) => each.files)).toEqual([["order.asc"]]);
    await runs("berka.yaml");
  });
});
