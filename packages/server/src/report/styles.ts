import { colourVariables, darkColours, darkPage, lightColours, lightPage } from './palette.ts';
import { componentStyles } from './styles-components.ts';

const light = `--page:${lightPage};--panel:#f6f7f9;--line:#e2e6ea;--ink:#161a20;--muted:#57606b;--accent:#2458b3;--mark:#ffe69a;--good:#1f7a4d;--warn:#935600;--bad:#b3302f;--rest:#4a5562;${colourVariables(lightColours, '#8b95a1')}`;
const dark = `--page:${darkPage};--panel:#1d2126;--line:#30363e;--ink:#e9ecf0;--muted:#a3acb8;--accent:#8db8f7;--mark:#5c4a12;--good:#6fce9c;--warn:#eab765;--bad:#f59490;--rest:#cdd4dc;${colourVariables(darkColours, '#7d8793')}`;

const categoryClasses = [
  ...lightColours.map((_, index) => `.k${index}{--k:var(--c${index})}`),
  '.none{--k:var(--none)}',
  '.rest{--k:var(--rest)}',
].join('');

const base = `
:root{color-scheme:light;${light}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${dark}}}
:root[data-theme=dark]{color-scheme:dark;${dark}}
${categoryClasses}
*{box-sizing:border-box}
html{scroll-padding-top:6.5rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,"Noto Sans CJK SC",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
.wide,.top,.about{max-width:1180px;margin-inline:auto;padding-inline:clamp(16px,4vw,40px)}
h1,h2,h3,h4,p,ul,ol,dl,dd,figure{margin:0;padding:0}
ul,ol{list-style:none}
h1{font-size:clamp(1.75rem,4.2vw,2.6rem);line-height:1.15;font-weight:680;letter-spacing:-.022em;text-wrap:balance}
h2{font-size:1.3rem;line-height:1.3;font-weight:650;letter-spacing:-.01em}
h3{font-size:1rem;line-height:1.4;font-weight:600}
h4{font-size:.8125rem;font-weight:600;color:var(--muted)}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:2px}
a:hover{text-decoration-thickness:2px}
b{font-weight:650}
small,.facts{font-size:.8125rem;color:var(--muted)}
mark{background:var(--mark);color:inherit;border-radius:2px}
button,select,input{font:inherit;color:inherit}
button{cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
[hidden]{display:none!important}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999px;top:0;background:var(--page);padding:.5rem 1rem;z-index:9}
.skip:focus{left:8px;top:8px}
section{margin-block:3.5rem}
section>h2,.head{margin-block-end:1.1rem}
.head{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem 1rem;justify-content:space-between}
.head p{color:var(--muted);font-size:.875rem}
.note-line{color:var(--muted);font-size:.875rem;margin-block-start:.6rem;max-width:75ch}
html:not(.js) .js-only,html:not(.js) #map{display:none!important}
html:not(.js) .overview{display:block}
`;

const print = `
@page{margin:15mm 14mm}
@media print{
:root,:root:not([data-theme=light]){color-scheme:light;${light}}
html{font-size:13px}
body{font-size:9.5pt}
.skip,.js-only,.all,.list,#results,.table,.tip,#volume-range,#no-cards,#whole-period{display:none!important}
.wide,.top,.about{max-width:none;padding-inline:0}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
section,.overview>section+section{margin-block:1.8rem}
h2,h3,h4,.head{break-after:avoid}
.findings>div,.tree li li,.tickets li,.article li,.reason,.map-frame,.fresh li{break-inside:avoid}
#volume,figure{break-inside:avoid}
.overview{display:block}
.sticky{position:static}
canvas{object-fit:contain}
.card .body{display:block}.card .body>*{margin-block-end:.8rem}
.card .why{break-before:avoid;break-inside:avoid}
.overview .map-frame{height:120mm}
.tree{columns:2;column-gap:2rem}
.tree .line,.tree a.line,.tree .level1 .line,.tree .level2 .line{grid-template-columns:auto minmax(0,1fr) 2.6rem 2.6rem 2.7rem}
.tree a.line,.tree .level1 .line,.tree .level2 .line{grid-template-columns:0 minmax(0,1fr) 2.6rem 2.6rem 2.7rem}
.tree ul{padding-inline-start:.6rem}
details::details-content{display:block;content-visibility:visible;height:auto}
.card>summary{grid-template-columns:minmax(0,1fr) auto 7.5rem 6rem 7rem;gap:.2rem .8rem;break-after:avoid;break-inside:avoid}
.card,.card[open]{box-shadow:none}
.tickets p{max-width:none}
.tickets li{padding-block:.15rem}
a,.tree a .name{color:inherit;text-decoration:none}
}
`;

/** Everything the page looks like: system fonts, no image, no import. */
export const styles: string = [base, componentStyles, print].join('').replace(/\n+/g, '\n');
