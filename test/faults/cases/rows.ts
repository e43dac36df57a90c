import { HEAD, bytes, one, row, rows, type Content, type FaultCase } from "../case.js";
import type { SourceInput } from "../../../src/ingest/index.js";

type Line = readonly [string, Content, readonly string[], FaultCase["rejects"], Partial<SourceInput>?];

/** Single rows that cannot be kept, each with its place and reason. */
const FILES: readonly Line[] = [
  ["a file cut in a row", `${HEAD}${row(1)}2,0007,2023-`, ["1"], [[3, "DATA-107"]]],
  ["a file cut in a quoted text", `${HEAD}${row(1)}2,"00`, ["1"], [[3, "DATA-107"]]],
  ["a file cut inside a character", bytes(HEAD, row(1), "2,", [0xe5, 0xae]), ["1"], [[3, "DATA-107"]]],
  ["a NUL", `${HEAD}${row(1)}2,00\x0007,2023-01-31,1\n${row(3)}`, ["1", "3"], [[3, "DATA-105"]]],
  ["a block of NULs", `${HEAD}${row(1)}${"\0".repeat(5000)}\n${row(3)}`, ["1", "3"], [[3, "DATA-105"]]],
  ["NULs at the end", `${HEAD}${row(1)}${"\0".repeat(512)}`, ["1"], [[3, "DATA-105"]]],
  [
    "too few and too many fields",
    `${HEAD}1,2\n${row(2)}1,2,3,4,5\n`,
    ["2"],
    [
      [2, "DATA-101"],
      [4, "DATA-102"],
    ],
  ],
  [
    "ragged rows",
    `${HEAD}1\n2,0007,2023-01-31\n${row(3)}4,0007,2023-01-31,1,\n,\n`,
    ["3"],
    [
      [2, "DATA-101"],
      [3, "DATA-101"],
      [5, "DATA-102"],
      [6, "DATA-101"],
    ],
  ],
  ["a decimal comma without quotes", `${HEAD}1,0007,2023-01-31,1,50\n${row(2)}`, ["2"], [[2, "DATA-102"]]],
  ["a decimal comma in quotes", `${HEAD}1,0007,2023-01-31,"1,50"\n${row(2)}`, ["2"], [[2, "DATA-014"]]],
  [
    "text in the amount",
    `${HEAD}${row(1)}${row(2, "abc")}${row(3, "1.2.3")}`,
    ["1"],
    [
      [3, "DATA-014"],
      [4, "DATA-014"],
    ],
  ],
  ["a thousands separator that was not declared", `${HEAD}${row(1)}${row(2, '"1,234.00"')}`, ["1"], [[3, "DATA-014"]]],
  ["a third decimal", `${HEAD}${row(1, "1.005")}${row(2, "1.500")}`, ["2"], [[2, "DATA-112"]]],
  ["a decimal far behind", `${HEAD}${row(1, "1.00000000000000001")}${row(2)}`, ["2"], [[2, "DATA-112"]]],
  ["a number too large", `${HEAD}${row(1, "12345678901234567.00")}${row(2)}`, ["2"], [[2, "DATA-113"]]],
  ["a number of four hundred digits", `${HEAD}${row(1, "9".repeat(400))}${row(2)}`, ["2"], [[2, "DATA-113"]]],
  [
    "numbers of a calculator",
    `${HEAD}${row(1, "1e5")}${row(2, "Infinity")}${row(3, "0x10")}${row(4)}`,
    ["4"],
    [
      [2, "DATA-014"],
      [3, "DATA-014"],
      [4, "DATA-014"],
    ],
  ],
  [
    "errors of a spreadsheet",
    `${HEAD}${row(1, "#N/A")}${row(2, "#REF!")}${row(3, "=A1+1")}${row(4)}`,
    ["4"],
    [
      [2, "DATA-014"],
      [3, "DATA-014"],
      [4, "DATA-014"],
    ],
  ],
  [
    "no amount",
    `${HEAD}${row(1, "")}${row(2, "NULL")}${row(3)}`,
    ["3"],
    [
      [2, "DATA-116"],
      [3, "DATA-116"],
    ],
  ],
  [
    "impossible days",
    `${HEAD}1,a,2023-02-29,1\n2,a,31.01.2023,1\n3,a,2023-1-5,1\n${row(4)}`,
    ["4"],
    [
      [2, "DATA-114"],
      [3, "DATA-114"],
      [4, "DATA-114"],
    ],
  ],
  [
    "dates of both orders",
    `${HEAD}1,a,31/01/2023,1.50\n2,a,01/31/2023,1.50\n3,a,02/01/2023,1.50\n`,
    ["1", "3"],
    [[3, "DATA-114"]],
    { date: "dd/mm/yyyy" },
  ],
  [
    "a key that comes again",
    `${HEAD}${row(1)}${row(2)}${row(1)}${row(1)}`,
    ["1", "2"],
    [
      [4, "DATA-121"],
      [5, "DATA-121"],
    ],
  ],
  [
    "ids from a spreadsheet",
    `${HEAD}6.2E+18,a,2023-01-31,1\n${row(2)}3,1.23E+15,2023-01-31,1\n`,
    ["2"],
    [
      [2, "DATA-120"],
      [4, "DATA-120"],
    ],
  ],
  [
    "ids with invisible signs",
    `${HEAD}${row(1, "1.50", "C1")}${row(2, "1.50", "C1\u200b")}${row(3, "1.50", "\ufeffC1")}${row(4, "1.50", "C\u20601")}${row(5, "1.50", "客户")}`,
    ["1", "5"],
    [
      [3, "DATA-122"],
      [4, "DATA-122"],
      [5, "DATA-122"],
    ],
  ],
  [
    "a side that is neither debit nor credit",
    "id,customer,date,amount,side\n1,a,2023-01-31,1,C\n2,a,2023-01-31,1,?\n",
    ["1"],
    [[3, "DATA-118"]],
    {
      columns: {
        transaction_id: "id",
        customer_id: "customer",
        booked_on: "date",
        amount: { from: "amount", sign: { column: "side", in: "C", out: "D" } },
      },
    },
  ],
  [
    "a code that the list lacks",
    "id,customer,date,amount,kind\n1,a,2023-01-31,1,P\n2,a,2023-01-31,1,X\n",
    ["1"],
    [[3, "DATA-115"]],
    {
      columns: {
        transaction_id: "id",
        customer_id: "customer",
        booked_on: "date",
        amount: "amount",
        type: { from: "kind", codes: { P: "in" } },
      },
    },
  ],
  ["a footer with totals that is not declared", `${HEAD}${rows(1, 2)}合计,,,3.00\n`, ["1", "2"], [[4, "DATA-116"]]],
  [
    "a second head with other names",
    `${HEAD}${row(1)}ID,Customer,Date,Amount\n${row(2)}`,
    ["1", "2"],
    [[3, "DATA-114"]],
  ],
  [
    "text behind a quote in aligned columns",
    'id customer date amount\n1 a 2023-01-31 1\n2 ""7 2023-01-31 1\n3 "b ""c" 2023-01-31 1\n4 ","7 2023-01-31 1\n',
    ["1", "3"],
    [
      [3, "DATA-103"],
      [5, "DATA-103"],
    ],
    { delimiter: "whitespace" },
  ],
  ["a line of stars", `${HEAD}${row(1)}****************\n${row(2)}`, ["1", "2"], [[3, "DATA-101"]]],
];

