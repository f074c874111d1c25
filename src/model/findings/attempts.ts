/** SYNs that opened nothing: never answered, refused by RST, prohibited by ICMP. Attempts that fared alike are one finding. */
import { escapeText } from '../../bytes/text.js';
import type { DataConnection, Finding, Outcome, Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { formatEndpoint, plural } from '../format.js';
import { attemptFrames, icmpName, synWords } from '../reasons.js';
import { isActive } from '../roles.js';
import { undecided } from '../undecided.js';
import { consequence, exchangeFrames, finding, portsWords } from './finding.js';

/** Of several that fared alike: the words are the same for all. */
type Words = (list: readonly DataConnection[]) => string;

const WORDS: Partial<Record<Outcome, Words>> = {
  unanswered: (list) =>
    list.some(undecided)
      ? `${opener(list, true)} tried to open ${targets(list)}; the capture ends before an answer.`
      : `Nobody answered when ${opener(list)} tried to open ${targets(list)}${tries(list)}.${consequences(list)} ${dropWords(list[0]!)}`,
  refused: (list) =>
    `${opener(list, true)} tried to open ${targets(list)}, and RST refused ${list.length === 1 ? 'it' : 'them'}.${consequences(list)} The host was limitsHit, but nobody accepts there: either the ${waiting(list)} was not listening any more, or a firewall rejects with RST. ${refusedAdvice(list)}`,
  prohibited: (list) => {
    const { icmpError } = list[0]!.connection!;
    const from = `${icmpName(list[0]!.connection!)} from ${icmpError?.reporter ?? 'an unknown host'}`;
    return `${opener(list, true)} tried to open ${targets(list)}, and ${from} answered: ${escapeText(icmpError?.text ?? 'error')}.${consequences(list)} ${icmpAdvice(list)}`;
  },
};

export function* failedAttempts(session: Session): Iterable<Finding> {
  const groups = new Map<string, DataConnection[]>();
  for (const data of session.dataConnections) {
    const { connection, outcome } = data;
    if (connection === null || WORDS[outcome] === undefined || toldWithAddress(data)) continue;
    // While packets may still come, the answer may be the next.
    if (session.captureEnd === undefined && undecided(data)) continue;
    const { icmpError, initiator, responder } = connection;
    const key = [
      outcome,
      undecided(data),
      initiator.address,
      responder.address,
      isActive(data.mode),
      icmpError?.text,
    ].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [data]);
    else group.push(data);
  }
  for (const [first, ...more] of groups.values()) {
    const list = [first!, ...more];
    const frames = list.flatMap((data) => [
      ...attemptFrames(data),
      ...exchangeFrames(data.exchange),
      ...exchangeFrames(data.transfer?.exchange ?? null),
    ]);
    yield finding(
      `data-${first!.outcome}`,
      list.some(undecided) ? 'info' : 'warning',
      WORDS[first!.outcome]!(list),
      frames.slice(0, LIMITS.framesPerFinding),
    );
  }
}

/** The SYN went to a strange address that was announced: the finding about that address says what became of it. */
function toldWithAddress({ announced, session, connection, partner }: DataConnection): boolean {
  if (announced === null || partner !== null || connection === null) return false;
  return announced.address !== session[announced.by].address && connection.responder.address === announced.address;
}

/** Who sent the SYN: 'the client 10.0.0.2'. */
function opener([first]: readonly DataConnection[], capital = false): string {
  const role = isActive(first!.mode) ? 'server' : 'client';
  return `${capital ? 'The' : 'the'} ${role} ${first!.connection!.initiator.address}`;
}

/** The side that should have been reached. */
const waiting = ([first]: readonly DataConnection[]): string => (isActive(first!.mode) ? 'client' : 'server');

function targets(list: readonly DataConnection[]): string {
  const { responder } = list[0]!.connection!;
  if (list.length === 1) return `the data connection to ${formatEndpoint(responder)}`;
  const ports = list.map(({ connection }) => connection!.responder.port);
  return `${list.length} data connections to ${responder.address} (${portsWords(ports)})`;
}

function tries(list: readonly DataConnection[]): string {
  if (list.length > 1) return '';
  const { connection } = list[0]!;
  return connection!.synRetransmissions.length > 0 ? ` (${synWords(connection!)})` : '';
}

/** What the transfers were reported that wanted the connections. */
function consequences(list: readonly DataConnection[]): string {
  const failed = list.map(consequence).filter((words) => words !== '');
  if (failed.length < 2) return failed.join('');
  return `${failed[0]} So did ${plural(failed.length - 1, 'more transfer')}.`;
}

/** Why nobody answers, most likely, and what to do. */
export const dropWords = (data: DataConnection): string =>
  isActive(data.mode)
    ? 'Firewalls and NAT in front of clients drop incoming connections: use passive mode (PASV or EPSV).'
    : "A firewall probably drops the server's passive port range: open it there and on the way, or use active mode.";

function refusedAdvice(list: readonly DataConnection[]): string {
  return isActive(list[0]!.mode)
    ? 'Use passive mode (PASV or EPSV), or let the client accept the connection.'
    : 'Look at the firewall of the server for rules that reject its passive port range, or use active mode.';
}

function icmpAdvice(list: readonly DataConnection[]): string {
  const [first] = list;
  if (first!.connection!.icmpError?.prohibited !== true) return 'The host cannot be reached from there.';
  const v6 = first!.connection!.initiator.address.includes(':');
  return isActive(first!.mode)
    ? `A firewall forbids connections to the client: use passive mode (${v6 ? 'EPSV' : 'PASV or EPSV'}).`
    : `A firewall forbids these ports: open the server's passive port range, or use active mode (${v6 ? 'EPRT' : 'PORT or EPRT'}).`;
}
