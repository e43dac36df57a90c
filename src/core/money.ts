/**
 * Money at the seams: exact decimal text in, integer minor units inside, exact text out.
 * Nothing here goes through a floating number.
 */

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** Minor units (for two decimals: cents) of a decimal text such as `-12.30`; null when it is none or has more decimals. */
export function parseMinor(text: string, decimals = 2): bigint | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const fraction = match[3] ?? "";
  if (fraction.length > decimals && /[1-9]/.test(fraction.slice(decimals))) return null;
  const digits = BigInt(match[2] + fraction.slice(0, decimals).padEnd(decimals, "0"));
  return match[1] === "-" ? -digits : digits;
}

/** Decimal text of minor units, always with all decimals: `-12.30`. */
export function formatMinor(minor: bigint, decimals = 2): string {
  const sign = minor < 0n ? "-" : "";
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, "0");
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A double for display or for a kernel; exact up to 2^53 minor units. */
export function minorToNumber(minor: bigint, decimals = 2): number {
  return Number(formatMinor(minor, decimals));
}
