import { gzipSync } from "node:zlib";
import type { SourceInput } from "../../../src/ingest/index.js";
import { encodeGb18030 } from "../../../src/simulate/gb18030.js";
import { TX } from "../case.js";

/** A sound export from which mutants are made. */
export interface Base {
  readonly name: string;
  readonly file: string;
  readonly content: Buffer;
  readonly source: SourceInput;
  /** Decodes what is mutated; the bytes before compression. */
  readonly decode: (content: Buffer) => string;
  /** Packs mutated bytes into what stands on disk. */
  readonly pack: (content: Buffer) => Buffer;
  /** Amount by line, for lines that hold no quote: one that stands whole in a mutant is kept or rejected, never swallowed. */
  readonly amounts: ReadonlyMap<string, { readonly id: string; readonly amount: string }>;
}

const ROWS = 40;
const HEAD = ["id", "customer", "date", "amount"];
const NAMES = ["张三", "C0007", "李四", "Müller", "000123"];

function cells(at: number): readonly string[] {
  const day = String((at % 28) + 1).padStart(2, "0");
  const cents = 101 + at * 7919;
  const amount = `${at % 3 === 0 ? "-" : ""}${String(Math.floor(cents / 100))}.${String(cents % 100).padStart(2, "0")}`;
  return [`T${String(at).padStart(4, "0")}`, NAMES[at % NAMES.length], `2023-01-${day}`, amount];
}

interface Form {
  readonly delimiter?: string;
  readonly end?: string;
  readonly decimal?: string;
  readonly quote?: (cell: string) => string;
  readonly tail?: string;
}

function text({ delimiter = ",", end = "\n", decimal = ".", quote = (cell) => cell, tail = "" }: Form = {}) {
  const lines = Array.from({ length: ROWS }, (_, at) => {
    const [id, customer, date, amount] = cells(at);
    return { id, amount, line: [id, quote(customer), date, amount.replace(".", decimal)].join(delimiter) };
  });
  const content = [HEAD.join(delimiter), ...lines.map((each) => each.line), tail].join(end);
  const plain = lines.filter(({ line }) => !line.includes('"'));
  return { content, amounts: new Map(plain.map(({ line, id, amount }) => [line, { id, amount }])) };
}

const utf8 = (content: Buffer) => content.toString("utf8");
const same = (content: Buffer) => content;

function base(name: string, form: Form, changes: Partial<SourceInput> = {}, how: Partial<Base> = {}): Base {
  const { content, amounts } = text(form);
  const source = { ...TX, ...changes };
  return { name, file: "tx.csv", content: Buffer.from(content), source, decode: utf8, pack: same, amounts, ...how };
}

const decoder = (label: string) => (content: Buffer) => new TextDecoder(label).decode(content);

export const BASES: readonly Base[] = [
  base("plain", {}),
  base("CRLF and quotes", { end: "\r\n", quote: (cell) => `"${cell}"` }),
  base("texts over lines", { quote: (cell) => `"${cell}\n""${cell}"""` }),
  base("semicolons", { delimiter: ";", decimal: "," }, { delimiter: ";", decimal: "," }),
  base("tabs and a lone CR", { delimiter: "\t", end: "\r" }, { delimiter: "tab" }),
  base("a footer and comments", { tail: "合计,40\n" }, { footer: { starts: "合计", count: 2 }, comment: "#" }),
  base("aligned", { delimiter: "   " }, { delimiter: "whitespace" }),
  base("two signs", { delimiter: "||" }, { delimiter: "||" }),
  base(
    "GB18030",
    {},
    { encoding: "gb18030" },
    { content: encodeGb18030(text().content.replaceAll("ü", "u")), decode: decoder("gb18030") },
  ),
  base(
    "UTF-16",
    {},
    { encoding: "utf-16" },
    { content: Buffer.from(text().content, "utf16le"), decode: decoder("utf-16le") },
  ),
  base("gzip", {}, { files: "tx.csv.gz" }, { file: "tx.csv.gz", pack: (content) => gzipSync(content) }),
];
