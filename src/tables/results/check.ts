import { z } from "zod";
import { count, maybe } from "./common.js";
import { ingestResult } from "./ingest.js";

const sides = <T extends z.ZodType>(value: T) => z.object({ before: value, after: value });

const code = z.object({ code: z.string(), rows: count });

/** How one column differs between two exports. */
export const columnDrift = z.object({
  table: z.string(),
  column: z.string(),
  type: z.string(),
  rows: sides(count),
  missing_share: sides(maybe),
  mean: sides(maybe).describe("of number columns; null for few values"),
  psi: maybe.describe("population stability index over deciles of the earlier export, or over codes; missing is a bin"),
  limit95: maybe.describe("psi that chance alone exceeds in 5 of 100 pairs of exports of these sizes"),
  empty_bins: count.describe("bins with rows in one export only"),
  shift: z.enum(["none", "small", "watch", "large"]).nullable().describe("by the limit, 0.10 and 0.25"),
  new_codes: z.array(code).describe("codes of the later export only, those of few rows left out"),
  vanished_codes: z.array(code),
  small_codes: count.describe("codes of one export only that are not named because they have few rows"),
});

/** What `custval check` finds. */
export const checkResult = z.object({
  name: z.string(),
  as_of: z.string().nullable(),
  against: z.string().nullable(),
  broken: z.object({ error: count, warn: count, info: count }).describe("rules that rows break"),
  ...ingestResult.omit({ files: true, rejects: true }).shape,
  drift: z.array(columnDrift).nullable().describe("null unless --against is given"),
  tables_missing: z.array(z.string()).describe("tables of the earlier export that this one does not have"),
  columns_missing: z
    .array(z.object({ table: z.string(), column: z.string(), type: z.string(), type_now: z.string().nullable() }))
    .describe("columns of the earlier export that this one does not have, or has with another type"),
});

export type ColumnDrift = z.infer<typeof columnDrift>;
export type CheckResult = z.infer<typeof checkResult>;
export type Shift = NonNullable<ColumnDrift["shift"]>;
