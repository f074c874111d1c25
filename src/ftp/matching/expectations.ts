/**
 * What announcements let us expect: for each endpoint a list of expectations, all sessions together, because the SYN that
 * keeps one may go to another address than announced (NAT), or come from another host (FXP). The SYN decides.
 */
import { NS_PER_SECOND } from '../../bytes/units.js';
import { LIMITS, type Limits } from '../../limits.js';
import type { Endpoint } from '../../tcp/types.js';
import { formatAddress } from '../../wire/address.js';
import type { Segment } from '../../wire/segment.js';
import type { DataChannel } from '../transfer/dataChannel.js';

export type Expectation = {
  readonly record: DataChannel;
  /** Who is expected to send the SYN, by its address on the control connection. */
  readonly connector: 'client' | 'server';
  readonly connectorAddress: string;
  /** The announced endpoint; null where the announcement's end is lost. */
  readonly announced: Endpoint | null;
  /** The announcer's address on the control connection: where peers go when the announced one cannot be right. */
  readonly announcerAddress: string;
  /** Ports that a lost end leaves open; null where the port is known. */
  readonly ports: { readonly from: number; readonly to: number } | null;
  /** Where it was asked for or announced, and when. */
  readonly frame: number;
  readonly timeNs: number;
  /** A newer announcement of the same session took its place. */
  replaced: boolean;
  /**
   * open: a connection is awaited; fulfilled: one has come, and another may take its place (a repeated attempt); closed:
   * refused, expired or given up, and matched no more.
   */
  state: 'open' | 'fulfilled' | 'closed';
  /** The SYN that fulfilled it came from the expected peer. */
  byPeer: boolean;
};

export type Match = {
  readonly expectation: Expectation;
  /** The connection went to the announced address, not to the announcer's address on the control connection. */
  readonly exact: boolean;
  /** It came from the address that was expected. */
  readonly peer: boolean;
  /** The other half of a third-party transfer (FXP): the same connection keeps the announcement of another session. */
  readonly partner: Expectation | null;
};

const key = (address: string, port: number): string => `${address} ${port}`;

type ExpectationLimits = Pick<Limits, 'expectations' | 'expectationSeconds' | 'expectationsPerEndpoint'>;

export class Expectations {
  #byEndpoint = new Map<string, Expectation[]>();
  /** By the announcer's address, those whose port is not known. */
  #unknownPort = new Map<string, Expectation[]>();
  /** How many lists there are for a port: most connections go to a port that nobody announced. */
  #ports = new Map<number, number>();
  /** In order of time, for expiry; those that were closed meanwhile included. */
  #queue: Expectation[] = [];
  #queueStart = 0;
  /** Those in the queue that are not closed. */
  #live = 0;
  /** Announcements that nobody used and that were given up: in time, or because there were too many; and for one endpoint. */
  expired = 0;
  crowdedOut = 0;

  constructor(private readonly limits: ExpectationLimits = LIMITS) {}

  /** @param before the last expectation of the same session */
  add(expectation: Expectation, before: Expectation | null = null): void {
    // The same announcement again: nobody can tell which of the two a connection keeps, so the later one counts.
    if (before?.state === 'open' && before.record.transfer === null && sameEndpoint(before, expectation))
      this.close(before);
    this.#expire(expectation.timeNs);
    this.#queue.push(expectation);
    this.#live++;
    const { announced, announcerAddress } = expectation;
    if (!announced) {
      let list = this.#unknownPort.get(announcerAddress);
      if (!list) {
        list = [];
        this.#unknownPort.set(announcerAddress, list);
      }
      this.#append(list, expectation);
      return;
    }
    this.#append(this.#list(announced.address, announced.port), expectation);
    if (announced.address !== announcerAddress) this.#append(this.#list(announcerAddress, announced.port), expectation);
  }

  /** The server refused it, or its session ended. */
  close(expectation: Expectation): void {
    if (expectation.state !== 'closed') this.#live--;
    expectation.state = 'closed';
    this.#remove(expectation);
  }

