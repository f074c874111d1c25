/** TLS itself: what its two sides say to each other before, between and after the data. */
import { alertName } from '../../tls/alerts.js';
import { readCertificate } from '../../tls/certificate.js';
import { suiteName } from '../../tls/ciphers.js';
import type { TlsFacts } from '../../tls/facts.js';
import { messagesIn, type TlsRun } from '../../tls/story.js';
import { versionName } from '../../tls/versions.js';
import type { Draft } from './draft.js';

/** @returns whether the run carries something of TLS that was explained */
export function explainTls(facts: TlsFacts, run: TlsRun, draft: Draft): boolean {
  const messages = messagesIn(facts, run);
  if (messages.length === 0) return false;
  draft.rfc = facts.tls13 ? 'RFC 8446 §2' : 'RFC 5246 §7.3';
  for (const message of messages) {
    if (message === 'client-hello') clientHello(facts, draft);
    else if (message === 'server-hello') serverHello(facts, draft);
    else if (message === 'certificate') certificate(facts, draft);
    else if (message === 'finished') draft.text('tls-finished', {});
    else if (message === 'close-notify') draft.text('tls-close-notify', {});
    else alert(facts, run, draft);
  }
  return true;
}

function clientHello({ clientSays }: TlsFacts, draft: Draft): void {
  if (clientSays === null) return;
  const { serverName, ticket, pskBytes, suites } = clientSays;
  draft.text('tls-client-hello', { serverName, suites: suites.length / SUITE_BYTES });
  if (ticket !== null || pskBytes.length > 0) draft.text('tls-offers-resumption', {});
}
const SUITE_BYTES = 2;

function serverHello(facts: TlsFacts, draft: Draft): void {
  const { serverSays, resumption, tls13, certificates } = facts;
  if (serverSays === null) return;
  draft.text('tls-server-hello', { version: versionName(serverSays.version), suite: suiteName(serverSays.suite) });
  if (resumption !== null) draft.text('tls-resumption', { resumption });
  if (tls13 && certificates.length === 0 && resumption !== 'psk') draft.text('tls-certificate-hidden', {});
}

function certificate({ certificates }: TlsFacts, draft: Draft): void {
  const read = certificates[0] ? readCertificate(certificates[0]) : null;
  if (read === null) return;
  const { subject, issuer, selfSigned } = read;
  draft.text('tls-certificate', { subject, issuer, selfSigned, chain: certificates.length });
}

function alert({ alerts }: TlsFacts, { from, firstFrame, lastFrame }: TlsRun, draft: Draft): void {
  const one = alerts.find((each) => each.from === from && each.frame >= firstFrame && each.frame <= lastFrame);
  const description = one?.description ?? null;
  draft.text('tls-alert', { name: description === null ? null : alertName(description) });
}
