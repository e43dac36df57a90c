import { gzipSync } from "node:zlib";
import { encodeGb18030 } from "../../../src/simulate/gb18030.js";
import { HEAD, TX, bytes, one, row, rows, type Content, type FaultCase } from "../case.js";
import type { SourceInput } from "../../../src/ingest/index.js";

const TWO = HEAD + rows(1, 2);
const CHINESE = HEAD + row(1, "1.50", "客户甲") + row(2, "1.50", "客户乙");

type Refused = readonly [string, Content, FaultCase["exit"], readonly string[], Partial<SourceInput>?];

/** Files that are refused as a whole. */
const REFUSED: readonly Refused[] = [
  ["an empty file", "", 3, ["DATA-004"]],
  ["nothing but a byte order mark", "\ufeff", 3, ["DATA-004"]],
  ["nothing but line ends", "\n\r\n\n", 2, Array<string>(4).fill("DATA-006")],
  ["an empty line above the head", `\n${TWO}`, 2, Array<string>(4).fill("DATA-006")],
  ["a file without a head", rows(1, 2), 2, Array<string>(4).fill("DATA-006")],
  ["a file of one endless line", HEAD.trim() + "x".repeat(1 << 20), 3, ["DATA-106"]],
  ["nothing but a head", HEAD, 3, ["DATA-018"]],
  ["nothing but NULs", "\0".repeat(4096), 2, ["DATA-006", "DATA-006", "DATA-006", "DATA-006"]],
  ["nothing kept", HEAD + row(1, "x") + row(2, "y"), 3, ["DATA-018"]],
  ["everything left out by declaration", TWO, 3, ["DATA-018"], { where: { customer: "none" } }],
  ["a wrong head", TWO.replace("customer", "kunde").replace("amount", "betrag"), 2, ["DATA-006", "DATA-006"]],
  ["a head in capitals", TWO.replace("amount", "AMOUNT"), 2, ["DATA-006"]],
  ["a mapped name that stands twice", `id,customer,date,amount,amount\n1,a,2023-01-31,1,2\n`, 2, ["DATA-008"]],
  ["another delimiter than declared", TWO.replaceAll(",", ";"), 2, Array<string>(4).fill("DATA-006")],
  ["an unknown encoding", TWO, 2, ["DATA-005"], { encoding: "klingon" }],
  ["UTF-16 without a mark", Buffer.from(TWO, "utf16le"), 2, ["DATA-005"]],
  ["UTF-16 of the other order without a mark", Buffer.from(TWO, "utf16le").swap16(), 2, ["DATA-005"]],
  ["GB18030 that is not declared", encodeGb18030(CHINESE), 2, ["DATA-005"]],
  ["GB18030 declared as UTF-8", encodeGb18030(CHINESE), 2, ["DATA-005"], { encoding: "utf-8" }],
  [
    "Latin-1 declared as UTF-8",
    Buffer.from(HEAD + row(1, "1.50", "M\u00fcller"), "latin1"),
    2,
    ["DATA-005"],
    { encoding: "utf-8" },
  ],
  ["Latin-1 that is not declared", Buffer.from(HEAD + row(1, "1.50", "M\u00fcller"), "latin1"), 2, ["DATA-005"]],
  ["UTF-8 declared as GB18030", HEAD + row(1, "1.50", "客户甲客户甲客户甲"), 2, ["DATA-005"], { encoding: "gb18030" }],
  [
    "a mark of UTF-16, declared as GB18030",
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TWO, "utf16le")]),
    2,
    ["DATA-005"],
    { encoding: "gb18030" },
  ],
  [
    "half of a surrogate pair in UTF-8",
    bytes(HEAD, "1,", [0xed, 0xa0, 0x80], ",2023-01-31,1\n", row(2)),
    2,
    ["DATA-005"],
  ],
  [
    "a picture",
    bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0xff, 0xfe, 0x9c]),
    2,
    ["DATA-005"],
  ],
];

const packed = gzipSync(TWO, { level: 9 });
const big = gzipSync(HEAD + rows(1, 5000));

const COMPRESSED: readonly FaultCase[] = (
  [
    ["a truncated gzip", big.subarray(0, big.length >> 1), 3, ["DATA-017"]],
    ["a gzip without its last bytes", packed.subarray(0, packed.length - 6), 3, ["DATA-017"]],
    ["a gzip with a flipped bit", Buffer.from(big.map((each, at) => (at === 200 ? each ^ 4 : each))), 3, ["DATA-017"]],
    ["a text that is called gzip", Buffer.from(TWO), 3, ["DATA-017"]],
    ["a gzip of nothing", gzipSync(""), 3, ["DATA-004"]],
    ["a gzip of two parts", Buffer.concat([gzipSync(HEAD + row(1)), gzipSync(row(2))]), 0, []],
  ] as const
).map(([name, content, exit, refused]): FaultCase => ({
  name,
  files: () => ({ "tx.csv.gz": content }),
  source: { files: "tx.csv.gz" },
  exit,
  ...(exit === 0 ? { kept: ["1", "2"] } : { refused }),
}));

