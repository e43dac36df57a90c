import { catalogue } from "./code.js";

/** Pseudonyms and what else keeps customers private. */
export const privacyCodes = catalogue({
  "PRIV-001": {
    exit: 2,
    title: "key file cannot be used",
    long: "Pseudonyms need a secret key: a file of 32 bytes or more, of which every byte counts, a last line end too. `head -c 32 /dev/urandom > FILE` makes one. Keep it: without it the pseudonyms of a later run do not match, and whoever has it can find out which pseudonym is whose.",
  },
  "PRIV-002": {
    exit: 2,
    title: "key file is open to others",
    long: "A warning: other users of the machine may read the key file, and whoever has the key can find out which pseudonym is whose. `chmod 600 FILE` makes it yours alone.",
  },
});
