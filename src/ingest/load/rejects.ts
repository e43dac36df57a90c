import { open, type FileHandle } from "node:fs/promises";
import type { Engine } from "../../engine/engine.js";
import { id, literal, sql } from "../../engine/sql.js";
import { chunksOf } from "../files/chunks.js";
import type { PreparedFile } from "../files/prepare.js";
import { faultOf, isBad, Kind, type Fault, type RecordKind } from "../records/kinds.js";
import { RecordScanner, type RecordSink } from "../records/scanner.js";
import { DUPLICATE, uniqueColumns } from "./duplicates.js";
import { stageTable } from "./names.js";
import type { StagedFile, StagedSource } from "./stage.js";

/** Rejected rows of one file for one reason. */
export interface RejectTally {
  readonly source: string;
  readonly file: string;
  readonly column: string | null;
  readonly code: string;
  readonly reason: string;
  rows: number;
  first_line: number | null;
}

interface RowFaultInfo extends Fault {
  readonly column: string | null;
}

const HEAD = "file,line,column,code,reason,raw\r\n";

/** Writes rejects.csv, the only place where a raw line may stand; the file is for its owner alone (0600). */
export class RejectsWriter {
  readonly tallies: RejectTally[] = [];
  readonly #file: FileHandle;
  #pieces: string[] = [];

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<RejectsWriter> {
    const file = await open(path, "w", 0o600);
    await file.chmod(0o600);
    await file.appendFile(HEAD);
    return new RejectsWriter(file);
  }

  add(source: string, file: string, line: number, fault: RowFaultInfo, raw: string): void {
    this.#tally(source, file, line, fault);
    const cells = [file, String(line), fault.column ?? "", fault.code, fault.reason, raw];
    this.#pieces.push(cells.map(quoted).join(",") + "\r\n");
  }

  #tally(source: string, file: string, line: number, fault: RowFaultInfo): void {
    const { code, column, reason } = fault;
    const found = this.tallies.find(
      (each) =>
        each.source === source &&
        each.file === file &&
        each.code === code &&
        each.column === column &&
        each.reason === reason,
    );
    if (found) found.rows++;
    else this.tallies.push({ source, file, column, code, reason, rows: 1, first_line: line });
  }

  async flush(): Promise<void> {
    if (this.#pieces.length === 0) return;
    const text = this.#pieces.join("");
    this.#pieces = [];
    await this.#file.appendFile(text);
  }

  async close(): Promise<void> {
    await this.flush();
    await this.#file.sync();
    await this.#file.close();
  }
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Writes the rejected rows of one file with their lines: those of wrong structure and those with a fault in a cell. */
export async function writeFileRejects(
  engine: Engine,
  writer: RejectsWriter,
  staged: StagedSource | null,
  file: PreparedFile,
  place: { readonly number: number; readonly firstRow: number },
  signal?: AbortSignal,
): Promise<void> {
  const faulty = staged && !staged.whole ? await faultyRows(engine, staged, place) : NONE;
  if (faulty.rows.length === 0 && file.bad.size === 0) return;
  const describe = (fault: number): RowFaultInfo =>
    staged ? rowFault(staged, fault) : { code: "DATA-101", reason: "", column: null };
  if (file.format === "parquet") {
    for (let at = 0; at < faulty.rows.length; at++)
      writer.add(file.source, file.name, faulty.rows[at] + 1, describe(faulty.faults[at]), "");
    return writer.flush();
  }
  const sink = new Locating(writer, file, faulty, describe);
  const scanner = new RecordScanner(file.layout, sink);
  for await (const chunk of chunksOf(file.textPath, signal)) {
    scanner.push(chunk, false);
    await writer.flush();
  }
  scanner.push(Buffer.alloc(0), true);
  await writer.flush();
}

interface FaultyRows {
  readonly rows: Float64Array;
  readonly faults: Float64Array;
}

const NONE: FaultyRows = { rows: new Float64Array(0), faults: new Float64Array(0) };

/** Numbers (from 0, within the file) of the rejected data records, ascending, with their fault numbers. */
async function faultyRows(
  engine: Engine,
  staged: StagedSource,
  place: { number: number; firstRow: number },
): Promise<FaultyRows> {
  const set = await engine.columns(
    sql`select rowid - ${literal(place.firstRow)} as row, "__fault" as fault from ${id(stageTable(staged.at))} where "__file" = ${literal(place.number)} and "__fault" > 0 order by row`,
  );
  return { rows: set.numbers("row"), faults: set.numbers("fault") };
}

function rowFault(staged: StagedSource, fault: number): RowFaultInfo {
  if (fault === DUPLICATE)
    return { code: "DATA-121", reason: "key stands more than once", column: uniqueColumns(staged.plan).join(" + ") };
  const { code, reason, column } = staged.sql.faults[fault - 1];
  return { code, reason, column };
}

/** Walks the records of a file beside the sorted list of its faulty rows. */
class Locating implements RecordSink {
  readonly wantsData = true;
  readonly #writer: RejectsWriter;
  readonly #file: PreparedFile;
  readonly #faulty: FaultyRows;
  readonly #describe: (fault: number) => RowFaultInfo;
  #row = 0;
  #at = 0;

  constructor(
    writer: RejectsWriter,
    file: PreparedFile,
    faulty: FaultyRows,
    describe: (fault: number) => RowFaultInfo,
  ) {
    this.#writer = writer;
    this.#file = file;
    this.#faulty = faulty;
    this.#describe = describe;
  }

  record(kind: RecordKind, line: number, bytes: Buffer, start: number, end: number): void {
    if (isBad(kind)) this.#add(line, { ...faultOf(kind), column: null }, bytes, start, end);
    if (kind !== Kind.DATA) return;
    if (this.#faulty.rows[this.#at] === this.#row) {
      this.#add(line, this.#describe(this.#faulty.faults[this.#at]), bytes, start, end);
      this.#at++;
    }
    this.#row++;
  }

  #add(line: number, fault: RowFaultInfo, bytes: Buffer, start: number, end: number): void {
    this.#writer.add(this.#file.source, this.#file.name, line, fault, bytes.subarray(start, end).toString("utf8"));
  }
}

/** Files of a staged source with what locating needs. */
export function placesOf(staged: StagedSource): readonly (StagedFile & { readonly number: number })[] {
  return staged.files.map((each, number) => ({ ...each, number }));
}
