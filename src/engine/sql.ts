/**
 * SQL as readable text that cannot be injected: identifiers and literals are quoted by the engine's dialect when the
 * text is rendered, all other values become parameters.
 */

type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "identifier"; readonly path: readonly string[] }
  | { readonly kind: "literal"; readonly value: Scalar }
  | { readonly kind: "type"; readonly type: SqlType }
  | { readonly kind: "value"; readonly value: Scalar };

/** A value that may stand in SQL. */
export type Scalar = string | number | bigint | boolean | null;

/** The types that stages may name; each dialect has its word for them. */
export type SqlType =
  | "id"
  | "text"
  | "date"
  | "money"
  | "decimal"
  | "rate"
  | "integer"
  | "bigint"
  | "exact"
  | "wide"
  | "double"
  | "boolean";

/** A fragment or a statement; immutable. */
export class Sql {
  readonly parts: readonly Part[];
  constructor(parts: readonly Part[]) {
    this.parts = Object.freeze([...parts]);
  }
}

/** What rendering needs to know of a dialect. */
export interface Quoting {
  readonly identifier: (name: string) => string;
  readonly literal: (value: Scalar) => string;
  readonly placeholder: (position: number) => string;
  readonly type: (type: SqlType) => string;
}

export interface RenderedSql {
  readonly text: string;
  readonly values: readonly Scalar[];
}

/** The tag: a nested `Sql` is inlined, any other value becomes a parameter. */
export function sql(strings: TemplateStringsArray, ...values: readonly (Sql | Scalar)[]): Sql {
  const parts: Part[] = [];
  strings.forEach((text, position) => {
    if (text !== "") parts.push({ kind: "text", text });
    if (position < values.length) parts.push(...partsOf(values[position]));
  });
  return new Sql(parts);
}

function partsOf(value: Sql | Scalar): readonly Part[] {
  if (value instanceof Sql) return value.parts;
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("SQL holds finite numbers only");
  if (value === undefined || (typeof value === "object" && value !== null))
    throw new TypeError("not a value that SQL can hold");
  return [{ kind: "value", value }];
}

/** A quoted identifier: `id("t")`, `id("t", "column")`. */
export function id(...path: readonly string[]): Sql {
  if (path.length === 0 || path.some((each) => each === "" || each.includes("\0")))
    throw new RangeError("an identifier has at least one character and no NUL");
  return new Sql([{ kind: "identifier", path }]);
}

/** A quoted literal, for places where engines take no parameter (DDL, COPY, reader options). Prefer a parameter. */
export function literal(value: Scalar): Sql {
  return new Sql([{ kind: "literal", value }]);
}

/** The dialect's word for a type. */
export function type(name: SqlType): Sql {
  return new Sql([{ kind: "type", type: name }]);
}

const WORDS = /^[a-z_]+( [a-z_]+)*$/;

/** Keywords chosen by code from a closed set, such as `asc` or `nulls last`; never user text. */
export function word(keywords: string): Sql {
  if (!WORDS.test(keywords)) throw new RangeError("not a keyword");
  return new Sql([{ kind: "text", text: keywords }]);
}

/** Fragments with a separator between them. */
export function join(fragments: readonly Sql[], separator = ", "): Sql {
  const between: Part = { kind: "text", text: separator };
  return new Sql(fragments.flatMap((each, position) => (position === 0 ? each.parts : [between, ...each.parts])));
}

/** Nothing; for optional fragments. */
export const empty = new Sql([]);

/** Text with placeholders and the values that fill them. */
export function render(statement: Sql, quoting: Quoting): RenderedSql {
  const values: Scalar[] = [];
  const text = statement.parts.map((part) => {
    switch (part.kind) {
      case "text":
        return part.text;
      case "identifier":
        return part.path.map(quoting.identifier).join(".");
      case "literal":
        return quoting.literal(part.value);
      case "type":
        return quoting.type(part.type);
      case "value":
        values.push(part.value);
        return quoting.placeholder(values.length);
    }
  });
  return { text: text.join(""), values: Object.freeze(values) };
}
