/** The style sheet of the page: dark and light, narrow and wide, screen and paper. */
import type { ThemeName } from '../../cli/options.js';
import { themeRules, variables } from '../export/palette.js';
import { FONT, LADDER_RULES } from '../export/svgLadder.js';

/** Of a page that follows the system, what its button chooses instead. */
const chosen = (): string =>
  `:root[data-theme=light]{${variables('light')}}:root[data-theme=dark]{${variables('dark')}}`;

export const styleSheet = (theme: ThemeName | null): string =>
  `${themeRules(':root', theme)}${theme === null ? chosen() : ''}${RULES}${LADDER_RULES}`;

const RULES = `
:root{color-scheme:light dark}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}
header,nav,main,footer{max-width:92rem;margin:0 auto;padding:0 1.25rem}
h1{font-size:1.6rem;margin:1rem 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1.25rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--rule)}
h3{font-size:1.05rem;margin:1.5rem 0 .4rem}
a{color:var(--control)}
code,.mono,td,summary{font-family:${FONT};font-size:.85rem;overflow-wrap:anywhere}
:focus-visible{outline:3px solid var(--control);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.25rem .5rem;z-index:2}
dl{margin:.5rem 0}dl div{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.5rem}dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:.5rem 0;padding:0}
.tools{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:.75rem 0}
.tools label{display:grid;color:var(--muted);font-size:.9rem}
button,input,select{font:inherit;color:var(--ink);background:var(--band);border:1px solid var(--rule);border-radius:.3rem;padding:.3rem .6rem}
.wrong{list-style:none;padding:0}.wrong>li{border-left:4px solid var(--bad);background:var(--band);padding:.5rem .75rem;margin:.5rem 0}
.wrong>li.open{border-color:var(--rule)}.wrong p{margin:.15rem 0}.wrong .what{font-weight:600}
details.kind{margin:.25rem 0}details.kind>summary{cursor:pointer}details.alert>summary{color:var(--bad);font-weight:600}details.kind ul{margin:.25rem 0;padding-left:1.5rem}.bad{color:var(--bad);font-weight:600}.good{color:var(--good)}.muted{color:var(--muted)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.25rem 0}caption{text-align:left;color:var(--muted);padding:.2rem 0}
th,td{text-align:left;vertical-align:top;padding:.2rem .6rem .2rem 0;border-bottom:1px solid var(--band)}th{color:var(--muted);font-weight:600;font-size:.85rem}
details.session{border:1px solid var(--rule);border-radius:.4rem;margin:.75rem 0;padding:0 .9rem}
details.session>summary{cursor:pointer;padding:.6rem 0;font-weight:600}
details.session{content-visibility:auto;contain-intrinsic-size:auto 3rem}
.many{max-height:60vh;overflow-y:auto}
.figure{display:grid;grid-template-columns:minmax(0,1fr) 22rem;gap:1rem}
.picture{overflow-x:auto;max-height:80vh;overflow-y:auto;border:1px solid var(--rule);border-radius:.3rem}
.picture svg{display:block}
aside{position:sticky;top:.5rem;align-self:start;background:var(--band);border-radius:.3rem;padding:.75rem;white-space:pre-line;font-size:.9rem;overflow-wrap:anywhere}
.ladder .row{cursor:pointer}.ladder .row:hover .hit,.ladder .row[aria-selected=true] .hit{fill:var(--band)}
.ladder .row:focus{outline:none}.ladder .row:focus-visible .hit{stroke:var(--control);stroke-width:2}
.plot .axis{stroke:var(--rule);fill:none}.plot .curve{stroke:var(--data);stroke-width:2;fill:none}.plot .again{fill:var(--bad)}.plot .sent,.key .sent{stroke:var(--data);stroke-width:3;stroke-linecap:round;fill:none}.plot .acked,.key .acked{stroke:var(--reply);stroke-width:1.5;fill:none}.plot .room,.key .room{stroke:var(--muted);stroke-width:1;stroke-dasharray:4 3;fill:none}.key .again{fill:var(--bad)}.plot text{font:11px ${FONT};fill:var(--muted)}
.bar{fill:var(--control)}.phase0{fill:var(--rule)}.phase1{fill:var(--control)}.phase2{fill:var(--command)}.phase3{fill:var(--data)}.phase4{fill:var(--muted)}.phase5{fill:var(--reply)}
figure{margin:.5rem 0 1rem}figure ul{display:flex;flex-wrap:wrap;gap:.1rem 1.25rem;list-style:none;margin:.25rem 0;padding:0;font-size:.9rem}.key{display:inline-block;width:.8rem;height:.8rem;margin-right:.3rem;vertical-align:-.1rem}
.key svg{display:block}
footer{color:var(--muted);padding-bottom:2rem}
@media (max-width:70rem){.figure{grid-template-columns:minmax(0,1fr)}aside{position:static}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{
@page{size:A4;margin:16mm 14mm;font:8pt sans-serif;color:#57606a}
:root,:root[data-theme=dark]{${variables('light')}}
body{font-size:10pt}nav,.tools,.skip,aside{display:none}.figure{display:block}
.picture{max-height:none;overflow:visible;border:0}.picture svg{width:100%;height:auto}
details.session{border:0;padding:0;break-before:page;content-visibility:visible}.many{max-height:none}details.session:first-of-type{break-before:auto}
details.kind>ul{display:block}h2,h3,caption,summary{break-after:avoid}tr,.wrong>li{break-inside:avoid}
.wide{overflow:visible}a{color:inherit;text-decoration:none}
}
`;
