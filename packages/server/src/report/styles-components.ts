/** The parts of the page: header, filter bar, chart, tree, map, cards, lists. */
export const componentStyles = `
.top{padding-block:3.2rem 0;position:relative}
.kicker{font-size:.8125rem;font-weight:600;color:var(--muted);letter-spacing:.02em;margin-block-end:.5rem}
.origin{color:var(--muted);margin-block-start:.6rem;font-size:.9375rem}
.origin+.origin{margin-block-start:.1rem;font-size:.8125rem}
.figures{display:grid;grid-template-columns:repeat(4,1fr);gap:0;margin-block-start:2rem;border-block:1px solid var(--line)}
.figures>div{padding:1.1rem 1.25rem 1.1rem 0}
.figures>div+div{padding-inline-start:1.25rem;border-inline-start:1px solid var(--line)}
.figures dt{font-size:.8125rem;color:var(--muted)}
.figures dd{font-size:1.75rem;font-weight:650;letter-spacing:-.02em;line-height:1.3}
.figures dd.note{font-size:.8125rem;font-weight:400;letter-spacing:0;color:var(--muted)}
#theme{position:absolute;inset-inline-end:clamp(16px,4vw,40px);inset-block-start:2.8rem;border:1px solid var(--line);background:none;border-radius:99px;padding:.3rem .8rem;font-size:.8125rem;color:var(--muted);min-height:32px}
#theme:hover{color:var(--ink)}
.lead{font-size:clamp(1.125rem,2.2vw,1.4rem);line-height:1.5;letter-spacing:-.008em;max-width:52ch;text-wrap:pretty}
.findings{margin-block-start:1.5rem;max-width:56rem}
.findings>div{display:grid;grid-template-columns:8rem 1fr;gap:.2rem 1rem;padding-block:.65rem;border-block-start:1px solid var(--line)}
.findings dt{color:var(--muted);font-size:.875rem;padding-block-start:.08rem}
.findings dd{text-wrap:pretty}
.filters{position:sticky;inset-block-start:0;z-index:5;background:color-mix(in srgb,var(--page) 94%,transparent);backdrop-filter:blur(8px);border-block-end:1px solid var(--line);margin-block-start:2rem}
.filters form{max-width:1180px;margin-inline:auto;padding:.6rem clamp(16px,4vw,40px);display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
.filters input,.filters select,.head select{min-height:38px;border:1px solid var(--line);border-radius:8px;background:var(--page);padding:.3rem .6rem;font-size:.9375rem;min-width:0}
.filters input{flex:1 1 15rem}
.filters select{flex:0 1 auto;max-width:13rem}
.filters input::placeholder{color:var(--muted);opacity:1}
.filters .to{color:var(--muted);font-size:.875rem}
button.text,.all button,.list>button,#results-list>button,.head button,.map-tools button{border:1px solid var(--line);background:var(--page);border-radius:8px;padding:.3rem .75rem;font-size:.875rem;min-height:34px}
button.text:hover,.all button:hover,.list>button:hover,.head button:hover,.map-tools button:hover{background:var(--panel)}
.filters output{flex:1 0 100%;font-size:.8125rem;color:var(--muted)}
.filters output:empty{display:none}
.mark{display:inline-block;flex:none;width:.7em;height:.7em;background:var(--k);border-radius:50%;margin-inline-end:.5em}
.mark.square{border-radius:1px}.mark.triangle{border-radius:0;clip-path:polygon(50% 0,100% 100%,0 100%)}.mark.diamond{border-radius:0;clip-path:polygon(50% 0,100% 50%,50% 100%,0 50%)}
.bar{display:inline-block;height:6px;border-radius:3px;background:linear-gradient(var(--k) 0 0) 0/var(--w) 100% no-repeat var(--line);width:100%}
.badge{display:inline-block;font-size:.75rem;line-height:1.4;border:1px solid var(--line);border-radius:99px;padding:.05rem .55rem;color:var(--muted);white-space:nowrap}
.badge.new{background:var(--accent);border-color:var(--accent);color:var(--page);font-weight:600}
.badge.plain{border-color:transparent;padding-inline:0}
.confidence{display:inline-flex;align-items:baseline;gap:.4em;white-space:nowrap;color:var(--k,var(--muted))}
.confidence b{font-weight:400;color:var(--muted);font-size:.85em}
.confidence i{width:14px;height:12px;align-self:center;background:linear-gradient(var(--n) 0 0) 0 100%/3px 5px no-repeat,linear-gradient(var(--n2) 0 0) 50% 100%/3px 8px no-repeat,linear-gradient(var(--n3) 0 0) 100% 100%/3px 12px no-repeat}
.confidence.high{--k:var(--good);--n:var(--good);--n2:var(--good);--n3:var(--good)}
.confidence.fair{--k:var(--warn);--n:var(--warn);--n2:var(--warn);--n3:var(--line)}
.confidence.low{--k:var(--bad);--n:var(--bad);--n2:var(--line);--n3:var(--line)}
.figures .confidence b{font-size:.8125rem;letter-spacing:0}
.plot{display:grid;grid-template-columns:2.8rem 1fr;grid-template-rows:240px 1.6rem}
.plot .y{position:relative;font-size:.75rem;color:var(--muted)}
.plot .y span{position:absolute;inset-inline-end:.6rem;transform:translateY(50%);line-height:1}
.plot .area{position:relative;border-block-end:1px solid var(--muted);background:repeating-linear-gradient(to bottom,var(--line) 0 1px,transparent 1px var(--grid))}
.js .plot .area{cursor:crosshair}
.plot svg{display:block;width:100%;height:100%}
.plot path{fill:var(--k);stroke:var(--page);stroke-width:1px;vector-effect:non-scaling-stroke}
.plot .x{grid-column:2;position:relative;font-size:.75rem;color:var(--muted)}
.plot .x span{position:absolute;transform:translateX(-50%);inset-block-start:.4rem;line-height:1;white-space:nowrap}
.range{position:absolute;inset-block:0;border-inline:2px solid var(--accent);background:color-mix(in srgb,var(--accent) 12%,transparent);pointer-events:none}
.tip{position:absolute;z-index:3;pointer-events:none;inset-block-start:4px;background:var(--page);border:1px solid var(--line);border-radius:8px;box-shadow:0 4px 18px #0002;padding:.5rem .7rem;font-size:.8125rem;display:grid;gap:.1rem;width:max-content;max-width:min(280px,70vw);line-height:1.4}
.legend{display:flex;flex-wrap:wrap;gap:.25rem .35rem;margin-block:.9rem .5rem;font-size:.875rem}
.legend button,.legend .plain{display:inline-flex;align-items:baseline;border:1px solid transparent;background:none;border-radius:99px;padding:.15rem .6rem;min-height:28px;text-align:start}
.js .legend button:hover{border-color:var(--line)}
.legend button[aria-pressed=true]{border-color:var(--accent);background:var(--panel)}
html:not(.js) .legend button{pointer-events:none}
.legend b{font-weight:400;color:var(--muted);margin-inline-start:.45em}
.table>summary{font-size:.8125rem;color:var(--muted);cursor:pointer;width:max-content}
.scroll{overflow:auto;max-height:22rem;margin-block-start:.5rem;border:1px solid var(--line);border-radius:8px}
table{border-collapse:collapse;font-size:.8125rem;width:100%}
th,td{padding:.3rem .6rem;text-align:end;white-space:nowrap;font-weight:400;border-block-end:1px solid var(--line)}
thead th{position:sticky;inset-block-start:0;background:var(--panel);font-weight:600}
th:first-child{text-align:start}
.overview{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,6fr);gap:0 3rem;align-items:start}
.overview>:only-child{grid-column:1/-1}
.overview>section{margin-block:0}
.tree{font-size:.9375rem}
.tree ul{padding-inline-start:1.05rem}
.tree .line{display:grid;grid-template-columns:auto minmax(0,1fr) 5.5rem 3.2rem 3.2rem;align-items:center;gap:0 .5rem;padding-block:.2rem;flex:1;min-width:0}
.tree .line>.name{grid-column:2}
.tree .line>.mark{grid-column:1;margin:0}
.tree a.line,.tree .level1 .line,.tree .level2 .line{grid-template-columns:0 minmax(0,1fr) 5.5rem 3.2rem 3.2rem;gap:0 .5rem}
.tree .level1>summary .name,.tree .level2>summary .name,.tree a .name{margin-inline-start:-.5rem}
.tree .count,.tree .share{text-align:end;white-space:nowrap;font-size:.875rem}
.tree .share{color:var(--muted)}
.tree .bar{grid-column:3}
.tree summary{display:flex;align-items:center;cursor:pointer;list-style:none;border-radius:6px}
.tree summary::-webkit-details-marker,.card>summary::-webkit-details-marker{display:none}
.tree summary::before{content:"";flex:none;width:.4rem;height:.4rem;border:solid var(--muted);border-width:0 1.5px 1.5px 0;transform:rotate(-45deg);margin-inline:.1rem .6rem;transition:transform .12s}
.tree details[open]>summary::before{transform:rotate(45deg)}
.tree summary:hover,.tree a:hover{background:var(--panel)}
.tree a{color:inherit;text-decoration:none;padding-inline-start:1.1rem;border-radius:6px}
.tree a .name{color:var(--accent)}
.tree .level0>summary{font-weight:600}
.tree .level0>summary .share,.tree .level0>summary .count{font-weight:400}
.tree>li{border-block-end:1px solid var(--line);padding-block:.3rem}
.tree .faded{opacity:.5}.tree .faded .faded{opacity:1}
.map-frame{position:relative;height:clamp(340px,52vh,560px);border:1px solid var(--line);border-radius:12px;overflow:hidden;background:var(--page)}
.overview .map-frame{height:clamp(360px,66vh,620px)}
canvas{display:block;width:100%;height:100%}
.map-tools{display:flex;gap:4px}
.map-tools button{min-width:34px;padding:.2rem .5rem}
#map-tip{inset-block-start:auto;pointer-events:none}
#map-tip a{font-weight:600;pointer-events:auto}
.sticky{position:sticky;inset-block-start:4.6rem}
.fresh{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr));gap:.75rem}
.fresh li{display:grid;grid-template-columns:1fr auto;gap:.15rem 1rem;align-items:center;border:1px solid var(--line);border-radius:10px;padding:.8rem 1rem}
.fresh a{font-weight:600}.fresh b{font-weight:400;font-size:.875rem;text-align:end}
.cards{display:grid;gap:.5rem}
.card{border:1px solid var(--line);border-radius:10px;background:var(--page)}
.card[open]{box-shadow:0 2px 14px #00000010}
.card>summary{display:grid;grid-template-columns:minmax(0,1fr) auto 8.5rem 6.5rem 8.5rem;gap:.25rem 1.25rem;align-items:center;padding:.75rem 1.1rem;cursor:pointer;list-style:none;border-radius:10px}
.card>summary:hover{background:var(--panel)}
.card .title{display:flex;align-items:baseline;min-width:0}
.card .title>span{min-width:0}
.path{display:block;font-size:.8125rem;color:var(--muted)}
.card .badges{display:flex;gap:.3rem}
.trend{display:grid;gap:.1rem}
.spark{display:block;width:96px;height:26px;overflow:visible}
.spark .area{fill:var(--k);opacity:.16}
.spark .line{fill:none;stroke:var(--k);stroke-width:1.5px;vector-effect:non-scaling-stroke}
.delta{font-size:.75rem;color:var(--muted);white-space:nowrap}
.card .confidence{font-size:.875rem}
.card .volume{display:grid;grid-template-columns:1fr auto;gap:.1rem .5rem;font-size:.9375rem}
.card .volume .bar{grid-column:1/-1}
.card .volume .share{color:var(--muted);font-size:.875rem}
.card .body{padding:.35rem 1.1rem 1.2rem 2.2rem;display:grid;gap:1.1rem;max-width:62rem}
.why{display:grid;gap:.5rem}
.terms{display:flex;flex-wrap:wrap;gap:.3rem}
.terms bdi{background:var(--panel);border-radius:6px;padding:.1rem .55rem;font-size:.875rem}
.tickets{display:grid;gap:.1rem;margin-block-start:.3rem}
.tickets li{padding-block:.4rem;border-block-start:1px solid var(--line)}
.tickets li:first-child{border-block-start:0}
.tickets p{font-size:.9375rem;max-width:75ch;unicode-bidi:plaintext}
.article{background:var(--panel);border-radius:10px;padding:.9rem 1.1rem 1.1rem;display:grid;gap:.5rem}
.article .kind{font-size:.8125rem;color:var(--muted)}
.article h4{font-size:1rem;color:inherit}
.article ol{list-style:decimal;padding-inline-start:1.3rem;display:grid;gap:.45rem;max-width:72ch}
.article cite{font-style:normal;font-size:.8125rem;color:var(--muted);display:block}
.reasons{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,420px),1fr));gap:1rem;align-items:start}
.reason{border:1px solid var(--line);border-radius:10px;padding:1rem 1.1rem}
.reason h3::first-letter{text-transform:uppercase}
.reason .volume{color:var(--muted);font-size:.9375rem}.reason .volume b{color:var(--ink)}
.advice{font-size:.9375rem;margin-block:.4rem}
.all{margin-block-start:.4rem}
.list{margin-block-start:.5rem}
#results{border:1px solid var(--line);border-radius:12px;padding:1rem 1.25rem;margin-block:1.5rem}
.about{padding-block:0 4rem;margin-block-start:4rem}
.about h2{border-block-start:1px solid var(--line);padding-block-start:2rem}
.about dl{margin-block-start:1rem;display:grid;gap:.35rem;font-size:.9375rem}
.about dl>div{display:grid;grid-template-columns:8rem 1fr;gap:0 1rem}
.about dt{color:var(--muted)}
.about dd{max-width:75ch}
@media (hover:none){.hint{display:none}}
@media (max-width:1020px){.overview{display:block}.overview>section+section{margin-block-start:3.5rem}.sticky{position:static}}
@media (max-width:760px){
section{margin-block:2.6rem}
.top{padding-block-start:1.6rem}
#theme{inset-block-start:1.3rem}
.figures{grid-template-columns:1fr 1fr}
.figures>div:nth-child(n+3){border-block-start:1px solid var(--line)}
.figures>div:nth-child(odd){padding-inline-start:0;border-inline-start:0}
.figures dd{font-size:1.45rem}
.findings>div,.about dl>div{grid-template-columns:1fr}
.filters{position:static}
.filters #category{flex:1 0 100%;max-width:none}.filters select{flex:1 1 30%}
.plot{grid-template-rows:190px 1.6rem;grid-template-columns:2.3rem 1fr}
.plot .x .second{display:none}
.tree .line{grid-template-columns:auto minmax(0,1fr) 2.6rem 2.6rem 2.7rem}
.tree a.line,.tree .level1 .line,.tree .level2 .line{grid-template-columns:0 minmax(0,1fr) 2.6rem 2.6rem 2.7rem}
.tree ul{padding-inline-start:.6rem}
.card>summary{grid-template-columns:minmax(0,1fr) auto;padding:.75rem .9rem}
.card .title{grid-column:1/-1}
.card .badges{grid-column:1;grid-row:2}.card .badges:empty{display:none}
.card .trend{grid-column:1}.card .confidence{justify-self:end}
.card .volume{grid-column:1/-1}
.card .body{padding:.2rem .9rem 1rem}
.overview .map-frame,.map-frame{height:380px}
}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
`;
