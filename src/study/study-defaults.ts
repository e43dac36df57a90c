type Raw = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function filled(section: unknown, defaults: Raw): unknown {
  return isMap(section) ? { ...defaults, ...section } : section;
}

/**
 * Hands the study's dates down to the stages that have their own keys for them, where a stage does not say otherwise:
 * a study is dated once.
 */
export function withStudyDates(raw: Raw): Raw {
  const { as_of, period, currency } = raw;
  const handed: Record<string, unknown> = {
    rfm: filled(raw["rfm"], { as_of }),
    profit: filled(raw["profit"], { period, currency }),
    segment: filled(raw["segment"], { as_of, window: period }),
  };
  const present = Object.entries(handed).filter(([key]) => raw[key] !== undefined);
  return { ...raw, ...Object.fromEntries(present) };
}
