/** What a worker says when it can take tasks. */
export const READY = "ready";
