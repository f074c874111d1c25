/** A session's ladder as SVG: text stays text, in fonts that exist everywhere; colours are custom properties. */
import { displayWidth, truncateToWidth } from '../../bytes/text.js';
import type { Session } from '../../ftp/protocol/session.js';
import { formatSeconds } from '../../model/format.js';
import type { Joined } from '../../model/joined.js';
import type { Texts } from '../../text/texts.js';
import { type LadderLine, ladderLine, type Place, thirdHostsOf } from './ladderLines.js';
import { xml } from './xml.js';

export type Drawing = { readonly width: number; readonly height: number; readonly body: string };

export type DrawOptions = {
  /** The time that counts as 0. */
  readonly zeroNs: number;
  readonly fractionDigits: 6 | 9;
  readonly texts: Texts;
  /** What a row means, for pages that show it; null: none. */
  readonly about?: (line: LadderLine) => string | null;
};

export const FONT = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";
/** Of that font at 12 px, a little more than its widest. */
const COLUMN = 7.3;
const ROW = 34;
const TEXT_ROW = 24;
const HEAD = 40;
const MARGIN = 12;
const TO_SERVER = 470;
const TO_THIRD = 330;
const REMARK_COLUMNS = 46;

/** Rules for the classes of the drawing. */
export const LADDER_RULES =
  `.ladder text{font:12px ${FONT};fill:var(--ink)}.ladder .dim{fill:var(--muted)}.ladder .life{stroke:var(--rule);stroke-width:1}` +
  '.ladder .section{font-weight:600}.ladder .band{fill:var(--band)}.ladder .note{font-style:italic}' +
  '.ladder .arrow{stroke:var(--control);stroke-width:1.5;fill:none}.ladder .head{fill:var(--control)}' +
  '.ladder .data .arrow{stroke:var(--data);stroke-width:2.5}.ladder .data .head{fill:var(--data)}' +
  '.ladder .command{fill:var(--command)}.ladder .reply{fill:var(--reply)}.ladder .announcement{fill:var(--announcement)}' +
  '.ladder .good{fill:var(--good)}.ladder .bad{fill:var(--bad);font-weight:600}';

/** ... and of one with arrows that cross lifelines: their words stand before them. */
export const JOINED_RULES = '.ladder .over{paint-order:stroke;stroke:var(--paper);stroke-width:5px}';

/** One drawing: the rows below each other, from the hosts' names down. */
export function drawLadderSvg(session: Session, lines: readonly LadderLine[], options: DrawOptions): Drawing {
  const columns = columnsOf(lines, options);
  const [third] = thirdHostsOf(lines);
  const places = placesOf(columns, third !== undefined);
  const { exports: words } = options.texts;
  const other = session.dataConnections.some(({ partner }) => partner !== null) ? words.otherServer : words.thirdHost;
  const { client, server } = session;
  return drawRows(lines, columns, options, {
    hosts: [
      { x: places.client, title: `${words.client} ${client.address}`, anchor: 'start' },
      { x: places.server, title: `${words.server} ${server.address}`, anchor: third === undefined ? 'end' : 'middle' },
      ...(third === undefined ? [] : [{ x: places.third, title: `${other} ${third}`, anchor: 'end' } as const]),
    ],
    placesOf: () => places,
    extentOf: ({ row }) => {
      const within = row.thirdHost === null && row.dataConnection?.partner == null;
      return [places.client, within ? places.server : places.third];
    },
    tagOf: () => '',
  });
}

