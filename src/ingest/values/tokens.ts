/** The words of an expression. */
export interface Token {
  readonly kind: "name" | "text" | "number" | "sign" | "end";
  readonly text: string;
  readonly at: number;
  /** A name in double quotes is a column and never a keyword. */
  readonly quoted?: true;
}

export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
}

const BLANKS = /\s+/y;
const FORMS: readonly [Token["kind"], RegExp][] = [
  ["text", /'((?:[^']|'')*)'/y],
  ["name", /"((?:[^"]|"")+)"/y],
  ["number", /(\d+(?:\.\d+)?)/y],
  ["name", /([\p{L}_][\p{L}\p{N}_.]*)/uy],
  ["sign", /(<>|<=|>=|!=|\|\||[-+*/(),=<>])/y],
];

/** Splits an expression into words; anything outside the closed set is an error with its position. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    BLANKS.lastIndex = at;
    at += BLANKS.exec(source)?.[0].length ?? 0;
    if (at >= source.length) return [...tokens, { kind: "end", text: "", at }];
    const token = tokenAt(source, at);
    tokens.push(token.token);
    at = token.next;
  }
}

function tokenAt(source: string, at: number): { token: Token; next: number } {
  for (const [kind, form] of FORMS) {
    form.lastIndex = at;
    const found = form.exec(source);
    if (!found) continue;
    const next = at + found[0].length;
    if (kind === "text") return { token: { kind, text: found[1].replaceAll("''", "'"), at }, next };
    if (found[0].startsWith('"'))
      return { token: { kind, text: found[1].replaceAll('""', '"'), at, quoted: true }, next };
    return { token: { kind, text: found[1], at }, next };
  }
  throw new ExpressionError(`position ${String(at + 1)}: this sign is not allowed here`);
}
