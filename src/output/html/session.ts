/** One session of the page: what it was, its ladder with explanations, dialogue, data connections, transfers, timing, findings. */
import { escapeText } from '../../bytes/text.js';
import type { DataConnection as CoreDataConnection, Session as CoreSession } from '../../ftp/protocol/session.js';
import { curvesOf } from '../../model/curves.js';
import { explain } from '../../model/explain.js';
import { formatEndpoint, formatSeconds } from '../../model/format.js';
import { stepsOf } from '../../model/steps.js';
import { timeOfStep } from '../../model/stepTimes.js';
import type { Texts } from '../../text/texts.js';
import { explanationText } from '../explanation.js';
import { type LadderLine, ladderLines } from '../export/ladderLines.js';
import { drawLadderSvg } from '../export/svgLadder.js';
import { xml } from '../export/xml.js';
import type { Report } from '../format.js';
import type { DataConnection, Exchange, Finding, InferredTransfer, Session, Tls, Transfer } from '../json/report.js';
import { facts, frameLinks, table, wire } from './markup.js';
import { bytesOverTime, phaseBar, phasesOf, sequencePlot } from './plots.js';

/** Rows of one ladder. */
const MOST_ROWS = 2000;

/** Everything of a session but its heading. */
export function sessionBody(core: CoreSession, session: Session, report: Report): string {
  const { texts } = report;
  const parts = [summary(session, texts), ladder(core, report), transfers(session, texts), dialogue(session, texts)];
  for (const [i, data] of session.dataConnections.entries())
    parts.push(steps(data, core.dataConnections[i]!, report), timing(core, i, texts));
  parts.push(findings(session.findings, texts));
  return parts.join('');
}

/** 'Session 1: 10.0.0.2:50000 → 10.0.0.1:21 · student · 3 transfers, 3 complete'. */
export function sessionTitle(session: Session, { exports: words, page, format }: Texts): string {
  const all = session.dataConnections.flatMap(({ transfer }) => transfer ?? []);
  const complete = all.filter(({ verdict }) => verdict === 'complete').length;
  const parts = [
    format.labelled(words.session(session.id), `${formatEndpoint(session.client)} → ${formatEndpoint(session.server)}`),
    ...(session.user === null ? [] : [session.user]),
    page.transfersOf(all.length, complete, format),
  ];
  return parts.map(wire).join(' · ');
}

function summary(session: Session, { exports: words, page }: Texts): string {
  const { control, tls, user, loggedIn } = session;
  const login = loggedIn === null ? page.unknown : loggedIn ? page.loggedIn : page.notLoggedIn;
  return `<h3>${xml(page.summary)}</h3>${facts([
    [words.client, wire(formatEndpoint(session.client))],
    [words.server, wire(formatEndpoint(session.server))],
    [words.user, user === null ? null : `${wire(user)}, ${xml(login)}`],
    [page.control, xml(page.controlFrames(control.firstTime, control.lastTime))],
    [page.tls, tls === null ? null : tlsWords(tls, page)],
    [page.certificate, certificateWords(tls?.certificate)],
  ])}`;
}

const tlsWords = ({ startedBy, version, cipherSuite, decrypted, frame }: Tls, page: Texts['page']): string =>
  [startedBy, version, cipherSuite, decrypted ? page.decrypted : page.notDecrypted]
    .flatMap((part) => (part === null ? [] : wire(part)))
    .concat(frameLinks([frame]))
    .join(', ');

function certificateWords(certificate: Tls['certificate'] | undefined): string | null {
  if (certificate == null) return null;
  const { subject, issuer, notBefore, notAfter, sha256 } = certificate;
  return [subject, issuer, `${notBefore} – ${notAfter}`, sha256].map(wire).join('<br>');
}

