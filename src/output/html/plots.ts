/** Small drawings of the page: sessions in time, where the time of a data connection went, bytes over time. */
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import type { Connection } from '../../tcp/types.js';
import type { Texts } from '../../text/texts.js';
import { xml } from '../export/xml.js';
import { wire } from './markup.js';

const WIDTH = 720;
/** Sessions of one time line: more would be thinner than a pixel. */
const MOST_BARS = 300;

const picture = (height: number, label: string, body: string): string =>
  `<svg class="plot" role="img" aria-label="${xml(label)}" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}">${body}</svg>`;

/** A bar for each session, from its first packet to its last. */
export function timeline(sessions: readonly Session[], firstNs: number, lastNs: number, { page }: Texts): string {
  const shown = sessions.slice(0, MOST_BARS);
  const span = Math.max(1, lastNs - firstNs);
  const height = Math.max(3, Math.min(14, Math.floor(360 / Math.max(1, shown.length))));
  const x = (ns: number) => Math.round(((ns - firstNs) / span) * (WIDTH - 4)) + 2;
  const bars = shown.map(({ id, control }, i) => {
    const from = x(control.firstTimeNs);
    const width = Math.max(2, x(control.lastTimeNs) - from);
    return `<a href="#s${id}"><rect class="bar" x="${from}" y="${i * height}" width="${width}" height="${Math.max(2, height - 2)}"><title>${id}</title></rect></a>`;
  });
  const drawn = `<svg class="plot" role="group" aria-label="${xml(page.timeline)}" viewBox="0 0 ${WIDTH} ${shown.length * height + 2}" width="${WIDTH}" height="${shown.length * height + 2}">${bars.join('')}</svg>`;
  return `<figure class="wide" tabindex="0" aria-label="${xml(page.timeline)}">${drawn}</figure>`;
}

export type Phase = { readonly name: keyof Texts['page']['phases']; readonly ns: number };
type PhaseName = Phase['name'];

const PHASES: readonly PhaseName[] = ['waiting', 'opening', 'idle', 'data', 'closing', 'reply'];

/** Where the time of a data connection went, from its announcement to its final reply; moments that are not known are left out. */
export function phasesOf({ announced, connection, transfer }: DataConnection): Phase[] {
  if (connection === null) return [];
  const data = connection.journal.filter(({ kind }) => kind === 'data');
  const opened = connection.journal.find(({ kind }) => kind === 'ack');
  const replies = transfer?.exchange.replies ?? [];
  const moments: readonly (readonly [PhaseName | null, number | null | undefined])[] = [
    [null, announced?.timeNs],
    ['waiting', connection.handshake.syn === null ? null : connection.firstTimeNs],
    ['opening', opened?.timeNs],
    ['idle', data[0]?.timeNs],
    ['data', data.at(-1)?.lastTimeNs],
    ['closing', connection.closed ? connection.lastTimeNs : null],
    ['reply', replies.findLast(({ code }) => code >= 200)?.timeNs],
  ];
  const phases: Phase[] = [];
  let before: number | null = null;
  for (const [name, at] of moments) {
    if (at == null) continue;
    // The final reply may come before the last FIN: then no time passed for it alone.
    if (name !== null && before !== null) phases.push({ name, ns: Math.max(0, at - before) });
    before = before === null ? at : Math.max(before, at);
  }
  return phases;
}

/** The phases as one bar, with what each took. */
export function phaseBar(phases: readonly Phase[], label: string, { page, format }: Texts): string {
  const total = phases.reduce((sum, { ns }) => sum + ns, 0);
  if (total === 0) return '';
  let x = 0;
  const rects = phases.map(({ name, ns }) => {
    const width = (ns / total) * WIDTH;
    const rect = `<rect class="phase${PHASES.indexOf(name)}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="16"/>`;
    x += width;
    return rect;
  });
  const legend = phases.map(({ name, ns }) => {
    const key = `<span class="key"><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="phase${PHASES.indexOf(name)}" width="10" height="10"/></svg></span>`;
    return `<li>${key}${xml(page.phases[name])}: ${format.duration(ns)}</li>`;
  });
  return `<figure class="wide" tabindex="0" aria-label="${xml(label)}">${picture(18, label, rects.join(''))}<ul>${legend.join('')}</ul></figure>`;
}

/** Payload of a connection over time, from its journal; runs with retransmissions are marked. */
export function bytesOverTime(connection: Connection, path: string, { page, format }: Texts): string {
  const runs = connection.journal.filter(({ kind, bytes }) => (kind === 'data' || kind === 'gap') && bytes > 0);
  const total = runs.reduce((sum, { bytes }) => sum + bytes, 0);
  const [first] = runs;
  const span = (runs.at(-1)?.lastTimeNs ?? 0) - (first?.timeNs ?? 0);
  if (first === undefined || runs.length < 2 || span <= 0) return '';
  const x = (ns: number) => (((ns - first.timeNs) / span) * (WIDTH - 90) + 80).toFixed(1);
  const y = (bytes: number) => (140 - (bytes / total) * 120).toFixed(1);
  let sent = 0;
  let curve = `M${x(first.timeNs)} ${y(0)}`;
  const again: string[] = [];
  for (const { timeNs, lastTimeNs, bytes, retransmissions } of runs) {
    curve += `L${x(timeNs)} ${y(sent)}`;
    sent += bytes;
    curve += `L${x(lastTimeNs)} ${y(sent)}`;
    if (retransmissions > 0) again.push(`<circle class="again" cx="${x(lastTimeNs)}" cy="${y(sent)}" r="4"/>`);
  }
  const axes = `<path class="axis" d="M80 10V140H${WIDTH - 10}"/><text x="74" y="24" text-anchor="end">${format.bytes(total)}</text><text x="74" y="144" text-anchor="end">0</text><text x="${WIDTH - 10}" y="156" text-anchor="end">${format.duration(span)}</text>`;
  const label = page.plotOf(path, format.bytes(total));
  return `<figure class="wide" tabindex="0" aria-label="${wire(label)}">${picture(160, label, `${axes}<path class="curve" d="${curve}"/>${again.join('')}`)}</figure>`;
}
