import type { StudyFacts } from "../report/facts.js";
import type { ReportRequest } from "./report-request.js";
import type { ResolvedSetting } from "./resolve.js";
import type { StudySettings } from "./schema.js";

interface FactsRequest extends Pick<ReportRequest, "settings" | "version" | "reproduce" | "stages" | "inputs"> {
  readonly resolved: readonly ResolvedSetting[];
  readonly engineVersion: string;
}

type Stages = ReportRequest["stages"];

/** A stage's result, or the reason why there is none. */
function resultOf(stages: Stages, name: string): unknown {
  return stages.get(name)?.outcome.result ?? { omitted: "not_declared" };
}

/** Everything that the report is made of. */
export function studyFactsOf(request: FactsRequest): StudyFacts {
  const { settings, stages, inputs, resolved } = request;
  return {
    study: {
      name: settings.study,
      title: settings.title,
      as_of: settings.as_of,
      period: settings.period,
      currency: settings.currency,
      money_unit: moneyUnit(settings),
      seed: settings.seed,
      version: request.version,
    },
    ingest: resultOf(stages, "ingest") as StudyFacts["ingest"],
    rfm: resultOf(stages, "rfm") as StudyFacts["rfm"],
    profit: resultOf(stages, "profit") as StudyFacts["profit"],
    segment: resultOf(stages, "segment") as StudyFacts["segment"],
    assign: resultOf(stages, "assign") as StudyFacts["assign"],
    effect: resultOf(stages, "effect") as StudyFacts["effect"],
    warnings: [...stages.values()].flatMap((each) => [...each.outcome.warnings]),
    privacy: { threshold: settings.report.small_cell },
    provenance: {
      inputs: inputs.map(({ file, bytes, sha256 }) => ({ file, bytes, sha256 })),
      versions: [
        { name: "custval", version: request.version },
        { name: "engine", version: request.engineVersion },
      ],
      settings: resolved.map(({ key, value, origin }) => ({ key, value, origin })),
      reproduce: request.reproduce,
      sql_file: "run.sql",
    },
  };
}

function moneyUnit(settings: StudySettings): StudyFacts["study"]["money_unit"] {
  const { currency } = settings;
  return settings.report.money_unit ?? { label: { en: currency, zh: currency }, divisor: 1 };
}
