/**
 * `--format text --diff-friendly`: what happened, without what differs between two runs of the same thing: no times, no
 * frames, no ephemeral ports, hosts by their roles. Made to be kept in a repository and compared by diff. A line has the
 * name of a member of the JSON report, or is a command ('>') or a reply ('<').
 */
import { escapeText } from '../bytes/text.js';
import type { Session as CoreSession } from '../ftp/protocol/session.js';
import type { Piece, Report, ReportWriter } from './format.js';
import { jsonContext } from './json/context.js';
import { findingObjects, sessionObject } from './json/objects.js';
import type { DataConnection, Exchange, Finding, Session } from './json/report.js';
import { Spool, type Unwritten } from './spool.js';

export class DiffFriendlyWriter implements ReportWriter {
  readonly #sessions = new Spool();

  ended(session: CoreSession, report: Report): Iterable<string> {
    this.#sessions.add(session.control.number, [...sessionLines(sessionObject(session, jsonContext(report)))]);
    return [];
  }

  *end(report: Report): Iterable<Piece> {
    for (const key of this.#sessions.keys()) yield* this.#sessions.read(key);
    for (const finding of findingObjects(report)) yield findingLine(finding);
  }

  get unwritten(): Unwritten | null {
    return this.#sessions.unwritten;
  }

  close(): void {
    this.#sessions.close();
  }
}

function* sessionLines(session: Session): Generator<string> {
  const { id, user, loggedIn, tls, dialogue, dataConnections, findings, server } = session;
  const names = namesOf(session);
  const text = (raw: string) => named(escapeText(raw), names);
  yield line('session', id);
  yield line('serverPort', server.port);
  if (user !== null) yield line('user', text(user));
  yield line('loggedIn', loggedIn);
  if (tls !== null) yield line('tls', tls.startedBy, tls.version, tls.decrypted ? 'decrypted' : 'encrypted');
  for (const exchange of dialogue) yield* exchangeLines(exchange, text);
  for (const data of dataConnections) yield* dataLines(data, text);
  for (const finding of findings) yield findingLine(finding);
  yield '\n';
}

function* exchangeLines({ command, replies }: Exchange, text: (raw: string) => string): Generator<string> {
  if (command !== null) yield `> ${text(`${command.verb} ${command.argument}`).trim()}\n`;
  for (const { code, text: said } of replies) yield `< ${code} ${said.split('\n').map(text).join(' / ')}\n`;
}

function* dataLines(data: DataConnection, text: (raw: string) => string): Generator<string> {
  const { id, mode, outcome, confidence, transfer } = data;
  yield line('dataConnection', id, mode, outcome, confidence);
  if (transfer === null) return;
  const { command, direction, path, verdict, code, contentBytes, bytes, contentSha256, sha256 } = transfer;
  yield line('transfer', id, command.verb, text(path ?? command.argument ?? ''), direction, verdict, code);
  yield line('content', id, contentBytes ?? bytes, contentSha256 ?? sha256);
}

const findingLine = ({ severity, code }: Finding): string => line('finding', severity, code);

const line = (name: string, ...values: readonly (string | number | boolean | null)[]): string =>
  `${name}: ${values.map((value) => value ?? '-').join(' ')}\n`;

/** Addresses by the role of their host. */
function namesOf({ client, server, dataConnections }: Session): Map<string, string> {
  const names = new Map<string, string>();
  for (const { announced, connection } of dataConnections)
    for (const end of [announced, connection?.initiator, connection?.responder])
      if (end != null && end.address !== client.address && end.address !== server.address)
        names.set(end.address, 'THIRD');
  return names.set(client.address, 'CLIENT').set(server.address, 'SERVER');
}

/** 'h1,h2,h3,h4,p1,p2' (RFC 959), '|1|address|port|' and '|||port|' (RFC 2428). */
const HOST_PORT = /\b(\d{1,3}(?:,\d{1,3}){3}),\d{1,3},\d{1,3}\b/g;
const EXTENDED = /([|!#])(\d?)\1([^|!#\s]*)\1\d{1,5}\1/g;

/** Announced addresses and ports are those of this one run. */
function named(text: string, names: ReadonlyMap<string, string>): string {
  let shown = text
    .replace(HOST_PORT, (_, host: string) => `${names.get(host.replaceAll(',', '.')) ?? 'HOST'},PORT`)
    .replace(EXTENDED, '$1$2$1$3$1PORT$1');
  for (const [address, name] of names)
    shown = shown.replace(new RegExp(`(?<![\\w.:])${address.replaceAll('.', '\\.')}(?![\\w:]|\\.\\d)`, 'g'), name);
  return shown;
}
