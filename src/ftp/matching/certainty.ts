/** How sure it is that a connection keeps an announcement, and why: in words, with frames. */
import type { Connection } from '../../tcp/types.js';
import type { Confidence, Evidence } from '../protocol/session.js';
import type { Expectation } from './expectations.js';

/**
 * certain: announced, then opened by the expected peer (or the FXP partner) at the announced endpoint.
 * likely: one of these differs in a way that is known from the field (NAT, a lost reply's end, a joined connection).
 *
 * @param exact it went to the announced address, not to the announcer's own
 * @param peer it came from the address that was expected
 * @param thirdParty another session's announcement reported the other side to connect (FXP)
 */
export function certainty(
  connection: Connection,
  expectation: Expectation,
  exact: boolean,
  peer: boolean,
  thirdParty: boolean,
): Confidence {
  const inOrder = connection.firstTimeNs >= expectation.timeNs;
  const known = connection.handshake.syn !== null || connection.initiatorKnown;
  return exact && (peer || thirdParty) && inOrder && known ? 'certain' : 'likely';
}

/**
 * The reasons for `certainty`, in order, each with its frames.
 *
 * @param exact as for `certainty`
 * @param peer likewise
 * @param partner the other session's expectation that the same connection keeps (FXP); null: there is none
 */
export function evidence(
  connection: Connection,
  expectation: Expectation,
  exact: boolean,
  peer: boolean,
  partner: Expectation | null,
): Evidence[] {
  const { announced, announcerAddress, connector, connectorAddress, record } = expectation;
  const { initiator, responder } = connection;
  const announcement = record.announced;
  const frame = connection.firstFrame;
  // Asked when it is read: the SYN is matched before it is noted, and one that nobody answers is no connection.
  const it = (): string => (connection.handshake.syn === null ? 'the connection' : 'the SYN');
  const from = (words: string, frames: readonly number[]): Evidence => ({
    get text() {
      return `${it()} came from ${words}`;
    },
    frames,
  });
  const announcer = connector === 'client' ? 'server' : 'client';
  const result: Evidence[] = [];
  if (!announced || !announcement) {
    const range = expectation.ports
      ? ` (its beginning leaves ports ${expectation.ports.from}–${expectation.ports.to})`
      : '';
    result.push({
      text: `the end of the ${announcer}'s announcement is not in the capture${range}; this is the next connection between the two hosts`,
      frames: [record.exchange?.replies[0]?.lastFrame ?? frame, frame],
    });
    return result;
  }
  const where = exact ? 'the announced endpoint' : `port ${responder.port} of the ${announcer}'s own address`;
  result.push({
    get text() {
      return `${announcer} announced ${announced.address} port ${announced.port}; ${it()} went to ${where}`;
    },
    frames: [announcement.frame, frame],
  });
  if (!exact)
    result.push({
      text: `the announced address ${announced.address} is not the one that was used: ${announcerAddress} is the ${announcer}'s address on the control connection`,
      frames: [announcement.frame, frame],
    });
  if (peer) result.push(from(`the ${connector}, as expected`, [frame]));
  else if (partner)
    result.push(
      from(
        `${initiator.address}, which session ${partner.record.session.id} had reported to connect: a third-party transfer (RFC 959 figure 3)`,
        [announcement.frame, partner.record.announced?.frame ?? frame, frame],
      ),
    );
  else result.push(from(`${initiator.address}, not from the ${connector} (${connectorAddress})`, [frame]));
  if (connection.firstTimeNs < expectation.timeNs)
    result.push({
      text: 'the capture shows the connection before its announcement',
      frames: [frame, announcement.frame],
    });
  return result;
}
