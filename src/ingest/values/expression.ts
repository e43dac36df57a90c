import { join, literal, sql, word, type Sql } from "../../engine/sql.js";
import { ExpressionError, tokensOf, type Token } from "./tokens.js";

/** A compiled piece with its kind. */
interface Piece {
  readonly sql: Sql;
  readonly kind: "text" | "number" | "truth";
}

/** How an expression reaches its surroundings. */
export interface ExpressionScope {
  /** The text of a source column; throws an ExpressionError when there is none. */
  readonly column: (name: string) => Sql;
  /** An exact decimal from text, in the number form of the source. */
  readonly number: (text: Sql) => Sql;
}

type Parameter = Piece["kind"];
interface FunctionForm {
  readonly takes: readonly Parameter[];
  readonly least: number;
  readonly more?: Parameter;
  readonly gives: Piece["kind"];
  readonly sql: (parts: readonly Sql[]) => Sql;
}

const call = (name: string) => (parts: readonly Sql[]) => sql`${word(name)}(${join(parts)})`;

const FUNCTIONS: Readonly<Record<string, FunctionForm>> = {
  substr: {
    takes: ["text", "number", "number"],
    least: 2,
    gives: "text",
    sql: (p) => sql`substr(${join([p[0], ...p.slice(1).map((each) => sql`cast(${each} as integer)`)])})`,
  },
  concat: { takes: [], least: 1, more: "text", gives: "text", sql: call("concat") },
  coalesce: { takes: [], least: 1, more: "text", gives: "text", sql: call("coalesce") },
  nullif: { takes: ["text", "text"], least: 2, gives: "text", sql: call("nullif") },
  lower: { takes: ["text"], least: 1, gives: "text", sql: call("lower") },
  upper: { takes: ["text"], least: 1, gives: "text", sql: call("upper") },
  trim: { takes: ["text"], least: 1, gives: "text", sql: call("trim") },
  lpad: {
    takes: ["text", "number", "text"],
    least: 3,
    gives: "text",
    sql: (p) => sql`lpad(${p[0]}, cast(${p[1]} as integer), ${p[2]})`,
  },
  length: { takes: ["text"], least: 1, gives: "number", sql: (p) => sql`length(${p[0]})` },
  number: { takes: ["number"], least: 1, gives: "number", sql: (p) => p[0] },
  abs: { takes: ["number"], least: 1, gives: "number", sql: call("abs") },
  round: { takes: ["number", "number"], least: 1, gives: "number", sql: roundSql },
};

function roundSql(parts: readonly Sql[]): Sql {
  return sql`round(${join([parts[0], ...parts.slice(1).map((each) => sql`cast(${each} as integer)`)])})`;
}

const KEYWORDS = new Set(["and", "or", "not", "is", "null", "in", "case", "when", "then", "else", "end"]);
const COMPARISONS = new Set(["=", "<>", "!=", "<", "<=", ">", ">="]);

/** Compiles an expression of the declared subset to SQL that gives text. Throws an ExpressionError with a position, never with a value. */
export function compileExpression(source: string, scope: ExpressionScope): Sql {
  const parser = new Parser(tokensOf(source), scope);
  return parser.textOf(parser.whole());
}

class Parser {
  #at = 0;
  readonly #tokens: readonly Token[];
  readonly #scope: ExpressionScope;

  constructor(tokens: readonly Token[], scope: ExpressionScope) {
    this.#tokens = tokens;
    this.#scope = scope;
  }

  whole(): Piece {
    const piece = this.#or();
    if (this.#peek().kind !== "end") this.#refuse("more text than one expression");
    return piece;
  }

  textOf(piece: Piece): Sql {
    if (piece.kind === "text") return piece.sql;
    if (piece.kind === "number") return sql`cast(${piece.sql} as varchar)`;
    return sql`case when ${piece.sql} then '1' when not (${piece.sql}) then '0' end`;
  }

  #numberOf(piece: Piece): Sql {
    if (piece.kind === "number") return piece.sql;
    if (piece.kind === "text") return this.#scope.number(piece.sql);
    return this.#refuse("a number is needed here");
  }

