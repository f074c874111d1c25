/** What went wrong, each thing on one line: for whoever reads no further. */
import { escapeText } from '../bytes/text.js';
import { formOf } from '../ftp/protocol/announcements.js';
import type { DataConnection, Exchange, Finding, Session } from '../ftp/protocol/session.js';
import { LIMITS } from '../limits.js';
import { whoEnded } from './findings/ended.js';
import { announcementEndpoint, commandWords, fewWords, finalReplyWords } from './findings/finding.js';
import { findingsOf } from './findings.js';
import { attemptFrames, icmpName, synWords } from './reasons.js';
import { isActive } from './roles.js';
import { refusedAlone } from './summary.js';
import { amountWords, refusedWord } from './transfers.js';
import { inMidTransfer, passedUnseen, undecided } from './undecided.js';

export type Trouble = {
  /** '?' where the capture leaves it open. */
  readonly mark: '✘' | '?';
  readonly text: string;
  readonly frames: readonly number[];
};

/** Of findings over all sessions, those that are more than information. */
export const alertsOf = (findings: readonly Finding[]): Trouble[] =>
  findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ message, frames }) => ({ mark: '✘', text: message.replace(/\.$/, ''), frames }));

/** What happened to one data connection, apart from its name: several with the same fate are reported together. */
type Fate = Trouble & {
  /** The announcement is named, since nothing came of it. */
  readonly named: boolean;
};

/** Alerts first, then in order of frames; data connections carry their ids. */
export function troublesOf(session: Session): Trouble[] {
  const alerts: Trouble[] = [];
  const list = ofDataConnections(session.dataConnections);
  for (const exchange of session.exchanges) if (refusedAlone(exchange)) list.push(ofRefused(exchange, session));
  for (const finding of findingsOf(session)) {
    if (finding.severity === 'alert') alerts.push(ofFinding(finding, session));
    else if (isFailure(finding, session)) list.push(ofFinding(finding, session));
  }
  return [...alerts, ...list.sort((a, b) => (a.frames[0] ?? 0) - (b.frames[0] ?? 0))];
}

/** Findings about a session as a whole that are failures, and those of the capture, which leave something open. */
const WHOLE: ReadonlySet<string> = new Set(['server-closed']);
const OF_CAPTURE: ReadonlySet<string> = new Set(['bytes-missing', 'control-bytes-missing', 'packets-cut']);

const isFailure = ({ kind }: Finding, { loggedIn }: Session): boolean =>
  WHOLE.has(kind) || OF_CAPTURE.has(kind) || (kind === 'login-failed' && loggedIn !== true);

/** The first sentence says what happened; what follows is in the findings. */
const ofFinding = ({ kind, message, frames }: Finding, session: Session): Trouble => ({
  mark: OF_CAPTURE.has(kind) ? '?' : '✘',
  text: `session ${session.id}: ${/^.*?[.;](?=\s)/.exec(message)?.[0].slice(0, -1) ?? message.replace(/\.$/, '')}`,
  frames,
});

const ofRefused = (exchange: Exchange, session: Session): Trouble => ({
  mark: '✘',
  text: `session ${session.id}: ${commandWords(exchange)} ${refusedWord(exchange.code)} (${finalReplyWords(exchange) ?? ''})`,
  frames: [exchange.command!.frame, exchange.replies.at(-1)!.lastFrame],
});

