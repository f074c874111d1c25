/** `--format mermaid`: the ladder as a sequenceDiagram, which GitHub, GitLab and many editors draw. */
import type { Session } from '../ftp/protocol/session.js';
import { formatEndpoint } from '../model/format.js';
import { joinedSliced } from '../model/joined.js';
import { runToEnd } from '../model/sliced.js';
import type { Texts } from '../text/texts.js';
import { type LadderLine, ladderLine, ladderLines, type Place } from './export/ladderLines.js';
import type { ReportOfAll, ReportStyle } from './format.js';

/** GitHub and GitLab draw no diagram of more than 50,000 characters or 500 arrows. */
const MOST_CHARACTERS = 48_000;
const MOST_ARROWS = 480;
/** Labels are not wrapped. */
const LABEL_CHARACTERS = 80;

/** One diagram, of as many sessions and rows as are drawn; what is left out is reported in it. */
export function* renderMermaid(
  report: ReportOfAll,
  { transfer = null, joined = false }: ReportStyle,
): Iterable<string> {
  yield* joined ? joinedDiagram(report) : sessionsDiagram(report, transfer);
}

/** The rows of all sessions in one time order, each segment once. */
function* joinedDiagram({ sessions, texts }: ReportOfAll): Iterable<string> {
  const { exports: words, format } = texts;
  const { hosts: addresses, rows } = runToEnd(joinedSliced(sessions));
  const hosts = new Hosts();
  for (const address of addresses) hosts.name(address, address);
  const body: string[] = [];
  let characters = 0;
  let arrows = 0;
  let drawn = 0;
  for (const { row, session } of rows) {
    if (characters > MOST_CHARACTERS || arrows >= MOST_ARROWS) break;
    drawn++;
    const line = ladderLine(row, null, texts);
    const text = lineText(line, session, hosts);
    body.push(...text);
    characters += text.join('\n').length;
    if (line.arrow !== null) arrows++;
  }
  const left = rows.length - drawn;
  if (left > 0) body.push(`note over ${hosts.first}: ${escaped(words.leftOut(left, format))}`);
  yield 'sequenceDiagram\n';
  for (const line of [...hosts.participants(), ...body]) yield `  ${line}\n`;
}

function* sessionsDiagram({ sessions, texts }: ReportOfAll, transfer: string | null): Iterable<string> {
  const { exports: words, format } = texts;
  const hosts = hostsOf(sessions.slice(0, MOST_ARROWS), texts);
  const body: string[] = [];
  let characters = 0;
  let arrows = 0;
  let left = 0;
  let whole = 0;
  for (const session of sessions) {
    const lines = ladderLines(session, texts, transfer);
    const full = (): boolean => characters > MOST_CHARACTERS || arrows >= MOST_ARROWS;
    if (full()) break;
    whole++;
    const drawn = [heading(session, hosts, texts)];
    for (const [i, line] of lines.entries()) {
      if (full()) {
        left = lines.length - i;
        break;
      }
      const text = lineText(line, session, hosts);
      drawn.push(...text);
      characters += text.join('\n').length;
      if (line.arrow !== null) arrows++;
    }
    body.push(...drawn);
  }
  if (left > 0) body.push(`note over ${hosts.first}: ${escaped(words.leftOut(left, format))}`);
  if (sessions.length > whole)
    body.push(`note over ${hosts.first}: ${escaped(words.leftOutSessions(sessions.length - whole, format))}`);
  yield 'sequenceDiagram\n';
  for (const line of [...hosts.participants(), ...body]) yield `  ${line}\n`;
  if (sessions.length === 0) yield `  participant H1 as ${escaped(words.noSession)}\n`;
}

/** The lifelines: one an address. */
class Hosts {
  readonly #names = new Map<string, string>();
  readonly #titles: string[] = [];

  /** The name in the diagram; `title` stands above the lifeline. */
  name(address: string, title: string): string {
    let name = this.#names.get(address);
    if (name === undefined) {
      name = `H${this.#names.size + 1}`;
      this.#names.set(address, name);
      this.#titles.push(`participant ${name} as ${escaped(title)}`);
    }
    return name;
  }

  get first(): string {
    return this.#names.values().next().value ?? 'H1';
  }

  participants(): readonly string[] {
    return this.#titles;
  }
}

/** Clients and servers of all sessions, each by its role in the first; third hosts follow where they appear. */
function hostsOf(sessions: readonly Session[], { exports: words }: Texts): Hosts {
  const hosts = new Hosts();
  for (const { client, server } of sessions) {
    hosts.name(client.address, `${words.client} ${client.address}`);
    hosts.name(server.address, `${words.server} ${server.address}`);
  }
  return hosts;
}

const pair = (session: Session, hosts: Hosts): string =>
  `${hosts.name(session.client.address, '')},${hosts.name(session.server.address, '')}`;

function heading(session: Session, hosts: Hosts, { exports: words, format }: Texts): string {
  const { client, server } = session;
  return `note over ${pair(session, hosts)}: ${escaped(format.labelled(words.session(session.id), `${formatEndpoint(client)} → ${formatEndpoint(server)}`))}`;
}

function lineText({ arrow, frames, label, remark, kind, row }: LadderLine, session: Session, hosts: Hosts): string[] {
  const over = pair(session, hosts);
  if (arrow === null) return [`note over ${over}: ${escaped(label)}`];
  const at = (place: Place): string =>
    place === 'third' ? hosts.name(row.thirdHost!, row.thirdHost!) : hosts.name(session[place].address, '');
  // A dashed line for the dialogue's answers, a solid one for all else; lost causes end in a cross.
  const head = row.tone === 'bad' && kind !== 'reply' ? '-x' : kind === 'reply' ? '-->>' : '->>';
  // A command and its replies need no ports: they are those of the control connection.
  const ports = kind === 'command' || kind === 'reply' ? '' : ` (${arrow.fromPort ?? '?'} → ${arrow.toPort ?? '?'})`;
  const said = `${frames === null ? '' : `${frames} · `}${label}${ports}`;
  const drawn = [`${at(arrow.from)}${head}${at(arrow.to)}: ${escaped(said)}`];
  if (remark !== '') drawn.push(`note right of ${hosts.name(session.server.address, '')}: ${escaped(remark)}`);
  return drawn;
}

/** What Mermaid, or the page that it draws on, would take for something else than text, as its entities. */
function escaped(text: string): string {
  const cut = text.length > LABEL_CHARACTERS ? `${text.slice(0, LABEL_CHARACTERS - 1)}…` : text;
  return cut.replace(/[^\p{L}\p{N} .,：（），。、'·→–…()+=/×^?!-]/gu, (one) => `#${one.codePointAt(0)};`) || ' ';
}
