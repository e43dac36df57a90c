import { nearest } from "../../core/nearest.js";

const LABELS: Readonly<Record<string, string>> = {
  auto: "auto",
  "utf-8": "utf-8",
  utf8: "utf-8",
  ascii: "utf-8",
  "utf-16": "utf-16le",
  "utf-16le": "utf-16le",
  "utf-16be": "utf-16be",
  gb18030: "gb18030",
  gbk: "gb18030",
  gb2312: "gb18030",
  cp936: "gb18030",
  big5: "big5",
  cp950: "big5",
  latin1: "latin1",
  "iso-8859-1": "latin1",
  latin2: "iso-8859-2",
  "iso-8859-2": "iso-8859-2",
  "iso-8859-15": "iso-8859-15",
  "shift-jis": "shift_jis",
  "euc-kr": "euc-kr",
};

for (let page = 1250; page <= 1258; page++) {
  Object.assign(LABELS, {
    [`windows-${String(page)}`]: `windows-${String(page)}`,
    [`cp${String(page)}`]: `windows-${String(page)}`,
  });
}

/** Label of the built-in decoder for a declared encoding; null when it is not known. GBK and GB2312 are read as GB18030, which holds both. */
export function decoderLabel(declared: string): string | null {
  return LABELS[declared.toLowerCase().replaceAll("_", "-")] ?? null;
}

/** A hint for an unknown encoding name. */
export function encodingHint(declared: string): string {
  const near = nearest(declared, Object.keys(LABELS));
  return near === null
    ? "known: utf-8, utf-16, gb18030, gbk, gb2312, big5, latin1, latin2, windows-1250 to windows-1258"
    : `did you mean "${near}"?`;
}