export const rowCases: readonly FaultCase[] = [
  ...FILES.map(([name, content, kept, rejects, source = {}]): FaultCase => ({
    name,
    files: one(content),
    source,
    exit: 0,
    kept,
    rejects,
  })),
  {
    name: "a line of a hundred megabytes",
    files: () => ({
      "tx.csv": Buffer.concat([
        Buffer.from(`${HEAD}${row(1)}2,`),
        Buffer.alloc(100 << 20, "x"),
        Buffer.from(`,2023-01-31,1\n${row(3)}`),
      ]),
    }),
    exit: 0,
    kept: ["1", "3"],
    rejects: [[3, "DATA-106"]],
  },
  {
    name: "a quoted text of three megabytes",
    files: () => ({ "tx.csv": `${HEAD}${row(1)}2,"${"x".repeat(3 << 20)}",2023-01-31,1\n${row(3)}` }),
    exit: 0,
    kept: ["1", "3"],
    rejects: [[3, "DATA-106"]],
  },
  {
    name: "one undecodable line in two thousand",
    files: () => ({ "tx.csv": bytes(HEAD, rows(0, 1999), "x,", [0xff, 0xfe], ",2023-01-31,1\n") }),
    source: { encoding: "utf-8" },
    exit: 0,
    kept: 2000,
    rejects: [[2002, "DATA-108"]],
  },
  {
    name: "more rejects than tolerated",
    files: () => ({ "tx.csv": HEAD + row(999) + Array.from({ length: 101 }, (_, at) => row(at, "secret")).join("") }),
    exit: 3,
    refused: ["DATA-009"],
  },
  {
    name: "more rejects than tolerated, of several kinds",
    files: one(`${HEAD}${row(1)}${row(2, "secret")}3,secret\n`),
    source: { max_rejects: { rows: 1 } },
    exit: 3,
    refused: ["DATA-009", "DATA-009"],
  },
];
