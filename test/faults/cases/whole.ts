import { HEAD, one, row, type Content, type FaultCase } from "../case.js";
import type { SourceInput } from "../../../src/ingest/index.js";

const TWO = HEAD + row(1) + row(2);

/** Files that are odd and sound: both rows are kept. */
const FILES: readonly (readonly [string, Content, Partial<SourceInput>?, number?])[] = [
  ["a byte order mark", `\ufeff${TWO}`],
  ["a byte order mark twice", `\ufeff\ufeff${TWO}`],
  ["CRLF", TWO.replaceAll("\n", "\r\n")],
  ["a lone CR as line end", TWO.replaceAll("\n", "\r")],
  ["mixed line ends", `${HEAD.replace("\n", "\r\n")}${row(1).replace("\n", "\r")}${row(2)}`],
  ["no last line end", TWO.trim()],
  ["blank lines", `${HEAD}\n${row(1)}\n\n${row(2)}\n`, {}, 4],
  [
    "everything quoted",
    '"id","customer","date","amount"\n"1","0007","2023-01-31","1.50"\n"2","0007","2023-01-31","1.50"\n',
  ],
  ["blanks round the cells", `${HEAD} 1 ,0007 , 2023-01-31,\u30001.50 \n2,0007,2023-01-31,1.50\u00a0\n`],
  [
    "semicolons and a decimal comma",
    TWO.replaceAll(",", ";").replaceAll("1.50", "1,50"),
    { delimiter: ";", decimal: "," },
  ],
  ["a delimiter of two signs", TWO.replaceAll(",", "||"), { delimiter: "||" }],
  ["tabs", TWO.replaceAll(",", "\t"), { delimiter: "tab" }],
  ["aligned columns", ` ${HEAD} ${row(1)} ${row(2)}`.replaceAll(",", "   "), { delimiter: "whitespace" }],
  ["a title above the head", `Report\nof a day, in January\n${TWO}`, { header: { skip_lines: 2, rows: 1 } }],
  ["two head rows", `${HEAD}no,no,day,yuan\n${row(1)}${row(2)}`, { header: { rows: 2 } }],
  ["no head", row(1) + row(2), { header: { rows: 0, names: ["id", "customer", "date", "amount"] } }],
  ["a head again in the middle", HEAD + row(1) + HEAD + row(2), {}, 1],
  ["comment lines", `${HEAD}# note\n${row(1)}#\n${row(2)}`, { comment: "#" }, 2],
  [
    "a footer with a count and a sum",
    `${TWO}合计,2,,3.00\n`,
    { footer: { starts: "合计", count: 2, sums: { amount: 4 } } },
    1,
  ],
  ["a quote inside a bare text", `${HEAD}1,5" pipe,2023-01-31,1.50\n2,"a",2023-01-31,1.50\n`],
  ["a line break inside quotes", `${HEAD}1,"a\nb",2023-01-31,1.50\n2,"a",2023-01-31,1.50\n`],
  [
    "two line breaks and doubled quotes inside quotes",
    `${HEAD}1,"a\n""b""\r\nc",2023-01-31,1.50\n2,"",2023-01-31,1.50\n`,
    { columns: { transaction_id: "id", account_id: "id", booked_on: "date", amount: "amount" } },
  ],
  ["whole rows inside quotes, declared", `${HEAD}1,"a\n9,9,9,9\nb",2023-01-31,1.50\n${row(2)}`, { multiline: true }],
  ["UTF-16 with a mark", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TWO, "utf16le")])],
  [
    "UTF-16 of the other order with a mark",
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TWO, "utf16le")]).swap16(),
  ],
  ["UTF-16 without a mark, declared", Buffer.from(TWO, "utf16le"), { encoding: "utf-16" }],
  ["zero-width signs in the head", TWO.replace("customer", "\u200bcustomer\u200d").replace("amount", "amo\u00adunt")],
  ["blanks round the names of the head", TWO.replace(HEAD, " id ,customer\t, date,\u3000amount\n")],
  ["a quote in the head", TWO.replace("id,", '"id",')],
  ["single quotes", TWO.replaceAll("0007", "'00,07'"), { quote: "'" }],
  ["no quote at all", TWO.replaceAll("0007", '"0007'), { quote: "" }],
  [
    "names that stand twice and are not mapped",
    `id,customer,date,amount,x,x\n1,a,2023-01-31,1.50,2,3\n2,a,2023-01-31,1.50,2,3\n`,
  ],
  [
    "names that are empty and not mapped",
    `id,customer,date,amount,,\n1,a,2023-01-31,1.50,2,3\n2,a,2023-01-31,1.50,2,3\n`,
  ],
  ["a control sign in a text", TWO.replaceAll("0007", "00\u00017\u007f")],
  ["characters beyond the first plane", TWO.replaceAll("0007", "𠮷😀")],
];

/** Ten thousand columns, of which four are mapped. */
function wide(): string {
  const names = Array.from({ length: 9996 }, (_, at) => `c${String(at)}`).join(",");
  const cells = Array.from({ length: 9996 }, (_, at) => String(at % 10)).join(",");
  return TWO.split("\n")
    .map((line, at) => (line === "" ? "" : `${line},${at === 0 ? names : cells}`))
    .join("\n");
}

export const wholeCases: readonly FaultCase[] = [
  ...FILES.map(([name, content, source = {}, skipped = 0]): FaultCase => ({
    name,
    files: one(content),
    source,
    exit: 0,
    kept: ["1", "2"],
    money: "3.00",
    skipped,
  })),
  {
    name: "ten thousand columns",
    files: () => ({ "tx.csv": wide() }),
    exit: 0,
    kept: ["1", "2"],
    money: "3.00",
    skipped: 0,
  },
  { name: "one row", files: one(HEAD + row(1)), exit: 0, kept: ["1"], money: "1.50", skipped: 0 },
  {
    name: "one column",
    files: () => ({ "b.csv": "branch\n0001\n0002\n" }),
    sources: { b: { table: "programme", files: "b.csv", columns: { branch_id: "branch" } } },
    exit: 0,
  },
];
