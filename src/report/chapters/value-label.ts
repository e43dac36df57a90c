import type { Text } from "../text/en.js";
import { say, type Words } from "../words.js";

/** A text of the value chapter. */
export function label(pick: (text: Text["value"]) => string): Words {
  return say((text) => pick(text.value));
}
