/** A sheet as a page to read and to print: one file, no script, nothing loaded. */
import { wire } from '../html/markup.js';
import { styleSheet } from '../html/style.js';
import { type Sheet, type SheetQuestion, sessionNote, solution } from './sheet.js';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const RULES = `
ol.questions{padding-left:1.6rem}ol.questions>li{margin:1rem 0;break-inside:avoid}ol.letters{list-style:upper-alpha}
.line{border-bottom:1px solid var(--ink);display:inline-block;min-width:16rem}.free{min-height:6rem;border:1px solid var(--rule)}
details{margin:.5rem 0}summary{cursor:pointer}`;

const LINE = '<span class="line">&nbsp;</span>';

export function* htmlSheet(sheet: Sheet): Iterable<string> {
  const { texts, sources, questions, answers, seed } = sheet;
  const { sheet: words, format } = texts;
  yield `<!DOCTYPE html>\n<html lang="${texts.locale}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">`;
  yield `<meta name="viewport" content="width=device-width,initial-scale=1"><title>${wire(words.title)}</title><style>${styleSheet(null)}${RULES}</style></head>\n`;
  yield `<body><header><h1>${wire(words.title)}</h1><p>${format.labelled(wire(words.capture), `<code>${sources.map(wire).join(', ')}</code>`)}</p>`;
  yield `<p>${format.labelled(wire(words.name), LINE)}</p></header><main>`;
  for (const topic of new Set(questions.map(({ question }) => question.topic))) {
    const of = questions.filter(({ question }) => question.topic === topic);
    yield `<h2>${wire(texts.asked.topics[topic])}</h2><ol class="questions" start="${of[0]!.number}">\n`;
    for (const one of of) yield `${asked(one, sheet)}\n`;
    yield '</ol>';
  }
  if (answers) {
    yield `<h2>${wire(words.solutions)}</h2><ol class="questions">\n`;
    for (const one of questions) yield `${solved(one, sheet)}\n`;
    yield '</ol>';
  }
  yield `</main><footer><p>${wire(words.again(seed))}</p></footer></body></html>\n`;
}

function asked(one: SheetQuestion, sheet: Sheet): string {
  const { question, shown } = one;
  const { texts } = sheet;
  const { answer } = question;
  const { ask, hints } = texts.question(question);
  const note = sessionNote(one, sheet);
  const options = answer.type === 'choice' ? answer.options : shown.map((code) => ({ word: code }));
  const list =
    options.length === 0
      ? ''
      : `<ol class="letters">${options.map((option) => `<li>${wire(texts.option(option))}</li>`).join('')}</ol>`;
  const line = answer.type === 'blank' ? `<p><code>${wire(answer.text)}</code></p>` : '';
  const unit = answer.type === 'number' && answer.unit !== null ? ` ${wire(texts.asked.units[answer.unit])}` : '';
  const room =
    answer.type === 'free'
      ? '<div class="free"></div>'
      : `<p>${texts.format.labelled(wire(texts.sheet.answers[answer.type]), LINE)}${unit}</p>`;
  const help = `<details><summary>${wire(texts.sheet.hints)}</summary><ul>${hints.map((hint) => `<li>${wire(hint)}</li>`).join('')}</ul></details>`;
  return `<li id="q${one.number}"><p>${wire(ask)}${note === null ? '' : `<span class="muted">${texts.format.aside(wire(note))}</span>`}</p>${list}${line}${room}${help}</li>`;
}

function solved(one: SheetQuestion, { texts }: Sheet): string {
  const right = solution(one, texts);
  const { frames } = one.question;
  const where =
    frames.length === 0 ? '' : `<span class="muted">${texts.format.aside(wire(texts.format.frames(frames)))}</span>`;
  const feedback = wire(texts.question(one.question).feedback);
  const answer = right === null ? feedback : texts.format.labelled(`<strong>${wire(right)}</strong>${where}`, feedback);
  return `<li id="a${one.number}"><p>${answer}</p></li>`;
}
