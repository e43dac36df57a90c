import type { z } from "zod";

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly innerType?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly in?: z.core.$ZodType;
  readonly out?: z.core.$ZodType;
}

function definition(schema: z.core.$ZodType): Definition {
  return schema._zod.def as unknown as Definition;
}

/** Looks through optional, default, pipe and the like to the schemas that hold keys. */
function unwrap(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const inside = definition(schema);
  if (inside.innerType) return unwrap(inside.innerType);
  if (inside.in && inside.out) return [...unwrap(inside.in), ...unwrap(inside.out)];
  if (inside.options) return inside.options.flatMap(unwrap);
  return [schema];
}

function step(schema: z.core.$ZodType, key: PropertyKey): readonly z.core.$ZodType[] {
  const inside = definition(schema);
  const next = inside.shape?.[String(key)] ?? inside.valueType ?? inside.element;
  return next ? unwrap(next) : [];
}

/** The keys that are valid at a path of a schema; over all forms where several are allowed. */
export function keysOfSchema(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const reached = path.reduce<readonly z.core.$ZodType[]>(
    (at, key) => at.flatMap((each) => step(each, key)),
    unwrap(schema),
  );
  return [...new Set(reached.flatMap((each) => Object.keys(definition(each).shape ?? {})))];
}