  #truthOf(piece: Piece): Sql {
    return piece.kind === "truth" ? piece.sql : this.#refuse("a comparison is needed here");
  }

  #as(piece: Piece, kind: Parameter): Sql {
    return kind === "text" ? this.textOf(piece) : kind === "number" ? this.#numberOf(piece) : this.#truthOf(piece);
  }

  #peek(): Token {
    return this.#tokens[this.#at];
  }

  #refuse(what: string): never {
    throw new ExpressionError(`position ${String(this.#peek().at + 1)}: ${what}`);
  }

  #isWord(text: string): boolean {
    const token = this.#peek();
    return token.kind === "name" && !token.quoted && token.text.toLowerCase() === text;
  }

  #takeWord(text: string): boolean {
    const found = this.#isWord(text);
    if (found) this.#at++;
    return found;
  }

  #takeSign(text: string): boolean {
    const token = this.#peek();
    const found = token.kind === "sign" && token.text === text;
    if (found) this.#at++;
    return found;
  }

  #needWord(text: string): void {
    if (!this.#takeWord(text)) this.#refuse(`"${text}" is expected`);
  }

  #needSign(text: string): void {
    if (!this.#takeSign(text)) this.#refuse(`"${text}" is expected`);
  }

  #or(): Piece {
    let left = this.#and();
    while (this.#takeWord("or"))
      left = { kind: "truth", sql: sql`(${this.#truthOf(left)} or ${this.#truthOf(this.#and())})` };
    return left;
  }

  #and(): Piece {
    let left = this.#not();
    while (this.#takeWord("and"))
      left = { kind: "truth", sql: sql`(${this.#truthOf(left)} and ${this.#truthOf(this.#not())})` };
    return left;
  }

  #not(): Piece {
    if (!this.#takeWord("not")) return this.#comparison();
    return { kind: "truth", sql: sql`(not ${this.#truthOf(this.#not())})` };
  }

  #comparison(): Piece {
    const left = this.#sum();
    const token = this.#peek();
    if (token.kind === "sign" && COMPARISONS.has(token.text)) return this.#compare(left);
    if (this.#takeWord("is")) return this.#isNull(left);
    if (this.#takeWord("in")) return this.#isIn(left, false);
    if (this.#isWord("not") && this.#tokens[this.#at + 1]?.text.toLowerCase() === "in") {
      this.#at += 2;
      return this.#isIn(left, true);
    }
    return left;
  }

  #compare(left: Piece): Piece {
    const sign = this.#peek().text === "!=" ? "<>" : this.#peek().text;
    this.#at++;
    const right = this.#sum();
    const kind: Parameter = left.kind === "number" || right.kind === "number" ? "number" : "text";
    return { kind: "truth", sql: sql`(${this.#as(left, kind)} ${SIGNS[sign]} ${this.#as(right, kind)})` };
  }

  #isNull(left: Piece): Piece {
    const negated = this.#takeWord("not");
    this.#needWord("null");
    return { kind: "truth", sql: negated ? sql`(${left.sql} is not null)` : sql`(${left.sql} is null)` };
  }

  #isIn(left: Piece, negated: boolean): Piece {
    this.#needSign("(");
    const items = [this.#sum()];
    while (this.#takeSign(",")) items.push(this.#sum());
    this.#needSign(")");
    const kind: Parameter = left.kind === "number" ? "number" : "text";
    const list = join(items.map((each) => this.#as(each, kind)));
    const subject = this.#as(left, kind);
    return { kind: "truth", sql: negated ? sql`(${subject} not in (${list}))` : sql`(${subject} in (${list}))` };
  }

  #sum(): Piece {
    let left = this.#product();
    for (;;) {
      if (this.#takeSign("+")) left = this.#arithmetic(left, "+", this.#product());
      else if (this.#takeSign("-")) left = this.#arithmetic(left, "-", this.#product());
      else if (this.#takeSign("||"))
        left = { kind: "text", sql: sql`(${this.textOf(left)} || ${this.textOf(this.#product())})` };
      else return left;
    }
  }

  #product(): Piece {
    let left = this.#unary();
    for (;;) {
      if (this.#takeSign("*")) left = this.#arithmetic(left, "*", this.#unary());
      else if (this.#takeSign("/")) left = this.#arithmetic(left, "/", this.#unary());
      else return left;
    }
  }

  #arithmetic(left: Piece, sign: string, right: Piece): Piece {
    const a = sql`cast(${this.#numberOf(left)} as decimal(18, 6))`;
    const b = sql`cast(${this.#numberOf(right)} as decimal(18, 6))`;
    const value = sign === "/" ? sql`round(${a} / nullif(${b}, 0), 6)` : sql`(${a} ${SIGNS[sign]} ${b})`;
    return { kind: "number", sql: sql`try_cast(${value} as decimal(18, 6))` };
  }

  #unary(): Piece {
    if (!this.#takeSign("-")) return this.#primary();
    return { kind: "number", sql: sql`(-${this.#numberOf(this.#unary())})` };
  }

  #primary(): Piece {
    const token = this.#peek();
    if (this.#takeSign("(")) {
      const inner = this.#or();
      this.#needSign(")");
      return { ...inner, sql: sql`(${inner.sql})` };
    }
    if (token.kind === "text") return this.#taken({ kind: "text", sql: literal(token.text) });
    if (token.kind === "number")
      return this.#taken({ kind: "number", sql: sql`cast(${literal(token.text)} as decimal(18, 6))` });
    if (token.kind !== "name") return this.#refuse("a column, text, number or function is expected");
    return this.#named(token);
  }

  #taken(piece: Piece): Piece {
    this.#at++;
    return piece;
  }

  #named(token: Token): Piece {
    const lower = token.text.toLowerCase();
    if (!token.quoted) {
      if (this.#takeWord("case")) return this.#case();
      if (this.#takeWord("null")) return { kind: "text", sql: sql`null` };
      if (KEYWORDS.has(lower)) return this.#refuse(`"${lower}" does not fit here`);
      const next = this.#tokens[this.#at + 1];
      if (next.kind === "sign" && next.text === "(") return this.#call(lower);
    }
    this.#at++;
    return { kind: "text", sql: this.#scope.column(token.text) };
  }

  #call(name: string): Piece {
    if (!Object.hasOwn(FUNCTIONS, name)) return this.#refuse(`there is no function "${name}"`);
    const form = FUNCTIONS[name];
    this.#at += 2;
    const pieces: Piece[] = [];
    if (!this.#takeSign(")")) {
      do pieces.push(this.#or());
      while (this.#takeSign(","));
      this.#needSign(")");
    }
    const most = form.more ? Infinity : form.takes.length;
    if (pieces.length < form.least || pieces.length > most) this.#refuse(`"${name}" takes another number of values`);
    const parts = pieces.map((each, at) => this.#as(each, form.takes[at] ?? form.more!));
    return { kind: form.gives, sql: form.sql(parts) };
  }

  #case(): Piece {
    const subject = this.#isWord("when") ? null : this.#sum();
    const branches: { when: Sql; then: Piece }[] = [];
    while (this.#takeWord("when")) {
      const condition = subject
        ? sql`(${this.textOf(subject)} = ${this.textOf(this.#sum())})`
        : this.#truthOf(this.#or());
      this.#needWord("then");
      branches.push({ when: condition, then: this.#or() });
    }
    if (branches.length === 0) this.#refuse('"when" is expected');
    const other = this.#takeWord("else") ? this.#or() : null;
    this.#needWord("end");
    const whens = branches.map((each) => sql`when ${each.when} then ${this.textOf(each.then)}`);
    const otherwise = other ? sql` else ${this.textOf(other)}` : sql``;
    return { kind: "text", sql: sql`case ${join(whens, " ")}${otherwise} end` };
  }
}

const SIGNS: Readonly<Record<string, Sql>> = {
  "=": sql`=`,
  "<>": sql`<>`,
  "<": sql`<`,
  "<=": sql`<=`,
  ">": sql`>`,
  ">=": sql`>=`,
  "+": sql`+`,
  "-": sql`-`,
  "*": sql`*`,
};
