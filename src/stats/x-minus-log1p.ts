import { log1p } from "../core/elementary.js";

/** u - ln(1 + u) for u > -1, accurate where the two nearly cancel: u^2/(2 + u) - 2(s^3/3 + s^5/5 + …), s = u/(2 + u). */
export function xMinusLog1p(u: number): number {
  if (u < -0.5 || u > 0.6) return u - log1p(u);
  const s = u / (2 + u);
  const z = s * s;
  let sum = 0;
  for (let n = 37; n >= 3; n -= 2) sum = sum * z + 1 / n;
  return s * (u - 2 * z * sum);
}
