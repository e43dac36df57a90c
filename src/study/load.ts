import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import type { z } from "zod";
import { CustvalError, fail, failIfAny, type Problem } from "../core/errors.js";
import { readYaml, type ReadYaml } from "./read-yaml.js";
import { studySchema, type StudySettings } from "./schema.js";
import { schemaProblems } from "./schema-problems.js";
import { keysOfSchema } from "./schema-keys.js";
import { readSegments, withCutsFile } from "./rfm-files.js";
import { withStudyDates } from "./study-defaults.js";

/** A study file, read and checked. */
export interface LoadedStudy {
  readonly settings: StudySettings;
  /** Values as written, before defaults: what the file itself decided. */
  readonly written: unknown;
  readonly folder: string;
  readonly placeOf: ReadYaml["placeOf"];
}

function readText(file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const seen = (error as NodeJS.ErrnoException).code ?? "not UTF-8";
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: "it does not exist",
      EISDIR: "it is a directory",
      EACCES: "it may not be read",
    };
    const message = `the study file cannot be read: ${reasons[seen] ?? "it is not UTF-8 text"}`;
    return fail("STU-001", {
      message,
      place: { file: basename(file) },
      hint: "give the path of a study.yaml; `custval run data-samples/city-bank/study.yaml` is an example",
    });
  }
}

/** Reads and checks a study file; every problem of the file is reported at once, with line and column. */
export function loadStudy(file: string): LoadedStudy {
  const name = basename(file);
  const text = readText(file);
  const yaml = readYaml(text, name);
  if (yaml.value === null || typeof yaml.value !== "object" || Array.isArray(yaml.value)) {
    fail("STU-001", {
      message: "the study file is empty or not a mapping of keys",
      place: { file: name },
      hint: "begin with `custval: 1`",
    });
  }
  const parsed = studySchema.safeParse(withStudyDates(yaml.value as Readonly<Record<string, unknown>>));
  if (!parsed.success) throw new CustvalError(issuesOf(parsed.error, yaml));
  failIfAny(contradictions(parsed.data, yaml));
  const folder = dirname(resolve(file));
  return { settings: withRfmFiles(parsed.data, folder), written: yaml.value, folder, placeOf: yaml.placeOf };
}

/** Files that the section `rfm` names are read here, so that their content is among the settings that the results depend on. */
function withRfmFiles(settings: StudySettings, folder: string): StudySettings {
  if (settings.rfm === undefined) return settings;
  const { cuts_file: cuts, segments_file: segments } = settings.rfm;
  let rfm = settings.rfm;
  if (segments !== null) rfm = { ...rfm, segments: readSegments(resolve(folder, segments), "rfm.segments_file") };
  if (cuts !== null) rfm = withCutsFile(rfm, resolve(folder, cuts), "rfm.cuts_file");
  return { ...settings, rfm };
}

function issuesOf(error: z.ZodError, yaml: ReadYaml): readonly Problem[] {
  return schemaProblems(error.issues, yaml.placeOf, (path) => keysOfSchema(studySchema, path));
}

/** The stages that leave a row-level table. */
const ROW_MAKERS = {
  rfm_scores: ["rfm"],
  profit_customers: ["profit"],
  segment_assignments: ["segment", "assign"],
} as const satisfies Record<StudySettings["row_level"][number], readonly (keyof StudySettings)[]>;

function contradictions(settings: StudySettings, yaml: ReadYaml): readonly Problem[] {
  const problems: Problem[] = [];
  if (settings.period.start > settings.period.end) {
    problems.push({
      code: "STU-005",
      message: "the period ends before it starts",
      place: yaml.placeOf(["period"]),
      hint: "set period.start to a day before period.end",
    });
  }
  if (Object.keys(settings.sources).length === 0) {
    problems.push({
      code: "STU-005",
      message: "no source is declared",
      place: yaml.placeOf(["sources"]),
      hint: "declare at least one export below `sources`",
    });
  }
  for (const table of settings.row_level) {
    const makers = ROW_MAKERS[table];
    if (makers.some((stage) => settings[stage] !== undefined)) continue;
    const stage = makers.join(" or ");
    problems.push({
      code: "STU-005",
      message: `row_level asks for ${table}, but the study declares no ${stage}`,
      place: yaml.placeOf(["row_level"]),
      hint: `declare ${stage}, or take ${table} out of row_level`,
    });
  }
  return problems;
}