const mixed = () => ({
  "m/a.csv": HEAD + row(1, "1.50", "客户甲"),
  "m/b.csv": encodeGb18030(HEAD + row(2, "1.50", "客户乙")),
  "m/c.csv": Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(HEAD + row(3), "utf16le")]),
});

export const fileCases: readonly FaultCase[] = [
  ...REFUSED.map(([name, content, exit, refused, source = {}]): FaultCase => ({
    name,
    files: one(content),
    source,
    exit,
    refused,
  })),
  ...COMPRESSED,
  {
    name: "characters that only GB18030 has",
    files: one(encodeGb18030(HEAD + row(1, "1.50", "㐀镕") + row(2, "1.50", "𠮷€"))),
    source: { encoding: "gb18030" },
    exit: 0,
    kept: ["1", "2"],
    money: "3.00",
  },
  {
    name: "Latin-1 that is declared",
    files: one(Buffer.from(HEAD + row(1, "1.50", "M\u00fcller"), "latin1")),
    source: { encoding: "latin1" },
    exit: 0,
    kept: ["1"],
  },
  {
    name: "a folder of mixed encodings",
    files: mixed,
    source: { files: "m/*.csv" },
    exit: 2,
    refused: ["DATA-005"],
  },
  {
    name: "a folder of mixed encodings, each declared",
    files: mixed,
    sources: {
      a: { ...TX, files: ["m/a.csv", "m/c.csv"] },
      b: { ...TX, files: "m/b.csv", encoding: "gb18030" },
    },
    exit: 0,
    kept: 3,
  },
  {
    name: "a footer whose count is another",
    files: one(`${TWO}合计,3\n`),
    source: { footer: { starts: "合计", count: 2 } },
    exit: 0,
    kept: ["1", "2"],
    skipped: 1,
    rules: { control_total: 1 },
  },
  {
    name: "one of three files lacks a column",
    files: () => ({ "m1.csv": TWO, "m2.csv": TWO.replace("amount", "sum"), "m3.csv": TWO }),
    source: { files: "m?.csv" },
    exit: 2,
    refused: ["DATA-006"],
  },
  {
    name: "one of three files is empty",
    files: () => ({ "m1.csv": TWO, "m2.csv": "", "m3.csv": TWO }),
    source: { files: "m?.csv" },
    exit: 3,
    refused: ["DATA-004"],
  },
  {
    name: "monthly files that overlap",
    files: () => ({ "m1.csv": HEAD + rows(1, 3), "m2.csv": HEAD + rows(3, 5) }),
    source: { files: "m?.csv" },
    exit: 0,
    kept: ["1", "2", "3", "4", "5"],
    skipped: 1,
    rules: { overlapping_rows: 1 },
    money: "7.50",
  },
  {
    name: "monthly files that overlap with another amount",
    files: () => ({ "m1.csv": HEAD + rows(1, 3), "m2.csv": HEAD + rows(3, 5).replace("1.50", "9.99") }),
    source: { files: "m?.csv" },
    exit: 0,
    kept: ["1", "2", "3", "4", "5"],
    rejects: [[2, "DATA-121"]],
    money: "7.50",
  },
  {
    name: "orphans",
    files: () => ({
      "a.csv": "account,customer\nA1,C1\nA2,C2\n",
      "tx.csv": `id,customer,date,amount\n1,A1,2023-01-31,1.50\n2,A9,2023-01-31,1.50\n3,,2023-01-31,1.50\n`,
    }),
    sources: {
      accounts: { table: "accounts", files: "a.csv", columns: { account_id: "account", customer_id: "customer" } },
      tx: { ...TX, columns: { transaction_id: "id", account_id: "customer", booked_on: "date", amount: "amount" } },
    },
    exit: 0,
    kept: 4,
    rejects: [[4, "DATA-116"]],
    rules: { orphan_transactions_account: 1 },
  },
  {
    name: "a link with several rows for one key",
    files: () => ({ "d.csv": "account,client\nA1,C1\nA1,C2\n", "a.csv": "account\nA1\n" }),
    sources: {
      disp: { table: "lookup", files: "d.csv" },
      accounts: {
        table: "accounts",
        files: "a.csv",
        link: { owner: { source: "disp", on: { account: "account" } } },
        columns: { account_id: "account", customer_id: "owner.client" },
      },
    },
    exit: 3,
    refused: ["DATA-013"],
  },
  {
    name: "a Parquet file that is none",
    files: () => ({ "tx.parquet": "PAR1 not at all" }),
    source: { files: "tx.parquet" },
    exit: 2,
    refused: ["DATA-019"],
  },
  {
    name: "a zip",
    files: () => ({ "tx.zip": bytes([0x50, 0x4b, 3, 4]) }),
    source: { files: "tx.zip" },
    exit: 2,
    refused: ["DATA-019"],
  },
];
