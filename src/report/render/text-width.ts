const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const NARROW = /[ .,:;'|!ijlft()[\]/]/;
const CAPITAL = /[A-Zmw%+=<>−–]/;

/** Width of a character as a share of the font height, a little above that of Helvetica. */
function widthOf(character: string): number {
  if (WIDE.test(character)) return 1;
  if (NARROW.test(character)) return 0.33;
  return CAPITAL.test(character) ? 0.76 : 0.58;
}

/** Estimated width of a line of text in pixels; a Chinese character is as wide as the font is high. */
export function textWidth(text: unknown, fontSize: number): number {
  const line = text === null || text === undefined ? "" : String(text);
  let width = 0;
  for (const character of line) width += widthOf(character);
  return Math.ceil(width * fontSize);
}
