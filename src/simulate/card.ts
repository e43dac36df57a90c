import type { FileFact } from "./export-file.js";

const OPEN = "<!-- files: written by npm run samples -->";
const CLOSE = "<!-- end of files -->";

function table(files: readonly FileFact[]): string {
  const rows = files.map(({ file, rows, damaged_rows, footer, bytes, encoding, sha256 }) => {
    const lines = `${rows}${damaged_rows ? ` + ${damaged_rows} damaged` : ""}${footer ? " + footer" : ""}`;
    return `| ${file} | ${lines} | ${bytes} | ${encoding} | \`${sha256}\` |`;
  });
  return ["| file | rows | bytes | encoding | sha256 |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}

/** The text of a sample's card with its table of files brought up to date. Throws RangeError for a card without the two marks. */
export function cardWithFiles(card: string, files: readonly FileFact[]): string {
  const [from, to] = [card.indexOf(OPEN), card.indexOf(CLOSE)];
  if (from < 0 || to < from) throw new RangeError("the card has no place for the table of files");
  return `${card.slice(0, from + OPEN.length)}\n\n${table(files)}\n\n${card.slice(to)}`;
}
