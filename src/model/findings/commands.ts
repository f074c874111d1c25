/** Commands that failed and were not made good: no later one did what they were sent for. */
import { rowOf } from '../../ftp/protocol/commands.js';
import type { Exchange, Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { commandRef, exchangeFrames, type Finding, finalReply, finding } from './finding.js';

/** Commands that clients send because they need what they do; others are asked to learn what the server knows. */
const NEEDED: ReadonlySet<string> = new Set([
  ...['CWD', 'XCWD', 'CDUP', 'XCUP', 'MKD', 'XMKD', 'RMD', 'XRMD', 'DELE', 'RNFR', 'RNTO', 'SITE', 'REST', 'TYPE'],
  ...['STRU', 'MODE', 'PROT', 'PBSZ', 'SMNT', 'ALLO'],
]);
/** Asked before a transfer: a failure matters where the client then gave up. */
const ASKED: ReadonlySet<string> = new Set(['SIZE', 'MDTM', 'MLST']);
/** RFC 959 §4.2.2: the server does not know the command at all. */
const UNKNOWN: ReadonlySet<number> = new Set([500, 502, 202]);

/** Of each command and reply one finding. */
export function* failedCommands(session: Session): Iterable<Finding> {
  const groups = new Map<string, Exchange[]>();
  for (const exchange of session.exchanges) {
    if (!failed(exchange) || madeGood(exchange, session)) continue;
    const key = `${exchange.command!.verb} ${exchange.code} ${finalReply(exchange)!.text.slice(0, 12)}`;
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [exchange]);
    else list.push(exchange);
  }
  for (const list of groups.values()) {
    const [first] = list;
    yield finding(
      'command-failed',
      'warning',
      {
        command: commandRef(first!),
        reply: finalReply(first!)!,
        count: list.length,
        arguments: [...new Set(list.map(({ command }) => command!.argument))].slice(0, LIMITS.framesPerFinding),
        gaveUp: ASKED.has(first!.command!.verb),
      },
      list.flatMap(exchangeFrames).slice(0, LIMITS.framesPerFinding),
    );
  }
}

function failed({ command, code }: Exchange): boolean {
  if (command === null || code === null || code < 400 || code === 421) return false;
  if (NEEDED.has(command.verb)) return !(UNKNOWN.has(code) && (command.verb === 'SITE' || command.verb === 'ALLO'));
  return ASKED.has(command.verb) && !UNKNOWN.has(code);
}

/** Something later shows that the client got what it wanted, or did not need it. */
function madeGood(exchange: Exchange, { exchanges }: Session): boolean {
  const { verb, argument } = exchange.command!;
  const later = exchanges.slice(exchange.index + 1);
  const did = later.filter(({ command, code }) => command !== null && code !== null && code < 400);
  if (ASKED.has(verb)) return later.some(({ command }) => goesOn(command?.verb));
  if (did.some(({ command }) => command!.verb === verb && (command!.argument === argument || verb === 'TYPE')))
    return true;
  const name = nameOf(argument);
  // To create what is there, or to delete what is not, is what clients do to be sure.
  if (verb === 'MKD' || verb === 'XMKD')
    return did.some(
      ({ command }) => ['CWD', 'XCWD', 'STOR'].includes(command!.verb) && command!.argument.includes(name),
    );
  if (verb === 'DELE' || verb === 'RNFR')
    return did.some(({ command }) => writes(command!.verb, command!.argument, name));
  if (verb === 'CWD' || verb === 'XCWD')
    return did.some(({ command }) => ['CWD', 'XCWD'].includes(command!.verb) && nameOf(command!.argument) === name);
  // The transfer went on without it.
  return ['REST', 'ALLO', 'MODE', 'STRU', 'PBSZ'].includes(verb)
    ? did.some(({ command }) => rowOf(command!.verb)?.transfer !== undefined)
    : false;
}

const nameOf = (argument: string): string => argument.split('/').findLast((part) => part !== '') ?? argument;

const writes = (verb: string, argument: string, name: string): boolean =>
  (rowOf(verb)?.transfer === 'upload' || verb === 'RNTO') && nameOf(argument) === name;

/** The client did not give up: it asked for a transfer, a listing or another file. */
function goesOn(verb: string | undefined): boolean {
  const row = rowOf(verb);
  return row?.transfer !== undefined || row?.announce !== undefined || (verb !== undefined && NEEDED.has(verb));
}