/** The lifelines of several sessions, at equal distances; each row has its session's number. */
export function drawJoinedSvg({ hosts, rows }: Joined, options: DrawOptions): Drawing {
  let previousNs: number | null = null;
  const lines = rows.map(({ row }) => {
    const line = ladderLine(row, previousNs, options.texts);
    previousNs = row.timeNs ?? previousNs;
    return line;
  });
  const of = new Map(lines.map((line, i) => [line, rows[i]!]));
  const columns = columnsOf(lines, options);
  const left = Math.round(columns.delta + TAG_COLUMNS * COLUMN);
  const xOf = (host: number): number => left + host * JOINED_GAP;
  const last = hosts.length - 1;
  return drawRows(lines, columns, options, {
    hosts: hosts.map((title, i) => ({ x: xOf(i), title, anchor: i === 0 ? 'start' : i === last ? 'end' : 'middle' })),
    placesOf: (line) => {
      const { client, server } = of.get(line)!;
      return { client: xOf(client), server: xOf(server), third: xOf(client) };
    },
    extentOf: (line) => {
      const { client, server } = of.get(line)!;
      return [xOf(Math.min(client, server)), xOf(Math.max(client, server))];
    },
    tagOf: (line) => (line.arrow === null ? '' : String(of.get(line)!.session.id)),
  });
}

/** For the number of the session, and the space around it. */
const TAG_COLUMNS = 7;
/** Between two of many lifelines. */
const JOINED_GAP = 400;

type Host = { readonly x: number; readonly title: string; readonly anchor: 'start' | 'middle' | 'end' };
type Lifelines = {
  /** From left to right. */
  readonly hosts: readonly Host[];
  readonly placesOf: (line: LadderLine) => Places;
  /** Between which lifelines a heading or a note stands. */
  readonly extentOf: (line: LadderLine) => readonly [left: number, right: number];
  /** What stands before the lifelines; '': nothing. */
  readonly tagOf: (line: LadderLine) => string;
};

function drawRows(lines: readonly LadderLine[], columns: Columns, options: DrawOptions, lifelines: Lifelines): Drawing {
  const { hosts } = lifelines;
  const remarkAt = hosts.at(-1)!.x + 14;
  const width = Math.ceil(remarkAt + REMARK_COLUMNS * COLUMN + MARGIN);
  const parts: string[] = [];
  let y = HEAD;
  for (const line of lines) {
    const height = line.arrow === null ? TEXT_ROW : ROW;
    parts.push(rowOf(line, y, height, { columns, lifelines, remarkAt, width, options }));
    y += height;
  }
  const names = hosts.map(
    ({ x, title, anchor }) => `<text class="section" x="${x}" y="22" text-anchor="${anchor}">${xml(title)}</text>`,
  );
  const paths = hosts.map(({ x }) => `<path class="life" d="M${x} ${HEAD - 8}V${y + 4}"/>`);
  return { width, height: y + MARGIN, body: [...names, ...paths, ...parts].join('') };
}

type Columns = { readonly frame: number; readonly time: number; readonly delta: number };
type Places = Readonly<Record<Place, number>>;
type Sheet = {
  readonly columns: Columns;
  readonly lifelines: Lifelines;
  readonly remarkAt: number;
  readonly width: number;
  readonly options: DrawOptions;
};

const timeText = ({ timeNs }: LadderLine, { zeroNs, fractionDigits }: DrawOptions): string =>
  timeNs === null ? '' : formatSeconds(timeNs - zeroNs, fractionDigits);

/** Right ends of the columns of frame, time and step. */
function columnsOf(lines: readonly LadderLine[], options: DrawOptions): Columns {
  let frames = 3;
  let times = 8;
  for (const line of lines) {
    frames = Math.max(frames, line.frames?.length ?? 0);
    times = Math.max(times, timeText(line, options).length);
  }
  const frame = MARGIN + frames * COLUMN;
  const time = frame + (times + 2) * COLUMN;
  return { frame, time, delta: time + 10 * COLUMN };
}

function placesOf({ delta }: Columns, third: boolean): Places {
  const client = Math.round(delta + 3 * COLUMN);
  const server = client + TO_SERVER;
  return { client, server, third: server + (third ? TO_THIRD : 0) };
}

