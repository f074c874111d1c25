/**
 * The facts of a report, one short line each, without a sentence in it: who spoke, what was asked and answered, which
 * connection carried what, and how it ended. A new member of the report, or another wording, changes none of them.
 */
import type { Report } from './report.js';

type Session = Report['sessions'][number];

const or = (value: unknown, none = '-'): string => (value === null || value === undefined ? none : String(value));
const end = ({ address, port }: { address: string; port: number }): string => `${address} ${port}`;

export function factsOf(report: Report): string[] {
  return [
    `packets ${report.capture.packets}, connections ${report.connections}, unclaimed ${report.unclaimed.length}`,
    ...report.sessions.flatMap((session) => [...sessionFacts(session)]),
  ];
}

function* sessionFacts(session: Session): Iterable<string> {
  const { control, tls } = session;
  yield `session ${session.id}: ${end(session.client)} -> ${end(session.server)}, user ${or(session.user)}, logged in ${or(session.loggedIn)}`;
  if (tls !== null) yield `  tls ${tls.startedBy} frame ${tls.frame}, decrypted ${tls.decrypted}`;
  yield `  control ${connectionFacts(control)}`;
  for (const { command, replies, code } of session.dialogue) {
    const asked = command === null ? '-' : `${command.frame} ${command.verb} ${command.argument}`.trimEnd();
    const answers = replies.map((reply) => `${reply.code} (${reply.firstFrame}-${reply.lastFrame})`).join(' ');
    yield `  ${asked} -> ${or(code)}: ${answers}`;
  }
  for (const data of session.dataConnections) {
    const { announced, connection, transfer } = data;
    yield `  data ${data.id} ${data.mode}: announced ${announced === null ? '-' : `${end(announced)} frame ${announced.frame}`}, ${or(data.confidence)}, ${data.outcome}`;
    if (connection !== null) yield `    ${connectionFacts(connection)}`;
    if (transfer === null) continue;
    yield `    ${transfer.command.verb} (frame ${transfer.command.frame}) ${transfer.direction} ${or(transfer.path)} type ${or(transfer.type)} mode ${transfer.mode} restart ${or(transfer.restart)}`;
    yield `    code ${or(transfer.code)}, bytes ${transfer.bytes}, expected ${or(transfer.expectedBytes)}, missing ${JSON.stringify(transfer.missing)}, ${transfer.verdict}`;
    yield `    sha256 ${or(transfer.sha256)}, content ${or(transfer.contentBytes)} ${or(transfer.contentSha256)}`;
  }
}

function connectionFacts({
  initiator,
  responder,
  handshake,
  teardown,
  bytes,
  missingBytes,
}: Session['control']): string {
  const { fins, rst } = teardown;
  const closing = [
    ...fins.map((fin) => `fin ${fin.from} ${fin.frame}/${or(fin.ackFrame)}`),
    ...(rst === null ? [] : [`rst ${rst.from} ${rst.frame}`]),
  ];
  return (
    `${end(initiator)} -> ${end(responder)}: ${or(handshake.syn)} ${or(handshake.synAck)} ${or(handshake.ack)}, ` +
    `bytes ${bytes.initiator}/${bytes.responder}, missing ${missingBytes}, ${teardown.kind}${closing.length === 0 ? '' : `: ${closing.join(', ')}`}`
  );
}
