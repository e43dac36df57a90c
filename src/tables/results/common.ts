import { z } from "zod";

/** Exact decimal text, such as `-12.30`. */
export const exactMoney = z.string().regex(/^-?\d+(\.\d+)?$/);

/** A number that has a value. */
export const finite = z.number();

/** A number that may be undefined; the reason stands beside it or in the warnings. */
export const maybe = z.number().nullable();

export const count = z.number().int().nonnegative();

export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const warning = z.object({ code: z.string(), message: z.string() });

/** One step of the sample flow: what was left out and what remains. */
export const flowStep = z.object({ step: z.string(), removed: count, remaining: count });
