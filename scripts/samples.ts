import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cardWithFiles } from "../src/simulate/card.js";
import { DEFAULT_SETTINGS, simulateBank } from "../src/simulate/simulate.js";

/** Writes data-samples/city-bank: the exports, the truth, and the table of files in its card. `npm run samples`. */
const directory = fileURLToPath(new URL("../data-samples/city-bank", import.meta.url));
const { files, truth } = await simulateBank(DEFAULT_SETTINGS, directory);
const card = `${directory}/README.md`;
writeFileSync(card, cardWithFiles(readFileSync(card, "utf8"), files));
const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
console.log(`${files.length} export files, ${(bytes / 1e6).toFixed(2)} MB, ${truth.damaged_rows.length} damaged rows`);