function rowOf(line: LadderLine, y: number, height: number, sheet: Sheet): string {
  const { columns, options } = sheet;
  const base = y + (line.arrow === null ? 16 : 20);
  const right = (x: number, text: string) =>
    text === '' ? '' : `<text class="dim" x="${x}" y="${base}" text-anchor="end">${xml(text)}</text>`;
  const left =
    right(columns.frame, line.frames ?? '') +
    right(columns.time, timeText(line, options)) +
    right(columns.delta, line.deltaNs === null ? '' : options.texts.format.step(line.deltaNs)) +
    right(columns.delta + 4 * COLUMN, sheet.lifelines.tagOf(line));
  const drawn = line.arrow === null ? textRow(line, y, base, sheet) : arrowRow(line, line.arrow, y, sheet);
  const { firstFrame, lastFrame } = line.row;
  const last = lastFrame === null || lastFrame === firstFrame ? '' : ` data-last="${lastFrame}"`;
  const ids = firstFrame === null ? '' : ` data-frame="${firstFrame}"${last}`;
  const about = options.about?.(line) ?? null;
  const description = about === null ? '' : `<desc>${xml(about)}</desc>`;
  const band = `<rect class="hit" x="0" y="${y}" width="${sheet.width}" height="${height}" fill="none"/>`;
  return `<g class="row${line.dataConnection === null ? '' : ' data'}" data-key="${xml(line.row.key)}"${ids}>${description}${band}${left}${drawn}${remarkOf(line, base, sheet)}</g>`;
}

/** A heading stands on a band, a note between the lifelines. */
function textRow(line: LadderLine, y: number, base: number, { lifelines }: Sheet): string {
  const { kind, label, tone } = line;
  const [left, end] = lifelines.extentOf(line);
  const room = end - left - 16;
  const text = fitted(label, room);
  const look = kind === 'section' ? 'section' : `note${tone === null ? '' : ` ${tone}`}`;
  const band =
    kind === 'section' ? `<rect class="band" x="${left + 1}" y="${y + 2}" width="${room + 14}" height="20"/>` : '';
  return `${band}<text class="${look}" x="${left + 8}" y="${base}">${text}</text>`;
}

function arrowRow(line: LadderLine, arrow: NonNullable<LadderLine['arrow']>, y: number, { lifelines }: Sheet): string {
  const places = lifelines.placesOf(line);
  const from = places[arrow.from];
  const to = places[arrow.to];
  const way = to > from ? 1 : -1;
  const [leftX, rightX] = from < to ? [from, to] : [to, from];
  const [leftPort, rightPort] = from < to ? [arrow.fromPort, arrow.toPort] : [arrow.toPort, arrow.fromPort];
  const strokeY = y + 26;
  const port = (x: number, value: number | null, anchor: string) =>
    value === null ? '' : `<text class="dim" x="${x}" y="${y + 20}" text-anchor="${anchor}">${value}</text>`;
  const label = fitted(line.label, rightX - leftX - 2 * (6 * COLUMN + 10));
  return (
    `<path class="arrow" d="M${from} ${strokeY}H${to - way * 8}"/>` +
    `<path class="head" d="M${to} ${strokeY}l${-way * 10} -5v10z"/>` +
    port(leftX + 8, leftPort, 'start') +
    port(rightX - 8, rightPort, 'end') +
    `<text class="${labelClass(line)}${lifelines.hosts.some(({ x }) => x > leftX && x < rightX) ? ' over' : ''}" x="${(leftX + rightX) / 2}" y="${y + 20}" text-anchor="middle">${label}</text>`
  );
}

function labelClass({ kind, row, tone }: LadderLine): string {
  if (kind === 'command') return 'command';
  if (kind === 'reply') return row.reply !== null && row.reply.code >= 400 ? 'bad' : 'reply';
  return kind === 'trouble' || row.entry?.kind === 'rst' || tone === 'bad' ? 'bad' : 'label';
}

function remarkOf({ remark, tone }: LadderLine, base: number, { remarkAt }: Sheet): string {
  if (remark === '') return '';
  return `<text class="${tone ?? 'announcement'}" x="${remarkAt}" y="${base}">${fitted(remark, REMARK_COLUMNS * COLUMN)}</text>`;
}

/** As much as there is room for; the whole is what the pointer shows. */
function fitted(text: string, room: number): string {
  const columns = Math.floor(room / COLUMN);
  if (displayWidth(text) <= columns) return xml(text);
  return `${xml(truncateToWidth(text, columns, '…'))}<title>${xml(text)}</title>`;
}
