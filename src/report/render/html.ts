import { walk, type Block, type Document, type Figure, type Section, type Table } from "../document.js";
import type { Numbers } from "../numbers.js";
import type { Language } from "../words.js";
import { figureNotes, headOf, isNumeric, printCell } from "./cell.js";
import { escapeHtml } from "./escape-html.js";
import { headed, labelsOf } from "./labels.js";
import { STYLE } from "./style.js";

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
const TAGS: Readonly<Record<Language, string>> = { en: "en", zh: "zh-CN" };

interface Context {
  readonly language: Language;
  readonly numbers: Numbers;
  /** SVG text by figure id. */
  readonly drawings: ReadonlyMap<string, string>;
}

/** The document as one HTML file that needs no network and no script; `drawings` holds the SVG of each figure by its id. */
export function renderHtml(
  document: Document,
  language: Language,
  numbers: Numbers,
  drawings: ReadonlyMap<string, string>,
): string {
  const context = { language, numbers, drawings };
  const title = escapeHtml(document.title[language]);
  return [
    "<!doctype html>",
    `<html lang="${TAGS[language]}">`,
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>`,
    `<style>\n${STYLE}</style>`,
    "</head>",
    "<body>",
    `<header>\n<h1>${title}</h1>`,
    ...document.facts.map((fact) => `<p class="fact">${escapeHtml(fact[language])}</p>`),
    "</header>",
    contents(document, language),
    `<main>\n${blocks(document.sections, 2, context)}\n</main>`,
    "</body>",
    "</html>\n",
  ].join("\n");
}

function contents(document: Document, language: Language): string {
  const entries = (sections: readonly Section[], depth: number): string => {
    const items = sections.map((section) => {
      const inner = section.blocks.filter((block) => block.kind === "section");
      const below = depth < 2 && inner.length > 0 ? `\n${entries(inner, depth + 1)}` : "";
      return `<li><a href="#section-${section.id}">${titleOf(section, language)}</a>${below}</li>`;
    });
    return `<ul>\n${items.join("\n")}\n</ul>`;
  };
  const label = labelsOf(language).contents;
  return `<nav aria-label="${label}">\n<h2>${label}</h2>\n${entries(document.sections, 1)}\n</nav>`;
}

function titleOf(section: Section, language: Language): string {
  return escapeHtml(`${section.number ? `${section.number} ` : ""}${section.title[language]}`);
}

/** Blocks one after the other; references that stand side by side make one list. */
function blocks(all: readonly Block[], level: number, context: Context): string {
  return all
    .map((block) => blockOf(block, level, context))
    .filter((html) => html !== "")
    .join("\n")
    .replaceAll('</ul>\n<ul class="references">\n', "");
}

function blockOf(block: Block, level: number, context: Context): string {
  const { language } = context;
  switch (block.kind) {
    case "section": {
      const tag = `h${Math.min(level, 6)}`;
      const head = `<${tag}>${titleOf(block, language)}</${tag}>`;
      return `<section id="section-${block.id}">\n${head}\n${blocks(block.blocks, level + 1, context)}\n</section>`;
    }
    case "paragraph":
      return `<p>${escapeHtml(block.sentences.map((each) => each[language]).join(language === "zh" ? "" : " "))}</p>`;
    case "list":
      return `<ul>\n${block.items.map((item) => `<li>${escapeHtml(item[language])}</li>`).join("\n")}\n</ul>`;
    case "note":
      return `<p class="note">${noted(block.words[language], language)}</p>`;
    case "table":
      return block.csvOnly ? "" : tableOf(block, context);
    case "figure":
      return figureOf(block, context);
    case "formula":
      return [
        `<div class="formula">\n<p><strong>${escapeHtml(block.name[language])}</strong></p>`,
        `<pre>${escapeHtml(block.formula)}</pre>`,
        `<p>${escapeHtml(block.about[language])}</p>`,
        `<p class="source">${escapeHtml(labelsOf(language).source + block.source)}</p>\n</div>`,
      ].join("\n");
    case "reference":
      return `<ul class="references">\n<li>${escapeHtml(block.text)}</li>\n</ul>`;
    case "verbatim":
      return `<pre>${escapeHtml(block.text)}</pre>`;
  }
}

function noted(text: string, language: Language): string {
  const { note } = labelsOf(language);
  return escapeHtml(text.startsWith(note.trim()) ? text : note + text);
}

function tableOf(table: Table, context: Context): string {
  const { language, numbers } = context;
  const title = headed(labelsOf(language).table(table.number), table.title[language], language);
  const side = table.columns.map((_, index) => (isNumeric(table, index, language) ? ' class="number"' : ""));
  const heads = table.columns.map(
    (each, index) => `<th scope="col"${side[index]}>${escapeHtml(headOf(each, language))}</th>`,
  );
  const rows = table.rows.map((row, at) => {
    const cells = row.map(
      (cell, index) => `<td${side[index]}>${escapeHtml(printCell(cell, table.columns[index], numbers, language))}</td>`,
    );
    return `<tr${table.ruledRows?.includes(at) ? ' class="ruled"' : ""}>${cells.join("")}</tr>`;
  });
  return [
    `<div class="table" id="table-${table.id}">`,
    `<p class="table-title" id="title-${table.id}">${escapeHtml(title)}</p>`,
    `<div class="scroll" tabindex="0" role="region" aria-labelledby="title-${table.id}">`,
    `<table>\n<thead>\n<tr>${heads.join("")}</tr>\n</thead>\n<tbody>\n${rows.join("\n")}\n</tbody>\n</table>`,
    "</div>",
    ...table.notes.map((each, index) => {
      const text = index === 0 ? noted(each[language], language) : escapeHtml(each[language]);
      return `<p class="table-note">${text}</p>`;
    }),
    `<p class="table-note">${escapeHtml(table.source[language])}</p>`,
    "</div>",
  ].join("\n");
}

function figureOf(figure: Figure, { language, numbers, drawings }: Context): string {
  const title = headed(labelsOf(language).figure(figure.number), figure.title[language], language);
  const drawing = drawings.get(figure.id);
  if (drawing === undefined) throw new RangeError(`the figure ${figure.id} was not drawn`);
  return [
    `<figure id="figure-${figure.id}">`,
    `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(title)}">`,
    inline(drawing, title),
    "</div>",
    `<figcaption><span class="figure-title">${escapeHtml(title)}</span>`,
    ...figureNotes(figure, numbers, language).map((each) => `<span class="figure-note">${escapeHtml(each)}</span>`),
    "</figcaption>",
    "</figure>",
  ].join("\n");
}

function inline(svg: string, title: string): string {
  const text = escapeHtml(title);
  return svg
    .trim()
    .replace(
      /^<svg([^>]*)>/,
      (_, attributes: string) => `<svg${attributes} role="img" aria-label="${text}"><title>${text}</title>`,
    );
}

/** Ids of the figures of a document in reading order. */
export function figuresOf(document: Document): Figure[] {
  return walk(document.sections).filter((block) => block.kind === "figure");
}
