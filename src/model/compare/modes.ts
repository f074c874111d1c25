/** Active against passive: who sends which SYN, from which port to which, and which firewall must be open. */
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { needsOf, rulesOf, type Side } from '../firewall/needs.js';
import { isActive, roleOf } from '../roles.js';
import { briefTitle, type Step, stepsOf } from '../steps.js';
import type { CompareFact } from './codes.js';
import { type Captured, type Comparison, firstDifference, Lines, label, say } from './comparison.js';

/** The first data connection that was opened, in this mode; else the first of the mode. */
export function firstInMode({ sessions }: Captured, active: boolean): DataConnection | null {
  const all = sessions
    .flatMap(({ dataConnections }) => dataConnections)
    .filter(({ mode }) => isActive(mode) === active);
  return all.find(({ connection }) => connection !== null) ?? all[0] ?? null;
}

/** Which modes the capture has. */
export const modesOf = (capture: Captured) => ({
  active: firstInMode(capture, true) !== null,
  passive: firstInMode(capture, false) !== null,
});

/** Compares a data connection in active mode with one in passive mode; where the captures have none of both, of one mode. */
export function compareModes(a: Captured, b: Captured, chosen: boolean): Comparison {
  const [modesA, modesB] = [modesOf(a), modesOf(b)];
  const activeFirst = modesA.active && (modesB.passive || !modesA.passive);
  const dataA = firstInMode(a, activeFirst);
  const dataB = firstInMode(b, !activeFirst) ?? firstInMode(b, activeFirst);
  const lines = new Lines();
  const missing: CompareFact[] = [];
  if (dataA === null) missing.push(say('no-modes', { which: 'a', active: activeFirst }));
  if (dataB === null) missing.push(say('no-modes', { which: 'b', active: !activeFirst }));
  if (dataA === null || dataB === null) return lines.end('modes', chosen, missing, false);
  lines.add(label('modes'), modeFact(dataA), modeFact(dataB));
  addSteps(lines, dataA, dataB);
  lines.add(label('opener'), opener(dataA), opener(dataB));
  lines.add(label('source-port'), portOf(dataA, 'initiator'), portOf(dataB, 'initiator'));
  lines.add(label('listening-port'), portOf(dataA, 'responder'), portOf(dataB, 'responder'));
  for (const side of ['client', 'server'] as const)
    lines.add(label(side === 'client' ? 'firewall-client' : 'firewall-server'), letIn(dataA, side), letIn(dataB, side));
  return lines.end(
    'modes',
    chosen,
    lines.all.some(({ state }) => state !== 'same') ? [] : [firstDifference(lines.all)],
  );
}

const modeFact = ({ mode, session }: DataConnection): CompareFact =>
  say('mode-list', { modes: [mode] }, framesOf(session));
const framesOf = ({ control }: Session): number[] => (control.handshake.syn === null ? [] : [control.handshake.syn]);

/** Steps are the same where they have the same title, hosts and ports aside, and the same state. */
function addSteps(lines: Lines, a: DataConnection, b: DataConnection): void {
  const [stepsA, stepsB] = [stepsOf(a), stepsOf(b)];
  for (const [i, one] of stepsA.entries()) {
    const other = stepsB[i]!;
    const same = one.title.code === other.title.code && one.state === other.state;
    lines.add(say('label-step', { number: one.number }), stepFact(one), stepFact(other), { same });
  }
}

function stepFact({ title, state, note, frames }: Step): CompareFact {
  // What ends names no hosts: ports of theirs are no difference there.
  const shown = title.code === 'data-closed' || title.code === 'ending' ? briefTitle(title) : title;
  return say('step', { title: shown, state, note }, frames);
}

function opener(data: DataConnection): CompareFact {
  const { connection } = data;
  const role =
    connection === null ? (isActive(data.mode) ? 'server' : 'client') : roleOf(data, connection, 'initiator');
  return say('role', { role }, connection?.handshake.syn == null ? [] : [connection.handshake.syn]);
}

function portOf({ connection, announced }: DataConnection, side: 'initiator' | 'responder'): CompareFact | null {
  const port = connection?.[side].port ?? (side === 'responder' ? announced?.port : undefined);
  return port === undefined ? null : say('port', { port, ephemeral: port >= 1024 });
}

/** SYNs that must come in on this side. */
function letIn(data: DataConnection, side: Side): CompareFact {
  const needs = needsOf([data.session])[0]!;
  const rules = rulesOf(needs, side, isActive(data.mode) ? 'active' : 'passive');
  return say('let-in', { rules: rules.filter(({ direction }) => direction === 'in') });
}
