import { catalogue } from "./code.js";

/** Reading exports into canonical tables. Codes from DATA-101 are reasons of single rejected rows. */
export const dataCodes = catalogue({
  "DATA-001": {
    exit: 2,
    title: "file not found",
    long: "A declared input file does not exist, or a pattern matches no file. Paths in a study are relative to the study file, or to the folder given with --data.",
  },
  "DATA-002": {
    exit: 2,
    title: "a folder stands where a file is expected",
    long: "The declared input is a folder. Name the file, or a pattern such as `exports/tx-*.csv`.",
  },
  "DATA-003": {
    exit: 6,
    title: "file may not be read",
    long: "The file exists but this user may not read it. Ask for the permission, or copy the export to a folder of your own.",
  },
  "DATA-004": {
    exit: 3,
    title: "file is empty",
    long: "The file holds no byte, or no row beside its head. An export that failed often leaves an empty file; run the export again.",
  },
  "DATA-005": {
    exit: 2,
    title: "encoding is not what was declared",
    long: "The bytes of the file are not valid in the declared (or detected) encoding. Nothing is guessed: a wrong encoding changes names and codes without a word. Declare `encoding:` for the source, for a Chinese export most often gb18030.",
  },
  "DATA-006": {
    exit: 2,
    title: "column not in the file",
    long: "A mapping names a source column that the head of the file does not have. The nearest name and the names of the head are shown.",
  },
  "DATA-007": {
    exit: 2,
    title: "path outside the data folder",
    long: "A source may only name files below the data folder: no absolute path, no `..`, no link that leads out of it.",
  },
  "DATA-008": {
    exit: 2,
    title: "column name stands twice in the head",
    long: "A mapping names a column that the head of the file has more than once. Rename one of them in the export, or declare `header: {rows: 1, names: [...]}` with names of your own.",
  },
  "DATA-009": {
    exit: 3,
    title: "more rejected rows than tolerated",
    long: "Rows that cannot be read are rejected and located in rejects.csv. Above the tolerance of the source (`max_rejects`, default 0.1 % or 100 rows, whichever is larger) the run ends, because a result on what is left would not be the study's. Most often one setting of the source is wrong: the date format, the decimal sign, the code list.",
  },
  "DATA-010": {
    exit: 1,
    title: "rows or money do not reconcile",
    long: "Rows read must equal rows kept, rejected and skipped, and the sums of money must be equal before and after, to the last digit. They are not: this is a fault of the tool, and the run ends before a wrong number is shown.",
  },
  "DATA-011": {
    exit: 3,
    title: "control total differs",
    long: "The footer of the export declares a count or a sum, and the rows of the file do not give it. The export is probably incomplete.",
  },
  "DATA-012": {
    exit: 2,
    title: "date format cannot be decided",
    long: "The dates of the column fit no format, or more than one. Day against month is never guessed: declare the format, with --date-format or `date:` in the study.",
  },
  "DATA-013": {
    exit: 3,
    title: "link has several rows for one key",
    long: "A link must give at most one row for each key, otherwise it would multiply rows and money. Narrow it with `where:`, for example to the owner of the account.",
  },
  "DATA-014": {
    exit: 3,
    title: "not a decimal number",
    long: "The cell of a number column cannot be read as a number in the declared form (`decimal:`, `thousands:`, `unit:`).",
  },
  "DATA-015": {
    exit: 2,
    title: "mapping does not fit the table",
    long: "A mapping names a canonical column that the table does not have, lacks one that the table needs, or gives settings that do not go together.",
  },
  "DATA-016": {
    exit: 2,
    title: "expression not understood",
    long: "An expression may hold column names, texts in single quotes, numbers, + - * /, comparisons, and, or, not, is null, in, case when, and the functions substr, concat, coalesce, nullif, lower, upper, trim, lpad, length, number, round, abs.",
  },
  "DATA-017": {
    exit: 3,
    title: "compressed file is damaged",
    long: "The compressed file ends too early or its check sum is wrong. Copy or export it again.",
  },
  "DATA-018": {
    exit: 3,
    title: "no row could be kept",
    long: "Every row of the source was rejected or skipped. The mapping or a row filter of the source does not fit the file.",
  },
  "DATA-019": {
    exit: 2,
    title: "compression or format not supported here",
    long: "Delimited text, gzip and zstd of it, and Parquet can be read.",
  },
  "DATA-030": {
    exit: 3,
    title: "a rule of severity error is broken",
    long: "Rows break a data-quality rule whose severity is error, by default or by `rules:` of the study; with --strict, one of severity warn. `custval explain RULE` tells what the rule means. Mend the export, or lower the severity where the study can stand it: `rules: { holder_shares: warn }`.",
  },
  "DATA-031": {
    exit: 2,
    title: "the first line looks like data",
    long: "The head of the file holds numbers or dates where names of columns are expected. A file without a head needs a study with `header: false` or `header: { rows: 0, names: [...] }`; its first row would be lost and its values shown as names.",
  },
  "DATA-RULE": {
    exit: 3,
    title: "rows break a data-quality rule",
    long: "Rows of a table break a named rule of severity warn or error; the message names it and how many rows. They stay in the tables. `custval explain RULE` tells what the rule means, `custval check` lists them all, and `rules:` of the study sets how bad each one is or turns it off.",
  },
  "DATA-GAP": {
    exit: 3,
    title: "month without rows",
    long: "A table that runs over time has months without any row between its first and its last month. The commonest cause is a monthly export that was not delivered: every measure over that time is too small. Ask for the file; months that are truly empty are rare.",
  },
  "DATA-023": {
    exit: 3,
    title: "file is in the source twice",
    long: "Two files of one source hold the same bytes under two names, often a copy that was left beside the export. The first is loaded; all rows of the other are counted as skipped. Remove the copy.",
  },
  "DATA-022": {
    exit: 3,
    title: "no table recognised",
    long: "`custval init` found no file whose columns make customers, accounts, bookings, balances or another canonical table. The names may be unknown to its dictionary; declare the sources in a study file of your own.",
  },
  "DATA-101": { exit: 3, title: "too few fields", long: "The row has fewer fields than the head of the file." },
  "DATA-102": {
    exit: 3,
    title: "too many fields",
    long: "The row has more fields than the head of the file; often a delimiter inside an unquoted text.",
  },
  "DATA-103": {
    exit: 3,
    title: "quote not closed",
    long: "A field opens a quote that is not closed. Only this row is rejected; reading goes on at the next line.",
  },
  "DATA-104": {
    exit: 3,
    title: "text after a closing quote",
    long: "A quoted field is followed by something else than a delimiter; often a quote inside the text that was not doubled.",
  },
  "DATA-105": { exit: 3, title: "NUL byte", long: "The row holds a NUL byte; often a damaged block of the file." },
  "DATA-106": { exit: 3, title: "row too long", long: "The row is longer than a mebibyte." },
  "DATA-107": {
    exit: 3,
    title: "file ends inside a row",
    long: "The last row has no line end and is not complete: the export was cut.",
  },
  "DATA-108": {
    exit: 3,
    title: "bytes that are not text",
    long: "The row holds bytes that are not valid in the encoding of the file.",
  },
  "DATA-112": {
    exit: 3,
    title: "more decimals than declared",
    long: "Money is never rounded silently. Declare `money_decimals:` (up to 6) if the export really has more.",
  },
  "DATA-113": {
    exit: 3,
    title: "number too large",
    long: "The number has more digits than its column can hold exactly.",
  },
  "DATA-114": {
    exit: 3,
    title: "not a date",
    long: "The cell is not a date of the declared format, or a day that does not exist.",
  },
  "DATA-115": {
    exit: 3,
    title: "code not in the list",
    long: "The code list of the column does not have this code. Add it to `codes:`, or declare `other: keep` or `other: missing`.",
  },
  "DATA-116": {
    exit: 3,
    title: "required value missing",
    long: "A column that the table cannot do without is empty in this row.",
  },
  "DATA-117": {
    exit: 3,
    title: "no match in the link",
    long: "The link has no row for this key, and the table cannot do without what it would give.",
  },
  "DATA-118": {
    exit: 3,
    title: "sign not declared",
    long: "The column that says debit or credit holds a code that is neither declared as `in` nor as `out`; or, where the mark stands in the amount itself, it is missing, or the amount has a minus besides.",
  },
  "DATA-119": { exit: 3, title: "not a whole number", long: "The cell of a count column is not a whole number." },
  "DATA-120": {
    exit: 3,
    title: "id changed by a spreadsheet",
    long: "The id has the form 6.2E+18: a spreadsheet turned it into a number and its last digits are lost. Export it again as text.",
  },
  "DATA-121": {
    exit: 3,
    title: "key stands more than once",
    long: "Another row of the table has the same key. The first in file order is kept.",
  },
  "DATA-122": {
    exit: 3,
    title: "id with an invisible sign",
    long: "The id holds a sign that takes no room on a screen, such as a zero-width blank or a byte order mark, often from copying out of a web page or a spreadsheet. It looks like another id and is not the same, so that its rows would belong to a customer of their own. Export it again, or clean it with an expression.",
  },
});
