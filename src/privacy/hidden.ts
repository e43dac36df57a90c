/** A value that the privacy gate took away: a small cell, a cell hidden to protect one, or a cell ruled by two customers. */
export interface Hidden {
  readonly hidden: "small" | "protects" | "dominated";
}

export type HiddenCause = Hidden["hidden"];

const MARKERS: Readonly<Record<HiddenCause, Hidden>> = Object.freeze({
  small: Object.freeze({ hidden: "small" }),
  protects: Object.freeze({ hidden: "protects" }),
  dominated: Object.freeze({ hidden: "dominated" }),
});

/** The marker that stands in place of a hidden value; it carries the cause and nothing of the value. */
export function hiddenBy(cause: HiddenCause): Hidden {
  return MARKERS[cause];
}

/** Whether a value was taken away by the gate. */
export function isHidden(value: unknown): value is Hidden {
  return typeof value === "object" && value !== null && "hidden" in value;
}
