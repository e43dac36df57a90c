import type { ErrorCode } from "../../core/codes/index.js";

/** What a record is. From TOO_FEW on it is rejected. */
export const Kind = Object.freeze({
  DATA: 0,
  HEAD: 1,
  ABOVE_HEAD: 2,
  BLANK: 3,
  COMMENT: 4,
  FOOTER: 5,
  REPEATED_HEAD: 6,
  TOO_FEW: 10,
  TOO_MANY: 11,
  UNCLOSED: 12,
  AFTER_QUOTE: 13,
  NUL: 14,
  TOO_LONG: 15,
  CUT: 16,
  UNDECODABLE: 17,
});

export type RecordKind = (typeof Kind)[keyof typeof Kind];

/** A reason that the message and rejects.csv can state; it never holds a value. */
export interface Fault {
  readonly code: ErrorCode;
  readonly reason: string;
}

const FAULTS: Readonly<Record<number, Fault>> = {
  [Kind.TOO_FEW]: { code: "DATA-101", reason: "too few fields" },
  [Kind.TOO_MANY]: { code: "DATA-102", reason: "too many fields" },
  [Kind.UNCLOSED]: { code: "DATA-103", reason: "quote not closed" },
  [Kind.AFTER_QUOTE]: { code: "DATA-104", reason: "text after a closing quote" },
  [Kind.NUL]: { code: "DATA-105", reason: "NUL byte" },
  [Kind.TOO_LONG]: { code: "DATA-106", reason: "row longer than a mebibyte" },
  [Kind.CUT]: { code: "DATA-107", reason: "file ends inside a row" },
  [Kind.UNDECODABLE]: { code: "DATA-108", reason: "bytes not valid in the encoding" },
};

export function isBad(kind: RecordKind): boolean {
  return kind >= Kind.TOO_FEW;
}

/** Why a record of a bad kind is rejected. */
export function faultOf(kind: RecordKind): Fault {
  return FAULTS[kind];
}
