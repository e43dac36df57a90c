import { canonicalJson } from "../../core/canonical-json.js";
import { fail } from "../../core/errors.js";
import { sha256 } from "../../core/hash.js";
import type { SegmentOutcome } from "../segment.js";
import { preparedWidth, scaledColumns } from "../prepare/recipe.js";
import { segmentModel, type SegmentModel } from "./model.js";

/**
 * The text of a model file: the model, the version of the tool, and the SHA-256 of the canonical body. Numbers are shortest
 * round-trip decimals. The caller writes it with mode 0600.
 */
export function modelText(model: SegmentModel, toolVersion: string): string {
  const body = { ...model, tool_version: toolVersion };
  return `${JSON.stringify({ ...body, checksum: sha256(canonicalJson(body)) }, null, 1)}\n`;
}

/** The model of an outcome, to be written. Throws SEG-020 where none was kept. */
export function keptModel({ model, warnings }: SegmentOutcome): SegmentModel {
  if (model !== null) return model;
  const causes = warnings.filter((each) => each.code === "SEG-109").map((each) => each.message);
  return fail("SEG-020", {
    message: `the model is not written: ${causes.join("; ")}`,
    hint: "use transform quantile instead of rank, and limits (winsor or caps) with minmax",
  });
}

/** The model of a file's text. Throws SEG-015 when it is no model, of another version, or was changed. */
export function parseModel(text: string, file: string): SegmentModel {
  const { checksum, ...body } = parseObject(text, file);
  if (body.format !== "custval-segments") refuse(file, "it is not a segment model");
  if (body.format_version !== 1) refuse(file, "its format version is not 1");
  if (checksum !== sha256(canonicalJson(body))) refuse(file, "its checksum does not fit: it was changed or cut");
  const parsed = segmentModel.safeParse(omitVersion(body));
  if (!parsed.success) refuse(file, `the key "${parsed.error.issues[0].path.join(".")}" has another form`);
  if (!fitsTogether(parsed.data)) refuse(file, "its parts have different lengths");
  return Object.freeze(parsed.data);
}

function omitVersion(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== "tool_version"));
}

function parseObject(text: string, file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    refuse(file, "it is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(file, "it is not a segment model");
  return value as Record<string, unknown>;
}

function fitsTogether({ schema, prepare, centres, segments }: SegmentModel): boolean {
  const steps = [...prepare.features, ...prepare.categories];
  const named = steps.length === schema.length && steps.every((each, j) => each.name === schema[j].name);
  const typed = schema.every((each, j) => (each.categories !== null) === j >= prepare.features.length);
  const width = preparedWidth(prepare);
  const columns = scaledColumns(prepare).length;
  const turned = prepare.components?.loadings.every((each) => each.length === columns) ?? true;
  const sized = centres.every((centre) => centre.length === width);
  return named && typed && turned && sized && segments.length === centres.length;
}

function refuse(file: string, why: string): never {
  fail("SEG-015", {
    message: `the model cannot be used: ${why}`,
    place: { file },
    hint: "take the file as `segment` wrote it, or fit again",
  });
}
