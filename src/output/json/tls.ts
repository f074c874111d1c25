/** TLS in the JSON report: what a control or a data connection shows of it. */
import type { TlsOfSession } from '../../ftp/protocol/session.js';
import { otherSide, type Side } from '../../tcp/types.js';
import { alertName } from '../../tls/alerts.js';
import { readCertificate } from '../../tls/certificate.js';
import { suiteName } from '../../tls/ciphers.js';
import type { TlsFacts } from '../../tls/facts.js';
import { versionName } from '../../tls/versions.js';
import type { Role } from './report.js';
import { listOf, text } from './values.js';

/** @param serverSide which side the FTP server is */
export function tlsOfSession(tls: TlsOfSession, serverSide: Side): string {
  const clear = listOf(
    tls.clear,
    ({ from, frame, agreed }) => `{"from":"${role(from, serverSide)}","frame":${frame},"agreed":${agreed}}`,
  );
  return (
    `{"startedBy":${text(tls.startedBy)},"frame":${tls.frame},"decrypted":${tls.decrypted},"clear":${clear}` +
    `,${factMembers(tls.facts, serverSide)}}`
  );
}

export const tlsOfData = (facts: TlsFacts, serverSide: Side): string => `{${factMembers(facts, serverSide)}}`;

const role = (side: Side, serverSide: Side): Role => (side === serverSide ? 'server' : 'client');

function factMembers(facts: TlsFacts, serverSide: Side): string {
  const { clientSays, serverSays, clientHello, serverHello } = facts;
  const alerts = listOf(
    facts.alerts,
    ({ from, level, description, encrypted, frame }) =>
      `{"from":"${role(from, serverSide)}","level":${level === null ? 'null' : level === 2 ? '"fatal"' : '"warning"'}` +
      `,"description":${text(description === null ? null : alertName(description))},"encrypted":${encrypted},"frame":${frame}}`,
  );
  return (
    `"version":${text(serverSays && versionName(serverSays.version))}` +
    `,"cipherSuite":${text(serverSays && suiteName(serverSays.suite))},"serverName":${text(clientSays?.serverName ?? null)}` +
    `,"handshake":{"state":"${facts.handshake}","clientHello":${clientHello?.frame ?? null}` +
    `,"serverHello":${serverHello?.frame ?? null}},"resumption":${text(facts.resumption)},"alerts":${alerts}` +
    `,"closed":{"client":${closing(facts, otherSide(serverSide))},"server":${closing(facts, serverSide)}}` +
    `,"certificate":${certificate(facts)}`
  );
}

function closing(facts: TlsFacts, side: Side): string {
  const end = facts.closing(side);
  return end === null ? 'null' : `{"frame":${end.frame},"certain":${end.certain}}`;
}

function certificate({ certificates }: TlsFacts): string {
  const read = certificates[0] ? readCertificate(certificates[0]) : null;
  if (read === null) return 'null';
  return (
    `{"subject":${text(read.subject)},"issuer":${text(read.issuer)},"names":${listOf(read.names, text)}` +
    `,"notBefore":${text(read.notBefore.toISOString())},"notAfter":${text(read.notAfter.toISOString())}` +
    `,"selfSigned":${read.selfSigned},"sha256":"${read.sha256}"}`
  );
}
