import { CustvalError } from "../core/errors.js";

const KINDS = { SIGINT: "RUN-130", SIGTERM: "RUN-143", SIGHUP: "RUN-143" } as const;

export interface Signals {
  readonly signal: AbortSignal;
  /** Stops the work for another reason, such as a closed pipe. */
  readonly stop: (reason: unknown) => void;
  readonly release: () => void;
}

/** A signal that aborts on Ctrl-C and on a request to terminate; a second Ctrl-C leaves at once. */
export function onSignals(): Signals {
  const controller = new AbortController();
  const handle = (kind: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(kind === "SIGINT" ? 130 : 143);
    const code = KINDS[kind as keyof typeof KINDS];
    const message = kind === "SIGINT" ? "interrupted" : "terminated";
    const hint = "the previous result is whole; run the command again to continue";
    controller.abort(new CustvalError([{ code, message, hint }]));
  };
  for (const kind of Object.keys(KINDS)) process.on(kind, handle);
  const release = () => {
    for (const kind of Object.keys(KINDS)) process.off(kind, handle);
  };
  const stop = (reason: unknown) => {
    controller.abort(reason);
  };
  return { signal: controller.signal, stop, release };
}
