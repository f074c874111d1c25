/** Small drawings of the page: sessions in time, where the time of a data connection went, bytes over time. */
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import type { Curves } from '../../model/curves.js';
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
    return `<li>${key}${format.labelled(xml(page.phases[name]), format.duration(ns))}</li>`;
  });
  return `<figure class="wide" tabindex="0" aria-label="${xml(label)}">${picture(18, label, rects.join(''))}<ul>${legend.join('')}</ul></figure>`;
}

/** What had been sent by when; segments that were sent again are marked. */
export function bytesOverTime(
  { trace, firstNs, lastNs, bytes }: Curves,
  path: string,
  { page, format }: Texts,
): string {
  const x = (ns: number) => (((ns - firstNs) / (lastNs - firstNs)) * (WIDTH - 90) + 80).toFixed(1);
  const y = (offset: number) => (140 - (offset / bytes) * 120).toFixed(1);
  let most = 0;
  const curve = trace.sent.map(({ timeNs, offset }) => {
    most = Math.max(most, offset);
    return `H${x(timeNs)}V${y(most)}`;
  });
  const again = trace.again.map(
    ({ timeNs, offset }) => `<circle class="again" cx="${x(timeNs)}" cy="${y(offset)}" r="3.5"/>`,
  );
  const axes = `<path class="axis" d="M80 10V140H${WIDTH - 10}"/><text x="74" y="24" text-anchor="end">${format.bytes(bytes)}</text><text x="74" y="144" text-anchor="end">0</text><text x="${WIDTH - 10}" y="156" text-anchor="end">${format.duration(lastNs - firstNs)}</text>`;
  const label = page.plotOf(path, format.bytes(bytes));
  const body = `${axes}<path class="curve" d="M80 140${curve.join('')}H${WIDTH - 10}"/>${again.join('')}`;
  return `<figure class="wide" tabindex="0" aria-label="${wire(label)}">${picture(160, label, body)}</figure>`;
}

/** Beyond it the receiver's room would leave no height for what was sent. */
const MOST_ROOM = 1.5;
const PLOT_HEIGHT = 220;

/** Sequence numbers over time: what was sent, acknowledged and sent again, and up to where the receiver had room. */
export function sequencePlot({ trace, firstNs, lastNs, bytes }: Curves, path: string, { page, format }: Texts): string {
  const rooms = trace.acked.flatMap(({ timeNs, room }) =>
    room === null || room < 0 ? [] : [{ timeNs, offset: Math.min(room, bytes * MOST_ROOM) }],
  );
  const most = Math.max(bytes, ...rooms.map(({ offset }) => offset));
  const x = (ns: number) => (80 + ((ns - firstNs) / (lastNs - firstNs)) * (WIDTH - 90)).toFixed(1);
  const y = (offset: number) => (PLOT_HEIGHT - 20 - (offset / most) * (PLOT_HEIGHT - 40)).toFixed(1);
  type Point = { readonly timeNs: number; readonly offset: number };
  const steps = (points: readonly Point[]): string =>
    points
      .map(({ timeNs, offset }, i) => (i === 0 ? `M${x(timeNs)} ${y(offset)}` : `H${x(timeNs)}V${y(offset)}`))
      .join('');
  const sent = trace.sent.map(({ timeNs, offset }) => `M${x(timeNs)} ${y(offset)}h.01`).join('');
  const again = trace.again.map(
    ({ timeNs, offset }) => `<circle class="again" cx="${x(timeNs)}" cy="${y(offset)}" r="3.5"/>`,
  );
  const bottom = PLOT_HEIGHT - 20;
  const axes = `<path class="axis" d="M80 10V${bottom}H${WIDTH - 10}"/><text x="74" y="24" text-anchor="end">${format.bytes(most)}</text><text x="74" y="${bottom + 4}" text-anchor="end">0</text><text x="${WIDTH - 10}" y="${bottom + 16}" text-anchor="end">${format.duration(lastNs - firstNs)}</text>`;
  const body = `${axes}<path class="room" d="${steps(rooms)}"/><path class="acked" d="${steps(trace.acked)}"/><path class="sent" d="${sent}"/>${again.join('')}`;
  const label = page.sequenceOf(path, trace.again.length, format);
  const legend = (['sent', 'acked', 'again', 'room'] as const).map(
    (name) =>
      `<li><span class="key"><svg viewBox="0 0 10 10" aria-hidden="true">${LEGEND[name]}</svg></span>${xml(page.curves[name])}</li>`,
  );
  return `<figure class="wide" tabindex="0" aria-label="${wire(label)}">${picture(PLOT_HEIGHT, label, body)}<ul>${legend.join('')}</ul></figure>`;
}

const LEGEND = {
  sent: '<path class="sent" d="M5 5h.01"/>',
  acked: '<path class="acked" d="M0 5H10"/>',
  again: '<circle class="again" cx="5" cy="5" r="3.5"/>',
  room: '<path class="room" d="M0 5H10"/>',
} as const;
