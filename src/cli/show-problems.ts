import type { CustvalError, Place, Problem } from "../core/errors.js";

/** Colours as functions, so that no colour is the identity. */
export interface Paint {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

export const PLAIN: Paint = Object.freeze({
  error: (text: string) => text,
  warning: (text: string) => text,
  strong: (text: string) => text,
  faint: (text: string) => text,
});

function placeText(place: Place | undefined): string {
  if (!place) return "";
  const position = [place.line, place.column].filter((each) => each !== undefined).join(":");
  const file = place.file === undefined ? "" : position === "" ? place.file : `${place.file}:${position}`;
  const key = place.key === undefined ? "" : file === "" ? place.key : ` (${place.key})`;
  return `${file}${key}  `;
}

function problemLines(problem: Problem, paint: Paint): readonly string[] {
  const details = [
    ["seen", problem.seen],
    ["expected", problem.expected],
    ["hint", problem.hint],
  ] as const;
  const width = problem.expected === undefined ? 4 : 8;
  return [
    `${paint.error(`error[${problem.code}]`)} ${placeText(problem.place)}${paint.strong(problem.message)}`,
    ...details
      .filter(([, text]) => text !== undefined && text !== "")
      .map(([label, text]) => `  ${paint.faint(label.padEnd(width))}   ${text!}`),
  ];
}

/** All problems of a failure as lines for a person; no stack, no cell value. */
export function showProblems(error: CustvalError, paint: Paint = PLAIN): string {
  return error.problems.map((each) => problemLines(each, paint).join("\n")).join("\n");
}