function ladder(session: CoreSession, { view, info, texts }: Report): string {
  const { exports: words, page, format } = texts;
  const lines = ladderLines(session, texts);
  const about = ({ row }: LadderLine): string => {
    const { title, place, sentences, see } = explanationText(explain(row, session), texts);
    return [title, place, '', ...sentences.map(({ text }) => text), '', see]
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  };
  const options = { zeroNs: view.firstTimeNs ?? 0, fractionDigits: info.fractionDigits, texts, about };
  const { width, height, body } = drawLadderSvg(session, lines.slice(0, MOST_ROWS), options);
  const label = page.ladderOf(formatEndpoint(session.client), formatEndpoint(session.server));
  const cut = lines.length > MOST_ROWS ? `<p>${xml(page.ladderCut(lines.length - MOST_ROWS, format))}</p>` : '';
  return (
    `<h3>${xml(words.ladder)}</h3><div class="figure"><div class="picture" role="region" aria-label="${wire(label)}" tabindex="0">` +
    `<svg class="ladder" role="img" aria-label="${wire(label)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${body}</svg></div>` +
    `<aside aria-label="${xml(page.explanationOf(session.id))}"><div class="about" aria-live="polite">${xml(page.explanationHint)}</div></aside></div>${cut}`
  );
}

const MARKS = { complete: '✔', truncated: '✘', refused: '✘', unknown: '?' } as const;
const LOOKS = { complete: 'good', truncated: 'bad', refused: 'bad', unknown: 'muted' } as const;

function transfers({ id: session, dataConnections }: Session, texts: Texts): string {
  const { exports: words, page, format } = texts;
  const rows = dataConnections.flatMap(({ id, mode, transfer }) => (transfer === null ? [] : [{ id, mode, transfer }]));
  if (rows.length === 0) return `<h3>${xml(words.transfers)}</h3><p>${xml(words.noTransfers)}</p>`;
  const head = [
    page.dataConnection,
    words.frame,
    words.command,
    words.path,
    words.mode,
    words.bytes,
    words.seconds,
    words.code,
    words.result,
    'SHA-256',
    page.evidence,
  ];
  const cells = rows.map(({ id, mode, transfer }) => [
    id,
    transfer.command.frame === null ? '' : frameLinks([transfer.command.frame]),
    commandOf(transfer),
    wire(transfer.path ?? transfer.command.argument ?? ''),
    mode,
    format.count(transfer.bytes),
    transfer.durationSeconds === null ? '' : transfer.durationSeconds.toFixed(6),
    transfer.code ?? '',
    `<span class="${LOOKS[transfer.verdict]}">${MARKS[transfer.verdict]} ${xml(page.verdicts[transfer.verdict])}</span>`,
    hashOf(transfer),
    transfer.evidence.map(({ text, frames }) => `${wire(text)}${format.aside(frameLinks(frames))}`).join('<br>'),
  ]);
  return `<h3>${xml(words.transfers)}</h3>${table(page.transfersOfSession(session), head, cells)}`;
}

/** '≈ RETR' where the command was inferred. */
const commandOf = (transfer: Transfer | InferredTransfer): string =>
  'inferred' in transfer
    ? `≈ ${wire(transfer.inferred.verb ?? transfer.inferred.class ?? '')}`
    : wire(transfer.command.verb);

/** Of the content, where what travelled was something else. */
const hashOf = ({ sha256, contentSha256 }: Transfer | InferredTransfer): string => {
  const hash = contentSha256 ?? sha256;
  return hash === null ? '' : `<code>${hash}</code>`;
};

function dialogue({ id, dialogue: exchanges }: Session, { exports: words, page, format }: Texts): string {
  const row = ({ command, replies, directory, doubt }: Exchange) => [
    command === null ? '' : frameLinks([command.frame]),
    command === null ? '' : wire(`${command.verb} ${command.argument}`.trim()),
    replies
      .map(
        ({ code, text, firstFrame }) =>
          `<span class="${code >= 400 ? 'bad' : 'good'}">${code}</span> ${text.split('\n').map(wire).join('<br>')}${format.aside(frameLinks([firstFrame]))}`,
      )
      .join('<br>') + (doubt === undefined ? '' : `<br><span class="muted">${wire(doubt)}</span>`),
    directory === null ? '' : wire(directory),
  ];
  const head = [words.frame, words.command, page.reply, page.directory];
  return `<h3>${xml(page.dialogue)}</h3>${table(page.dialogueOfSession(id), head, exchanges.map(row))}`;
}

