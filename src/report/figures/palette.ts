/**
 * Colours that colour-blind readers tell apart, of different lightness in grey print. Lines also differ in dash and marker.
 * Source: Okabe and Ito 2008, Color Universal Design.
 */
export const PALETTE = Object.freeze({
  blue: "#0072B2",
  vermilion: "#D55E00",
  paleOrange: "#E8A15B",
  ink: "#222222",
  grey: "#595959",
  pale: "#D9D9D9",
  shade: "#EFEFEF",
  none: "#FFFFFF",
});

/** Lines of several groups; markers and dashes differ too. */
export const LINES: readonly string[] = Object.freeze([
  "#0072B2",
  "#D55E00",
  "#009E73",
  "#CC79A7",
  "#222222",
  "#E69F00",
  "#56B4E9",
]);

/** From light to dark, so that order survives a grey print. */
export const SEQUENTIAL: readonly string[] = Object.freeze(["#F7FBFF", "#C6DBEF", "#6BAED6", "#2171B5", "#08306B"]);

/** Orange below, purple above the middle; the sign is printed in each cell because grey print loses it. */
export const DIVERGING: readonly string[] = Object.freeze(["#B35806", "#F1A340", "#F7F7F7", "#998EC3", "#542788"]);
