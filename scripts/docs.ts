import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { BEGIN, commandsPage, commandTable, END, resultSchemas, studyFilePage } from "./docs-content.js";

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const readme = readFileSync(at("README.md"), "utf8");
const [before, rest] = readme.split(BEGIN);
const [, after] = rest.split(END);
writeFileSync(at("README.md"), `${before}${BEGIN}\n${commandTable()}\n${END}${after}`);
writeFileSync(at("docs/commands.md"), commandsPage());
writeFileSync(at("docs/study-file.md"), studyFilePage());
mkdirSync(at("docs/schema"), { recursive: true });
for (const [name, text] of await resultSchemas()) writeFileSync(at(`docs/schema/${name}`), text);
