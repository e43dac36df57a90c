const WORDS = [
  "合计",
  "总计",
  "總計",
  "合計",
  "小计",
  "共计",
  "汇总",
  "总笔数",
  "记录数",
  "总记录数",
  "合计笔数",
  "制表人",
  "打印日期",
  "Total",
  "TOTAL",
  "total",
  "Sum",
  "SUM",
  "Grand total",
  "Totals",
  "Count",
  "COUNT",
  "Records",
  "RECORDS",
  "Trailer",
  "TRAILER",
  "TRL",
  "EOF",
  "END",
  "FOOTER",
  "Footer",
  "T|",
  "##",
];

/** The word of the dictionary that the last line begins with, in place of data; null where it is a row like the others. */
export function footerWord(tail: readonly string[]): string | null {
  const last = (tail.at(-1) ?? "").replace(/^["']/, "");
  const found = WORDS.filter((each) => last.startsWith(each)).sort((a, b) => b.length - a.length)[0];
  if (found === undefined) return null;
  const quoted = (tail.at(-1) ?? "").startsWith('"');
  return quoted ? `"${found}` : found;
}
