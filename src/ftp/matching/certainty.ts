/** How sure it is that a connection matches an announcement, and why. */
import { factsOf } from '../../fact.js';
import type { Connection } from '../../tcp/types.js';
import type { Evidence, EvidenceParams } from '../codes.js';
import type { Confidence } from '../protocol/session.js';
import type { Expectation } from './expectations.js';

const evidence = factsOf<EvidenceParams>();

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
  const known = connection.handshake.syn !== null || connection.initiatorKnown;
  return exact && (peer || thirdParty) && !isEarly(connection, expectation) && known ? 'certain' : 'likely';
}

/**
 * The reasons for `certainty`, in order, each with its frames.
 *
 * @param exact as for `certainty`
 * @param peer likewise
 * @param partner the other session's expectation that the same connection matches (FXP); null: there is none
 */
export function evidenceOfMatch(
  connection: Connection,
  expectation: Expectation,
  exact: boolean,
  peer: boolean,
  partner: Expectation | null,
): Evidence[] {
  const { announced, announcerAddress, connector, record } = expectation;
  const announcement = record.announced;
  const announcer = connector === 'client' ? 'server' : 'client';
  const frame = connection.firstFrame;
  if (!announced || !announcement)
    return [
      evidence('announcement-cut', { announcer, ports: expectation.ports }, [
        record.exchange?.replies[0]?.lastFrame,
        frame,
      ]),
    ];
  const both = [announcement.frame, frame];
  const reasons: Evidence[] = exact
    ? [evidence('to-announced', opening(connection, { announcer, ...announced }), both)]
    : [
        evidence(
          'to-announcer',
          opening(connection, { announcer, ...announced, usedPort: connection.responder.port }),
          both,
        ),
        evidence('announced-address-unused', { announcer, announced: announced.address, used: announcerAddress }, both),
      ];
  reasons.push(origin(connection, expectation, peer, partner));
  if (isEarly(connection, expectation)) reasons.push(evidence('before-announcement', {}, both));
  return reasons;
}

/** The connection came before its announcement, wherever the clock was set back. */
function isEarly({ firstFrame, firstTimeNs }: Connection, { frame, timeNs, record }: Expectation): boolean {
  const { timeline } = record.session;
  return timeline.at(firstFrame, firstTimeNs) < timeline.at(frame, timeNs);
}

/** Who opened the connection. */
function origin(
  connection: Connection,
  { connector, connectorAddress, record }: Expectation,
  peer: boolean,
  partner: Expectation | null,
): Evidence {
  const frame = connection.firstFrame;
  const { address } = connection.initiator;
  if (peer) return evidence('from-peer', opening(connection, { connector }), [frame]);
  if (partner === null)
    return evidence('from-stranger', opening(connection, { address, connector, connectorAddress }), [frame]);
  const { session, announced } = partner.record;
  const params = opening(connection, {
    address,
    // A session's number is final when the capture has ended.
    get session() {
      return session.id;
    },
  });
  return evidence('from-partner', params, [record.announced?.frame, announced?.frame, frame]);
}

/** Adds `syn`, read when it is asked for: a connection is matched before its SYN is noted. */
function opening<T extends object>(connection: Connection, params: T): T & { readonly syn: boolean } {
  return Object.defineProperty(params, 'syn', {
    enumerable: true,
    get: () => connection.handshake.syn !== null,
  }) as T & { readonly syn: boolean };
}
