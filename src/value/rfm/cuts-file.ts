import { fail } from "../../core/errors.js";
import { frozenCuts, type FrozenCuts } from "./frozen-schema.js";

/** Saved cuts as the text of a file: JSON, one key a line, ending in a line feed. */
export function cutsText(frozen: FrozenCuts): string {
  return `${JSON.stringify(frozen, null, 2)}\n`;
}

/** The saved cuts that a text holds. Throws VAL-005 where it is no such file, of another version, or lacks something. */
export function cutsOfText(text: string, file: string): FrozenCuts {
  const hint = "give a file that --save-cuts wrote";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fail("VAL-005", { message: "the file of saved cuts is no JSON", place: { file }, hint }, error);
  }
  const parsed = frozenCuts.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = issue.path.map(String).join(".");
  return fail("VAL-005", {
    message: "the file does not hold saved cuts of this version",
    place: { file, ...(key === "" ? {} : { key }) },
    expected: "format custval-rfm-cuts, version 1",
    hint,
  });
}
