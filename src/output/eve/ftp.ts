/** EVE's `ftp` events: one a command with its replies, and one for the greeting. */
import type { DataConnection, Exchange, Reply, Session } from '../../ftp/protocol/session.js';
import { isActive } from '../../model/roles.js';
import type { Report } from '../format.js';
import { eventLine } from './head.js';

/** The commands that Suricata knows; of others it writes no name. */
const KNOWN: ReadonlySet<string> = new Set([
  ...['PORT', 'EPRT', 'PASV', 'RETR', 'EPSV', 'STOR', 'ABOR', 'ACCT', 'ALLO', 'APPE'],
  ...['CDUP', 'CHMOD', 'CWD', 'DELE', 'HELP', 'IDLE', 'LIST', 'MAIL', 'MDTM', 'MKD'],
  ...['MLFL', 'MLSD', 'MODE', 'MRCP', 'MRSQ', 'MSAM', 'MSND', 'MSOM', 'NLST', 'NOOP'],
  ...['PASS', 'PWD', 'QUIT', 'REIN', 'REST', 'RMD', 'RNFR', 'RNTO', 'SITE', 'SIZE'],
  ...['SMNT', 'STAT', 'STOU', 'STRU', 'SYST', 'TYPE', 'UMASK', 'USER'],
]);
const ANNOUNCING: ReadonlySet<string> = new Set(['PORT', 'EPRT', 'PASV', 'EPSV']);

export function* ftpEvents(session: Session, report: Report): Iterable<string> {
  const { control, exchanges, clientSide, dataConnections } = session;
  const announced = new Map(dataConnections.map((data) => [data.exchange, data]));
  for (const exchange of exchanges) {
    const { command, replies } = exchange;
    const last = replies.at(-1);
    const timeNs = last?.timeNs ?? command?.timeNs ?? control.firstTimeNs;
    const frame = last?.lastFrame ?? command?.frame ?? null;
    const ftp = { ...commandMembers(exchange, announced.get(exchange)), ...replyMembers(replies) };
    yield eventLine(
      { type: 'ftp', connection: control, from: clientSide, timeNs, frame, parent: null },
      { ftp },
      report,
    );
  }
}

function commandMembers({ command }: Exchange, data: DataConnection | undefined) {
  if (command === null) return {};
  const { verb, argument } = command;
  const isTls = verb === 'AUTH' && /^TLS$/i.test(argument);
  const announced = ANNOUNCING.has(verb);
  return {
    command: isTls ? `${verb} ${argument.toUpperCase()}` : KNOWN.has(verb) ? verb : undefined,
    command_data: argument === '' || isTls ? undefined : argument,
    command_truncated: argument === '' || isTls ? undefined : false,
    dynamic_port: announced ? (data?.announced?.port ?? undefined) : undefined,
    mode: announced ? (isActive(verb as DataConnection['mode']) ? 'active' : 'passive') : undefined,
  };
}

/** Every line of every reply, and the code of those that end one. */
function replyMembers(replies: readonly Reply[]) {
  if (replies.length === 0) return { reply_received: 'no', reply_truncated: false };
  return {
    completion_code: replies.map(({ code }) => codeText(code)),
    reply: replies.flatMap(replyLines),
    reply_received: 'yes',
    reply_truncated: false,
  };
}

const codeText = (code: number): string => String(code).padStart(3, '0');

/** The line that begins a longer reply keeps its code: only the last one has it cut off. */
function replyLines({ code, text }: Reply): string[] {
  const lines = text.split('\n');
  return lines.length === 1 ? lines : [`${codeText(code)}-${lines[0]}`, ...lines.slice(1)];
}
