import type { Engine } from "../../engine/engine.js";
import type { Catalog } from "../../engine/stage.js";
import type { RuleReport } from "../../tables/results/index.js";
import { RULE_NAMES, RULES, type RuleName } from "../../tables/rules.js";
import type { SourcePlan } from "../mapping/plan.js";
import { severityOf, type RuleSettings } from "./rule-settings.js";
import { countRows } from "./rules/count-rows.js";
import { countGroups, groupRules } from "./rules/group-rules.js";

/** What the rules are checked with. */
export interface RuleRequest {
  readonly settings: RuleSettings;
  /** The study's day (ISO); without it nothing can lie in the future. */
  readonly asOf: string | null;
  readonly currency: string | null;
  readonly plans: readonly SourcePlan[];
}

/** Reports of all rules that the tables at hand allow and the study has on, in the order of the catalogue. */
export async function checkRules(engine: Engine, catalog: Catalog, request: RuleRequest): Promise<RuleReport[]> {
  const { settings, asOf, currency, plans } = request;
  const { dialect } = engine;
  const context = { asOf: asOf === null ? null : dialect.dateOf(asOf), currency, dialect };
  const isOn = ({ name }: { readonly name: RuleName }) => severityOf(settings, name) !== null;
  const counted = [
    ...(await countRows(engine, catalog, context, isOn)),
    ...(await countGroups(engine, groupRules(catalog, context, plans).filter(isOn))),
  ];
  return inOrder(
    counted.map(({ rule, broken, checked }) => ({
      ...reportOf(rule.name, rule.table, broken, checked, settings),
      about: aboutOf(rule.name, rule.column),
    })),
  );
}

/** A report of a rule with the severity that the study gives it; the rule is on. */
export function reportOf(
  rule: RuleName,
  table: string,
  rows: number,
  checked: number,
  settings: RuleSettings,
): RuleReport {
  return { rule, table, severity: severityOf(settings, rule)!, rows, checked, about: RULES[rule].about };
}

function aboutOf(rule: RuleName, column: string | undefined): string {
  return column === undefined ? RULES[rule].about : `${RULES[rule].about} (column ${column})`;
}

/** Reports in the order of the catalogue; those of one rule as they come. */
export function inOrder(reports: readonly RuleReport[]): RuleReport[] {
  const place = (each: RuleReport) => RULE_NAMES.indexOf(each.rule as RuleName);
  return [...reports].sort((a, b) => place(a) - place(b));
}
