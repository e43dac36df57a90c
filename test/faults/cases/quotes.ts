import { HEAD, one, row, rows, type FaultCase } from "../case.js";

const UNCLOSED = "DATA-103";

/** Quotes that are opened and not closed, wherever they stand: one row is lost, not those behind it. */
const FILES: readonly (readonly [string, string, readonly string[], FaultCase["rejects"]])[] = [
  ["an open quote at the beginning", `${HEAD}"1,0007,2023-01-31,1.50\n${rows(2, 3)}`, ["2", "3"], [[2, UNCLOSED]]],
  [
    "an open quote in the middle",
    `${HEAD}${row(1)}2,"0007,2023-01-31,1.50\n${row(3)}4,"a",2023-01-31,1.50\n`,
    ["1", "3", "4"],
    [[3, UNCLOSED]],
  ],
  [
    "an open quote at the end of a row",
    `${HEAD}${row(1)}2,0007,2023-01-31,"1.50\n${rows(3, 4)}`,
    ["1", "3", "4"],
    [[3, UNCLOSED]],
  ],
  ["an open quote at the end of the file", `${HEAD}${row(1)}2,0007,2023-01-31,"1.50\n`, ["1"], [[3, UNCLOSED]]],
  ["an open quote as the last byte", `${HEAD}${row(1)}2,0007,2023-01-31,"`, ["1"], [[3, "DATA-107"]]],
  [
    "an open quote that a stray quote in the next row would close",
    `${HEAD}${row(1)}2,"0007,2023-01-31,1.50\n3,00",2023-01-31,1.50\n${row(4)}`,
    ["1", "3", "4"],
    [[3, UNCLOSED]],
  ],
  [
    "an open quote that a stray quote at the end of the next row would close",
    `${HEAD}${row(1)}2,0007,2023-01-31,"1.50\n3,0007,2023-01-31,1.50"\n${row(4)}`,
    ["1", "4"],
    [
      [3, UNCLOSED],
      [4, "DATA-014"],
    ],
  ],
  [
    "an open quote that a stray quote far below would close",
    `${HEAD}"1,0007,2023-01-31,1.50\n${rows(2, 40)}41",0007,2023-01-31,1.50\n`,
    [...Array.from({ length: 39 }, (_, at) => String(at + 2)), '41"'],
    [[2, UNCLOSED]],
  ],
  [
    "an open quote before quoted rows",
    `${HEAD}1,"0007,2023-01-31,1.50\n2,"a","2023-01-31","1.50"\n3,"b","2023-01-31","1.50"\n`,
    ["2", "3"],
    [[2, UNCLOSED]],
  ],
  [
    "open quotes in several rows",
    `${HEAD}1,"0007,2023-01-31,1.50\n${row(2)}3,"0007,2023-01-31,1.50\n${row(4)}5,"0007,2023-01-31,1.50\n${row(6)}`,
    ["2", "4", "6"],
    [
      [2, UNCLOSED],
      [4, UNCLOSED],
      [6, UNCLOSED],
    ],
  ],
  ["an open quote and a doubled one", `${HEAD}1,"00""07,2023-01-31,1.50\n${rows(2, 3)}`, ["2", "3"], [[2, UNCLOSED]]],
  ["text behind a quote", `${HEAD}"1"x,0007,2023-01-31,1\n${row(2)}`, ["2"], [[2, "DATA-104"]]],
  ["a quote that was not doubled", `${HEAD}1,"a "b" c",2023-01-31,1\n${row(2)}`, ["2"], [[2, "DATA-104"]]],
  ["a backslash before a quote", `${HEAD}1,"a\\"b",2023-01-31,1\n${row(2)}`, ["2"], [[2, "DATA-104"]]],
  [
    "an open quote with CRLF",
    `${HEAD}${row(1)}2,"0007,2023-01-31,1.50\n${rows(3, 4)}`.replaceAll("\n", "\r\n"),
    ["1", "3", "4"],
    [[3, UNCLOSED]],
  ],
  ["a fault behind a text over two lines", `${HEAD}1,"a\nb",2023-01-31,1\n2,c,none,1\n`, ["1"], [[4, "DATA-114"]]],
];

/** More rows than the longest record, so that the quote is given up by length and not by the end of the file. */
function far(before: string): FaultCase["files"] {
  return () => ({ "tx.csv": before + rows(100_000, 160_000) });
}

export const quoteCases: readonly FaultCase[] = [
  ...FILES.map(([name, content, kept, rejects]): FaultCase => ({ name, files: one(content), exit: 0, kept, rejects })),
  {
    name: "an open quote followed by two mebibytes of rows",
    files: far(`${HEAD}${row(1)}2,"0007,2023-01-31,1.50\n`),
    exit: 0,
    kept: 60_002,
    rejects: [[3, UNCLOSED]],
    money: "90003.00",
  },
  {
    name: "an open quote in the head",
    files: one(`id,"customer,date,amount\n${rows(1, 3)}`),
    exit: 2,
    refused: ["DATA-006", "DATA-006", "DATA-006"],
  },
  {
    name: "an open quote in the head of a large file",
    files: far(`id,"customer,date,amount\n`),
    exit: 2,
    refused: ["DATA-006", "DATA-006", "DATA-006"],
  },
  {
    name: "an open quote in a file of two columns",
    files: () => ({ "c.csv": 'customer,revenue\nC1,1\n"C2,2\nC3,3\nC4",4\n' }),
    sources: { c: { table: "profit_input", files: "c.csv", columns: { customer_id: "customer", revenue: "revenue" } } },
    exit: 0,
    rejects: [[3, UNCLOSED]],
    kept: 3,
  },
  {
    name: "an open quote in a file of one column",
    files: () => ({ "b.csv": 'branch\n0001\n"0002\n0003\n0004"\n0005\n' }),
    sources: { b: { table: "programme", files: "b.csv", columns: { branch_id: "branch" } } },
    exit: 0,
    rejects: [[3, UNCLOSED]],
    kept: 4,
  },
];
