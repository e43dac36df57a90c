/** Style of the HTML report: three-line tables, room for narrow windows, and a layout for paper. */
export const STYLE = `:root { --ink: #1a1a1a; --soft: #555; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 64rem; padding: 1.5rem 1.25rem 4rem; color: var(--ink); background: #fff;
  font: 16px/1.6 "Helvetica Neue", Arial, "Liberation Sans", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", SimSun, sans-serif; }
h1 { font-size: 1.8rem; line-height: 1.25; margin: 0 0 0.75rem; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 0.75rem; line-height: 1.3; }
h3 { font-size: 1.12rem; margin: 1.75rem 0 0.5rem; line-height: 1.35; }
h4, h5, h6 { font-size: 1rem; margin: 1.25rem 0 0.4rem; }
p, ul { margin: 0.6rem 0; }
p, li, td, th, figcaption { overflow-wrap: break-word; }
a { color: #00507d; }
.fact { color: var(--soft); margin: 0.1rem 0; }
nav { margin: 1.5rem 0; padding: 0.75rem 0; border-top: 1px solid #ccc; border-bottom: 1px solid #ccc; }
nav h2 { font-size: 1rem; margin: 0 0 0.4rem; }
nav ul { list-style: none; margin: 0; padding-left: 0; }
nav ul ul { padding-left: 1.5rem; font-size: 0.93rem; }
.note { border-left: 3px solid #999; padding-left: 0.8rem; color: var(--soft); }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid #0072b2; }
.table { margin: 1.5rem 0; }
.table-title { font-weight: 600; margin: 0 0 0.4rem; text-align: center; }
.table-note { color: var(--soft); font-size: 0.85rem; line-height: 1.45; margin: 0.3rem 0 0; }
table { border-collapse: collapse; width: 100%; border-top: 1.5pt solid var(--ink); border-bottom: 1.5pt solid var(--ink);
  font-size: 0.86rem; line-height: 1.35; font-variant-numeric: tabular-nums; }
thead { border-bottom: 0.75pt solid var(--ink); }
th { font-weight: 600; vertical-align: bottom; min-width: 3em; }
th, td { text-align: left; padding: 0.3rem 0.4rem; }
td { vertical-align: top; }
th.number { text-align: right; }
td.number { text-align: right; white-space: nowrap; }
tr.ruled { border-top: 0.75pt solid var(--ink); }
figure { margin: 1.75rem 0; }
figure .scroll { text-align: center; }
svg { max-width: 100%; height: auto; }
figcaption { text-align: center; margin-top: 0.4rem; }
.figure-title { display: block; font-weight: 600; }
.figure-note { display: block; color: var(--soft); font-size: 0.85rem; line-height: 1.45; }
pre { background: #f5f5f5; padding: 0.6rem 0.8rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.85rem; line-height: 1.5; }
.formula { margin: 1rem 0; }
.formula p { margin: 0.3rem 0; }
.source { color: var(--soft); font-size: 0.85rem; }
@media (max-width: 40rem) {
  body { padding: 1rem 0.8rem 3rem; font-size: 15px; }
  figure .scroll { text-align: left; }
  svg { max-width: none; }
}
@media print {
  @page { size: A4; margin: 18mm 16mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2, h3, h4 { break-after: avoid; }
  .table-title { break-after: avoid; }
  tr, figure, .formula { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  svg { max-width: 100%; max-height: 200mm; }
  table { font-size: 8.5pt; }
  th, td { padding: 0.2rem 0.35rem; }
  td.number { white-space: normal; }
  a { color: inherit; text-decoration: none; }
}
`;