  /** Can the connection be the one that is expected, as far as its end points tell? */
  static fits(expectation: Expectation, initiator: Endpoint, responder: Endpoint): boolean {
    const { announced, announcerAddress, connectorAddress, ports } = expectation;
    if (announced !== null && announced.port !== responder.port) return false;
    if (announced?.address !== responder.address && announcerAddress !== responder.address) return false;
    const peer = connectorAddress === initiator.address;
    if (announced === null)
      return peer && (ports === null || (responder.port >= ports.from && responder.port <= ports.to));
    return peer || announced.address === responder.address;
  }

  /** Something is expected to go to this port, whatever the address. */
  expectsPort(port: number): boolean {
    return this.#ports.has(port) || this.#unknownPort.size > 0;
  }

  /**
   * Who opened a connection whose SYN was not captured: where an announcement names one of its ends, that end waited.
   * True: the sender of this segment; null: nothing tells.
   */
  opener(segment: Segment): boolean | null {
    const { family, srcPort, dstPort, timeNs } = segment;
    if (!this.#ports.has(dstPort) && !this.#ports.has(srcPort)) return null;
    const from = {
      address: formatAddress(family, segment.src0, segment.src1, segment.src2, segment.src3),
      port: srcPort,
    };
    const to = {
      address: formatAddress(family, segment.dst0, segment.dst1, segment.dst2, segment.dst3),
      port: dstPort,
    };
    const forwards = this.match(from, to, timeNs) !== null;
    return forwards === (this.match(to, from, timeNs) !== null) ? null : forwards;
  }

  /** The expectation that a connection fulfils, if any; the caller then sets its state. */
  match(initiator: Endpoint, responder: Endpoint, timeNs: number): Match | null {
    const list = this.#find(responder);
    let best: Match | null = null;
    let bestRank = -1;
    for (const expectation of list ?? []) {
      const exact = expectation.announced?.address === responder.address;
      const peer = expectation.connectorAddress === initiator.address;
      if (!exact && !peer) continue;
      if (!this.#available(expectation, peer, timeNs)) continue;
      const rank =
        (expectation.state === 'open' ? 16 : 0) +
        (peer ? 8 : 0) +
        (exact ? 4 : 0) +
        (expectation.replaced ? 0 : 2) +
        (expectation.record.transfer ? 1 : 0);
      if (rank > bestRank) {
        bestRank = rank;
        best = { expectation, exact, peer, partner: null };
      }
    }
    if (best) return { ...best, partner: this.#partner(best, list!, timeNs) };
    if (this.#unknownPort.size === 0) return null;
    const open = this.#unknownPort
      .get(responder.address)
      ?.find(
        (e) =>
          e.state === 'open' &&
          Expectations.fits(e, initiator, responder) &&
          timeNs - e.timeNs <= LIMITS.expectationSeconds * NS_PER_SECOND,
      );
    return open ? { expectation: open, exact: false, peer: true, partner: null } : null;
  }

  /**
   * An active announcement that was kept before and whose endpoint is used again: a PORT holds until the next one
   * (RFC 959 §4.1.2 names no end).
   */
  keptBefore(initiator: Endpoint, responder: Endpoint, timeNs: number): Expectation | null {
    const list = this.#find(responder);
    const kept = list?.findLast(
      (e) =>
        e.state === 'fulfilled' && e.connector === 'server' && e.connectorAddress === initiator.address && !e.replaced,
    );
    return kept && timeNs - kept.timeNs <= LIMITS.expectationSeconds * NS_PER_SECOND ? kept : null;
  }

  #available(expectation: Expectation, peer: boolean, timeNs: number): boolean {
    if (timeNs - expectation.timeNs > LIMITS.expectationSeconds * NS_PER_SECOND) return false;
    if (expectation.state === 'open') return true;
    if (expectation.state === 'closed' || !peer) return false;
    // Kept once already: again only after an attempt that failed, or when a stranger was first.
    return !expectation.byPeer || expectation.record.attemptFailed;
  }

  /** FXP: one server waits (PASV), the other was reported to connect there (PORT); both dialogues speak of one connection. */
  #partner(best: Match, list: readonly Expectation[], timeNs: number): Expectation | null {
    const { expectation } = best;
    return (
      list.find(
        (e) =>
          e !== expectation &&
          e.state === 'open' &&
          e.connector !== expectation.connector &&
          e.record.session !== expectation.record.session &&
          e.announced?.address === expectation.announced?.address &&
          timeNs - e.timeNs <= LIMITS.expectationSeconds * NS_PER_SECOND,
      ) ?? null
    );
  }

  /** The other half of a third-party transfer, whether or not its connection is in the capture: the same endpoint, announced to another session. */
  counterpart(expectation: Expectation): Expectation | null {
    const { announced } = expectation;
    const list = announced && this.#find(announced);
    const other = list?.findLast(
      (e) =>
        e.state === 'open' &&
        e.connector !== expectation.connector &&
        e.record.session !== expectation.record.session &&
        e.announced?.address === announced?.address &&
        e.record.session.client.address === expectation.record.session.client.address,
    );
    return other && expectation.timeNs - other.timeNs <= LIMITS.expectationSeconds * NS_PER_SECOND ? other : null;
  }

  #find({ address, port }: Endpoint): Expectation[] | undefined {
    return this.#ports.has(port) ? this.#byEndpoint.get(key(address, port)) : undefined;
  }

  #append(list: Expectation[], expectation: Expectation): void {
    list.push(expectation);
    if (list.length <= this.limits.expectationsPerEndpoint) return;
    // The oldest goes that was kept, or else the oldest.
    const kept = list.findIndex((each) => each.state !== 'open');
    const [given] = list.splice(Math.max(0, kept), 1);
    if (given?.state !== 'open') return;
    this.crowdedOut++;
    this.close(given);
  }

