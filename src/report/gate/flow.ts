interface Step {
  readonly step: string;
  readonly removed: number;
  readonly remaining: number;
}

/**
 * A sample flow in which no step removes from 1 to threshold - 1 customers: a small step is merged with the next one, the last
 * ones with the one before. When all steps together are small, they leave the flow and `complete` is false.
 * A step's name becomes the list of the merged names.
 */
export function mergeSmallSteps(
  flow: readonly Step[],
  threshold: number,
): { steps: { names: string[]; removed: number; remaining: number }[]; complete: boolean } {
  const steps: { names: string[]; removed: number; remaining: number }[] = [];
  let open: { names: string[]; removed: number } = { names: [], removed: 0 };
  for (const { step, removed, remaining } of flow) {
    open = { names: [...open.names, step], removed: open.removed + removed };
    if (isSmall(open.removed, threshold)) continue;
    steps.push({ ...open, remaining });
    open = { names: [], removed: 0 };
  }
  if (open.names.length === 0) return { steps, complete: true };
  return closeFlow(steps, open, flow.at(-1)!.remaining);
}

function closeFlow(
  steps: { names: string[]; removed: number; remaining: number }[],
  open: { names: string[]; removed: number },
  remaining: number,
): ReturnType<typeof mergeSmallSteps> {
  const target = steps.findLastIndex((step) => step.removed > 0);
  if (target < 0) return { steps: [], complete: false };
  const merged = steps.slice(target);
  const names = [...merged.flatMap((step) => step.names), ...open.names];
  const removed = merged.reduce((sum, step) => sum + step.removed, open.removed);
  return { steps: [...steps.slice(0, target), { names, removed, remaining }], complete: true };
}

function isSmall(count: number, threshold: number): boolean {
  return count > 0 && count < threshold;
}
