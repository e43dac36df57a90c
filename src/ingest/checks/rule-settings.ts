import { z } from "zod";
import { RULE_NAMES, RULES, SEVERITIES, type RuleName, type Severity } from "../../tables/rules.js";

const level = z.enum([...SEVERITIES, "off"]);

const continuity = z.union([
  level,
  z.strictObject({
    severity: level.optional().describe("error, warn, info or off"),
    tolerance: z
      .number()
      .min(0)
      .max(1e9)
      .optional()
      .describe("difference that is tolerated per account and month, in units of the currency; default 0.01"),
  }),
]);

const severities = Object.fromEntries(
  RULE_NAMES.map((name) => [
    name,
    level.optional().describe(`${RULES[name].about}; error, warn, info or off, default ${RULES[name].severity}`),
  ]),
) as Record<RuleName, z.ZodOptional<typeof level>>;

/** `rules:` of study.yaml: how bad each data-quality rule is, or that it is not checked. */
export const ruleSettings = z.strictObject({
  ...severities,
  balance_continuity: continuity.optional().describe(`${RULES.balance_continuity.about}; default info, tolerance 0.01`),
});

export type RuleSettings = z.infer<typeof ruleSettings>;

/** How bad a rule is in this study; null where it is off. */
export function severityOf(settings: RuleSettings, name: RuleName): Severity | null {
  const given = settings[name];
  const chosen = typeof given === "object" ? given.severity : given;
  const severity = chosen ?? RULES[name].severity;
  return severity === "off" ? null : severity;
}

/** Difference per account and month that balance continuity tolerates, in units of the currency. */
export function continuityTolerance({ balance_continuity: given }: RuleSettings): number {
  return (typeof given === "object" ? given.tolerance : undefined) ?? 0.01;
}
