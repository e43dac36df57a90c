/** Share of a money cell above which its two largest customers rule it. */
export const DOMINANCE_LIMIT = 0.85;

/**
 * Whether the two largest contributions make up more than 85 % of a money cell, by absolute size: the (2, 85) dominance rule
 * (Hundepool et al. 2012, section 4.2). A cell of one or two customers is always ruled by them, an empty one never.
 */
export function isDominated(contributions: readonly number[]): boolean {
  if (contributions.length === 0) return false;
  if (contributions.length <= 2) return true;
  const sizes = contributions.map(Math.abs).sort((a, b) => b - a);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return total > 0 && sizes[0] + sizes[1] > DOMINANCE_LIMIT * total;
}

/** The same rule where only the share of the two largest is known; an unknown share does not hide. */
export function isDominatedShare(topTwoShare: number | null | undefined): boolean {
  return typeof topTwoShare === "number" && topTwoShare > DOMINANCE_LIMIT;
}
