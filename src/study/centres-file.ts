import { fail } from "../core/errors.js";
import type { SegmentSettings } from "../segment/index.js";
import { readTextFile } from "./private-file.js";
import { readYaml } from "./read-yaml.js";

/** The settings with the rows of their file of centres in its place. Throws CLI-002, and SEG-009 where it holds no rows of numbers. */
export function withCentresFile(settings: SegmentSettings, pathOf: (file: string) => string): SegmentSettings {
  const { centres } = settings;
  if (centres?.file === undefined) return settings;
  const { value } = readYaml(readTextFile(pathOf(centres.file), centres.file), centres.file);
  return { ...settings, centres: { space: centres.space, rows: rowsOf(value, centres.file) } };
}

function rowsOf(value: unknown, file: string): number[][] {
  if (Array.isArray(value) && value.length > 0 && value.every(isRow)) return value;
  return fail("SEG-009", {
    message: "the file holds no list of centres",
    place: { file, key: "segment.centres" },
    expected: "[[1.5, 200], [4, 900]]",
    hint: "one row a segment, one finite number a feature in the order of the features",
  });
}

function isRow(row: unknown): row is number[] {
  return Array.isArray(row) && row.length > 0 && row.every((each) => Number.isFinite(each));
}
