import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderHtml } from "../../../src/report/render/html.js";
import { numbers, sampleDocument, sampleDrawings, sampleFigures } from "./sample.js";

const CHROMIUM = "/usr/bin/chromium";
const pages = {
  en: renderHtml(sampleDocument, "en", numbers, await sampleDrawings("en")),
  zh: renderHtml(sampleDocument, "zh", numbers, await sampleDrawings("zh")),
};

describe("renderHtml", () => {
  it("allows nothing from outside and runs no script", () => {
    for (const page of Object.values(pages)) {
      expect(page).toContain(
        `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
      );
      const addresses = [...page.matchAll(/\b(?:https?:)?\/\/[a-z][^\s"'<)]*/gi)].map(([address]) => address);
      expect(new Set(addresses)).toEqual(new Set(["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"]));
      expect(page).not.toMatch(/<script|<link|<img|@import|\son\w+=/i);
    }
  });

  it("declares its language", () => {
    expect(pages.en).toContain('<html lang="en">');
    expect(pages.zh).toContain('<html lang="zh-CN">');
  });

  it("has no id twice, and every link of the contents meets one", () => {
    for (const page of Object.values(pages)) {
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const links = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
      expect(links).toEqual(["section-one", "section-two"]);
      for (const link of links) expect(ids).toContain(link);
    }
  });

  it("shows markup of the data as text", () => {
    expect(pages.en).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  });

  it("names each drawing and puts its title below, the title of a table above", () => {
    for (const { id, number, title } of sampleFigures) {
      const figure = pages.en.slice(pages.en.indexOf(`<figure id="figure-${id}">`));
      expect(figure.slice(0, figure.indexOf("</figure>"))).toMatch(/<svg[^>]* role="img" aria-label="Figure /);
      expect(figure.indexOf("<svg")).toBeLessThan(figure.indexOf(`Figure ${number}. ${title.en}</span>`));
    }
    expect(pages.en.indexOf("Table 1. Segments")).toBeLessThan(pages.en.indexOf("<table>"));
  });

  it.skipIf(!existsSync(CHROMIUM))(
    "opens in a browser without a message on its console [needs chromium]",
    () => {
      const folder = mkdtempSync(join(tmpdir(), "custval-html-"));
      try {
        for (const [language, page] of Object.entries(pages)) {
          const file = join(folder, `${language}.html`);
          writeFileSync(file, page);
          const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom"];
          const run = spawnSync(CHROMIUM, [...flags, `--user-data-dir=${folder}/profile`, `file://${file}`], {
            encoding: "utf8",
          });
          expect(run.stdout).toContain("figure-title");
          expect(run.stderr).not.toMatch(/CONSOLE/);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    60_000,
  );
});
