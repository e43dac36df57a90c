const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Estimated width of a line of text in pixels: a Chinese character is as wide as the font is high, a Latin one 0.6 of it. */
export function textWidth(text: unknown, fontSize: number): number {
  const line = text === null || text === undefined ? "" : String(text);
  let width = 0;
  for (const character of line) width += WIDE.test(character) ? 1 : 0.6;
  return Math.ceil(width * fontSize);
}
