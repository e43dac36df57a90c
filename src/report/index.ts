export { buildDocument } from "./build.js";
export {
  MONEY_UNITS,
  isOmitted,
  moneyUnit,
  studyFacts,
  type MoneyUnit,
  type Omitted,
  type StudyFacts,
} from "./facts.js";
export { FORMATS, renderReport, type Format, type ReportFile, type ReportOptions } from "./render-report.js";
export { LANGUAGES, type Language } from "./words.js";