function ofDataConnections(all: readonly DataConnection[]): Trouble[] {
  const groups = new Map<string, { readonly data: DataConnection; readonly fate: Fate }[]>();
  for (const data of all) {
    const fate = fateOf(data);
    if (fate === null) continue;
    const key = `${data.mode} ${fate.mark} ${fate.text}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [{ data, fate }]);
    else group.push({ data, fate });
  }
  return [...groups.values()].map((group) => {
    const { data, fate } = group[0]!;
    const endpoint = group.length > 1 || data.announced === null ? '' : `${announcementEndpoint(data)} `;
    const name = fate.named ? `${data.mode} ${endpoint}` : '';
    return {
      mark: fate.mark,
      text: `${fewWords(group.map((one) => one.data.id))} ${name}${fate.text}`,
      frames: group.flatMap((one) => one.fate.frames).slice(0, LIMITS.framesPerFinding),
    };
  });
}

function fateOf(data: DataConnection): Fate | null {
  const { transfer, exchange } = data;
  const attempt = attemptOf(data);
  const trouble = transferTrouble(data);
  if (attempt !== null) {
    const then = transfer === null ? '' : `; ${trouble ?? 'the end of its transfer was not seen'}`;
    const frames = attemptFrames(data);
    return {
      mark: attempt.mark,
      text: attempt.text + then,
      frames: frames.length > 0 ? frames : endsOf(exchange),
      named: true,
    };
  }
  if (transfer === null || trouble === null) return null;
  const open = transfer.verdict === 'unknown';
  const cut = transfer.verdict === 'truncated' ? (whoEnded(data)?.frames ?? []) : [];
  const last = open ? [data.connection!.lastFrame] : cut;
  const frames = [...endsOf(transfer.exchange), ...last];
  return { mark: open ? '?' : '✘', text: trouble, frames: [...new Set(frames)].sort((a, b) => a - b), named: false };
}

/** Frames of a command and its final reply. */
function endsOf(exchange: Exchange | null): number[] {
  const frames = [exchange?.command?.frame, exchange?.replies.at(-1)?.lastFrame];
  return frames.filter((frame) => frame !== undefined);
}

/** What was wrong with the transfer; null: nothing, or there was none. */
function transferTrouble(data: DataConnection): string | null {
  const { transfer } = data;
  if (transfer === null) return null;
  const name = commandWords(transfer.exchange);
  switch (transfer.verdict) {
    case 'complete':
      return null;
    case 'refused':
      return `${name} ${refusedWord(transfer.code)} (${finalReplyWords(transfer.exchange) ?? ''})`;
    case 'truncated':
      return `${name} cut short after ${amountWords(transfer)}: ${whoEnded(data)?.text ?? finalReplyWords(transfer.exchange) ?? 'no final reply'}`;
    default:
      return inMidTransfer(transfer) ? `${name}: the capture ends after ${amountWords(transfer)}` : null;
  }
}

/** Why no connection came about, in a few words; null: it did, or nobody wanted it. */
function attemptOf(data: DataConnection): { readonly mark: Trouble['mark']; readonly text: string } | null {
  const { connection, transfer, exchange, mode, announced } = data;
  const { icmpError } = connection ?? {};
  switch (data.outcome) {
    case 'unanswered': {
      if (undecided(data)) return { mark: '?', text: 'not answered before the capture ends' };
      return { mark: '✘', text: `never answered (${synWords(connection!)})${likelyCause(data)}` };
    }
    case 'refused':
      return { mark: '✘', text: 'refused with RST: nobody accepts there' };
    case 'prohibited':
      return {
        mark: '✘',
        text: `prohibited: ${icmpName(connection!)} from ${icmpError?.reporter ?? '?'}, ${escapeText(icmpError?.text ?? 'error')}`,
      };
    case 'rejected': {
      // Clients try EPSV and EPRT first; a server that does not know them says so, and nothing is lost.
      const code = exchange?.code ?? 0;
      if (code >= 500 && code !== 501 && formOf(mode)?.triedFirst && transfer === null) return null;
      return { mark: '✘', text: `rejected (${finalReplyWords(exchange) ?? 'an error'})` };
    }
    case 'never-used':
      return transfer === null || passedUnseen(data) || announced === null || (transfer.code ?? 0) >= 500
        ? null
        : { mark: undecided(data) ? '?' : '✘', text: 'nobody connected in this capture' };
    default:
      return null;
  }
}

function likelyCause(data: DataConnection): string {
  const { announced, session, connection } = data;
  const wrong = announced !== null && announced.address !== session[announced.by].address;
  if (wrong && connection?.responder.address === announced.address) return `; not the ${announced.by}'s own address`;
  return isActive(data.mode)
    ? '; a firewall or NAT in front of the client probably drops it'
    : '; a firewall probably drops the passive ports';
}
