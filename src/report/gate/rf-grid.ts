const HIBERNATING = ["hibernating", "hibernating", "at_risk", "at_risk", "cant_lose"] as const;

/**
 * Which segment each cell (R score, F score) of the default segment table belongs to. The gate needs it where the cells do not
 * name their segment, since a segment's count is the sum of its cells.
 */
export const RF_GRID: readonly (readonly string[])[] = Object.freeze([
  HIBERNATING,
  HIBERNATING,
  ["about_to_sleep", "about_to_sleep", "need_attention", "loyal", "loyal"],
  ["promising", "potential_loyalist", "potential_loyalist", "loyal", "loyal"],
  ["new", "potential_loyalist", "potential_loyalist", "champions", "champions"],
]);