const STEP_MARKS = { ok: '✔', failed: '✘', unknown: '?', 'not-reached': '–' } as const;
const STEP_LOOKS = { ok: 'good', failed: 'bad', unknown: 'muted', 'not-reached': 'muted' } as const;

function steps(
  { id, mode, steps: list, because }: DataConnection,
  core: CoreDataConnection,
  { view, info, texts: { page, format } }: Report,
): string {
  const times = stepsOf(core).map((step) => timeOfStep(core, step));
  const zeroNs = view.firstTimeNs ?? 0;
  const rows = list.map(({ number, state, frames, title, note }, i) => [
    number,
    `<span class="${STEP_LOOKS[state]}">${STEP_MARKS[state]} ${xml(page.states[state])}</span>`,
    wire(title.text),
    frameLinks(frames),
    times[i] == null ? '' : formatSeconds(times[i] - zeroNs, info.fractionDigits),
    note === null ? '' : wire(note.text),
  ]);
  const head = [page.step, page.state, page.happens, page.frames, page.seconds, page.note];
  const why = because
    .map(({ text, frames }) => `<li>${wire(text)}${frames.length === 0 ? '' : format.aside(frameLinks(frames))}</li>`)
    .join('');
  return `<h3 id="d${id}">${xml(page.stepsOf(id, mode))}</h3><ul>${why}</ul>${table(`${page.steps} ${id}`, head, rows)}`;
}

function timing({ dataConnections }: CoreSession, index: number, texts: Texts): string {
  const data = dataConnections[index]!;
  const { transfer } = data;
  const bar = phaseBar(phasesOf(data), texts.format.labelled(texts.page.timing, data.id), texts);
  const name = transfer?.path ?? transfer?.exchange.command?.argument ?? data.id;
  const curves = curvesOf(data);
  const plot = curves === null ? '' : bytesOverTime(curves, escapeText(name), texts);
  const sequence = curves === null ? '' : sequencePlot(curves, escapeText(name), texts);
  const plots = [
    titled(texts.page.plot, data.id, plot, texts),
    titled(texts.page.sequence, data.id, sequence, texts),
  ].join('');
  return titled(texts.page.timing, data.id, bar, texts) + plots;
}

const titled = (title: string, id: string, body: string, { format }: Texts): string =>
  body === '' ? '' : `<h3>${format.labelled(xml(title), id)}</h3>${body}`;

/** A finding with its cause, what to do, and where it is seen. */
export function findingItem(
  { severity, message, cause, advice, frames }: Finding,
  { page, report, format }: Texts,
): string {
  const more = (term: string, text: string | null) =>
    text === null ? '' : `<p>${format.labelled(xml(term), wire(text))}</p>`;
  const where = frames.length === 0 ? '' : `<p>${format.labelled(xml(page.frames), frameLinks(frames))}</p>`;
  return `<p class="what">${format.labelled(xml(report.severities[severity]), wire(message))}</p>${more(page.cause, cause)}${more(page.advice, advice)}${where}`;
}

function findings(list: readonly Finding[], texts: Texts): string {
  if (list.length === 0) return '';
  const items = list.map(
    (one) => `<li${one.severity === 'info' ? ' class="open"' : ''}>${findingItem(one, texts)}</li>`,
  );
  return `<h3>${xml(texts.exports.findings)}</h3><ul class="wrong">${items.join('')}</ul>`;
}

/** Everything that the filter of the page looks through. */
export const searchText = ({ client, server, user, dialogue: exchanges, findings: list }: Session): string =>
  [
    formatEndpoint(client),
    formatEndpoint(server),
    user ?? '',
    ...exchanges.map(({ command, code }) => `${command?.verb ?? ''} ${command?.argument ?? ''} ${code ?? ''}`),
    ...list.map(({ kind }) => kind),
  ]
    .join(' ')
    .toLowerCase()
    .slice(0, 4000);

/** '1.2 MB'. */
export const bytesOfSession = ({ dataConnections }: Session, { format }: Texts): string =>
  format.bytes(dataConnections.reduce((sum, { transfer }) => sum + (transfer?.bytes ?? 0), 0));
