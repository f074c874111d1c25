/** What protects an FTPS session: versions and cipher suites that are weak, certificates, resumption, data in the clear. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import type { Arrival } from '../../tcp/types.js';
import { type CertificateFacts, readCertificate } from '../../tls/certificate.js';
import { suiteName } from '../../tls/ciphers.js';
import type { TlsFacts } from '../../tls/facts.js';
import { isOldVersion, weaknessOf, withoutForwardSecrecy } from '../../tls/strength.js';
import { versionName } from '../../tls/versions.js';
import type { CertificateRef } from './codes.js';
import { type Finding, finding } from './finding.js';

const MS_PER_SECOND = 1000;
const MS_PER_DAY = 86_400_000;
/** Packets that seem to be older than this have a clock that nobody set. */
const CLOCK_FROM_MS = Date.UTC(2000, 0, 1);
/** NIST SP 800-131A: shorter keys are not to be used. */
const LEAST_BITS: Readonly<Record<string, number>> = { rsa: 2048, 'rsa-pss': 2048, dsa: 2048, ec: 224 };

/** `id` null: the control connection. */
type Protected = { readonly id: string | null; readonly facts: TlsFacts };

/** The control connection, and data connections that agreed on something else than those before them. */
function* different(session: Session, key: (facts: TlsFacts) => string | null): Iterable<Protected> {
  const seen = new Set<string | null>([null]);
  const all: Protected[] = session.tls === null ? [] : [{ id: null, facts: session.tls.facts }];
  for (const { id, tls } of session.dataConnections) if (tls !== null) all.push({ id, facts: tls });
  for (const each of all) {
    const own = key(each.facts);
    if (seen.has(own)) continue;
    seen.add(own);
    yield each;
  }
}

/** Versions and suites that should not be used any more. */
export function* weakTls(session: Session): Iterable<Finding> {
  const agreed = ({ serverSays }: TlsFacts): string | null => serverSays && `${serverSays.version} ${serverSays.suite}`;
  for (const { id, facts } of different(session, agreed)) {
    const { version, suite } = facts.serverSays!;
    const frames = [facts.clientHello?.frame, facts.serverHello?.frame];
    if (isOldVersion(version))
      yield finding('tls-old-version', 'warning', { id, version: versionName(version) }, frames);
    const weakness = weaknessOf(suite);
    if (weakness !== null)
      yield finding('tls-weak-cipher', 'warning', { id, suite: suiteName(suite), weakness }, frames);
    else if (!facts.tls13 && withoutForwardSecrecy(suite))
      yield finding('tls-no-forward-secrecy', 'info', { id, suite: suiteName(suite) }, frames);
  }
}

/** The server's certificate, by the time of the packets. */
export function* certificates(session: Session): Iterable<Finding> {
  for (const { id, facts } of different(session, ({ certificates: [own] }) => own?.toString('latin1') ?? null)) {
    const certificate = readCertificate(facts.certificates[0]!);
    if (certificate === null || facts.serverHello === null) continue;
    const at = { frame: facts.serverHello.frame, ms: unixMs(session, facts.serverHello) };
    yield* judged({ id, subject: certificate.subject, issuer: certificate.issuer }, certificate, at);
    yield* otherName(session, { id, facts, certificate });
  }
}

const unixMs = ({ epochSeconds }: Session, { timeNs }: Arrival): number =>
  (epochSeconds + timeNs / NS_PER_SECOND) * MS_PER_SECOND;

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

function* judged(
  ref: CertificateRef,
  { notBefore, notAfter, selfSigned, key, weakSignature }: CertificateFacts,
  { frame, ms }: { readonly frame: number; readonly ms: number },
): Iterable<Finding> {
  const frames = [frame];
  const daysFrom = (date: Date): number => Math.ceil(Math.abs(ms - date.getTime()) / MS_PER_DAY);
  if (ms >= CLOCK_FROM_MS && ms > notAfter.getTime())
    yield finding('certificate-expired', 'warning', { ...ref, on: dayOf(notAfter), days: daysFrom(notAfter) }, frames);
  if (ms >= CLOCK_FROM_MS && ms < notBefore.getTime())
    yield finding(
      'certificate-not-yet-valid',
      'warning',
      { ...ref, from: dayOf(notBefore), days: daysFrom(notBefore) },
      frames,
    );
  if (selfSigned) yield finding('certificate-self-signed', 'info', ref, frames);
  const shortKey = key.bits !== null && key.bits < (LEAST_BITS[key.type] ?? 0) ? { ...key, bits: key.bits } : null;
  // Nobody verifies what a certificate signs itself.
  const hash = selfSigned ? null : weakSignature;
  if (shortKey !== null || hash !== null)
    yield finding('certificate-weak', 'warning', { ...ref, key: shortKey, hash }, frames);
}

/** The client named the host that it wants (SNI; it names none where it was given an address). */
function* otherName(
  session: Session,
  { id, facts, certificate }: Protected & { readonly certificate: CertificateFacts },
): Iterable<Finding> {
  const host = facts.clientSays?.serverName ?? session.tls?.facts.clientSays?.serverName ?? null;
  if (host === null || host === '' || certificate.isFor(host)) return;
  const { subject, issuer, names, selfSigned } = certificate;
  // Who trusts a certificate that signs itself has most likely seen its name too.
  yield finding(
    'certificate-other-name',
    selfSigned ? 'info' : 'warning',
    { id, subject, issuer, host, names: names.slice(0, MOST_NAMES) },
    [facts.clientHello?.frame, facts.serverHello?.frame],
  );
}

const MOST_NAMES = 5;

/** Beside an encrypted dialogue. */
const carried = ({ connection }: DataConnection): boolean => connection !== null && bytesOf(connection) > 0;
const bytesOf = ({ sides }: NonNullable<DataConnection['connection']>): number =>
  sides.initiator.bytes + sides.responder.bytes;

/** PROT C, or PROT never sent (RFC 4217 §9): contents and listings travel as they are. */
export function* dataInClear(session: Session): Iterable<Finding> {
  if (session.tls === null) return;
  const clear = session.dataConnections.filter((data) => data.tls === null && carried(data));
  if (clear.length === 0) return;
  const { firstFrame } = clear[0]!.connection!;
  const prot = session.exchanges.findLast(({ command }) => command?.verb === 'PROT' && command.frame < firstFrame);
  yield finding(
    'data-in-clear',
    'info',
    { id: clear[0]!.id, count: clear.length, level: prot?.command?.argument.trim().toUpperCase() ?? null },
    [prot?.command?.frame, ...clear.map(({ connection }) => connection!.firstFrame)],
  );
}

/** Data connections with a full handshake each: servers that require resumption refuse them (522). */
export function* dataNotResumed(session: Session): Iterable<Finding> {
  if (session.tls === null) return;
  const full = session.dataConnections.filter(({ tls }) => tls?.handshake === 'done' && tls.resumption === 'full');
  if (full.length === 0) return;
  yield finding(
    'data-not-resumed',
    'info',
    { id: full[0]!.id, count: full.length },
    full.map(({ tls, connection }) => tls?.serverHello?.frame ?? connection?.firstFrame),
  );
}