  #list(address: string, port: number): Expectation[] {
    const name = key(address, port);
    let list = this.#byEndpoint.get(name);
    if (!list) {
      list = [];
      this.#byEndpoint.set(name, list);
      this.#ports.set(port, (this.#ports.get(port) ?? 0) + 1);
    }
    return list;
  }

  #expire(nowNs: number): void {
    for (; this.#queueStart < this.#queue.length; this.#queueStart++) {
      const oldest = this.#queue[this.#queueStart]!;
      if (oldest.state === 'closed') continue;
      const late = nowNs - oldest.timeNs > this.limits.expectationSeconds * NS_PER_SECOND;
      if (!late && this.#live < this.limits.expectations) break;
      if (oldest.state === 'open') this.expired++;
      this.close(oldest);
    }
    if (this.#queueStart > 1024 && this.#queueStart * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#queueStart);
      this.#queueStart = 0;
    } else if (this.#queue.length > 1024 + 2 * (this.#live + this.#queueStart)) {
      this.#queue = this.#queue.slice(this.#queueStart).filter(({ state }) => state !== 'closed');
      this.#queueStart = 0;
    }
  }

  #remove(expectation: Expectation): void {
    const { announced, announcerAddress } = expectation;
    if (!announced) {
      const list = this.#unknownPort.get(announcerAddress);
      if (list && without(list, expectation)) this.#unknownPort.delete(announcerAddress);
      return;
    }
    this.#removeFrom(announced.address, announced.port, expectation);
    if (announced.address !== announcerAddress) this.#removeFrom(announcerAddress, announced.port, expectation);
  }

  #removeFrom(address: string, port: number, expectation: Expectation): void {
    const name = key(address, port);
    const list = this.#byEndpoint.get(name);
    if (!list || !without(list, expectation)) return;
    this.#byEndpoint.delete(name);
    const others = this.#ports.get(port)! - 1;
    if (others > 0) this.#ports.set(port, others);
    else this.#ports.delete(port);
  }
}

/** Takes one out of a list, which is short; true where nothing is left. */
function without(list: Expectation[], expectation: Expectation): boolean {
  const at = list.indexOf(expectation);
  if (at >= 0) list.splice(at, 1);
  return list.length === 0;
}

const sameEndpoint = (a: Expectation, b: Expectation): boolean =>
  a.announced !== null &&
  a.announced.port === b.announced?.port &&
  a.announced.address === b.announced.address &&
  a.connector === b.connector;
