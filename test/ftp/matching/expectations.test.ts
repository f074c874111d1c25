import { describe, expect, test } from 'vitest';
import { type Expectation, Expectations } from '../../../src/ftp/matching/expectations.js';
import { UnclaimedConnections } from '../../../src/ftp/matching/unclaimedConnections.js';
import type { SessionRecord } from '../../../src/ftp/session.js';
import { DataChannel, type TransferRecord } from '../../../src/ftp/transfer/dataChannel.js';
import { LIMITS } from '../../../src/limits.js';
import { Timeline } from '../../../src/tcp/timeline.js';
import { BuiltConnection, CaptureClock, endpoint } from '../../support/connections.js';

const SMALL = { expectations: 4, expectationSeconds: 300, expectationsPerEndpoint: 3 };
const SESSION = {} as SessionRecord;

/** What a client at 10.0.0.2 announces by PORT to the server at 10.0.0.1. */
function announce(port: number, timeNs = 0): Expectation {
  return {
    record: new DataChannel(SESSION, 1, 'PORT', null, null),
    connector: 'server',
    connectorAddress: '10.0.0.1',
    announced: { address: '10.0.0.2', port },
    announcerAddress: '10.0.0.2',
    ports: null,
    frame: 1,
    timeNs,
    replaced: false,
    state: 'open',
    byPeer: false,
  };
}

const SERVER = endpoint('10.0.0.1:20');
const matched = (all: Expectations, port: number, timeNs = 0) =>
  all.match(SERVER, endpoint(`10.0.0.2:${port}`), timeNs)?.expectation ?? null;

describe('expectations', () => {
  test('of one session for one endpoint: the later takes the place of the earlier', () => {
    const all = new Expectations(SMALL);
    const first = announce(5000);
    const second = announce(5000);
    all.add(first);
    all.add(second, first);
    expect(first.state).toBe('closed');
    expect(matched(all, 5000)).toBe(second);
    second.state = 'fulfilled';
    second.byPeer = true;
    expect(matched(all, 5000)).toBeNull();
    expect(all.crowdedOut).toBe(0);
  });

  test('are not replaced where a transfer waits, or where the endpoint is another', () => {
    const all = new Expectations(SMALL);
    const first = announce(5000);
    first.record.transfer = {} as TransferRecord;
    const second = announce(5000);
    const third = announce(5001);
    all.add(first);
    all.add(second, first);
    all.add(third, second);
    expect([first.state, second.state, third.state]).toEqual(['open', 'open', 'open']);
  });

  test('for one endpoint are bounded: those that were kept go first, then the oldest, and that is counted', () => {
    const all = new Expectations({ ...SMALL, expectations: 100 });
    const many = Array.from({ length: 5 }, () => announce(5000));
    all.add(many[0]!);
    all.add(many[1]!);
    many[1]!.state = 'fulfilled';
    all.add(many[2]!);
    all.add(many[3]!);
    expect(all.crowdedOut).toBe(0);
    expect(many[0]!.state).toBe('open');
    all.add(many[4]!);
    expect(all.crowdedOut).toBe(1);
    expect(many[0]!.state).toBe('closed');
    expect(matched(all, 5000)).toBe(many[2]);
  });

  test('of which the port is lost are bounded likewise', () => {
    const all = new Expectations({ ...SMALL, expectations: 100 });
    for (let i = 0; i < 10; i++) all.add({ ...announce(0), announced: null, ports: { from: 5000, to: 5255 } });
    expect(all.crowdedOut).toBe(7);
    expect(matched(all, 5100)).not.toBeNull();
    expect(matched(all, 4999)).toBeNull();
  });

  test('are bounded all together: the oldest goes, and counts as not used', () => {
    const all = new Expectations(SMALL);
    for (let port = 5000; port < 5005; port++) all.add(announce(port));
    expect(all.expired).toBe(1);
    expect(matched(all, 5000)).toBeNull();
    expect(matched(all, 5001)).not.toBeNull();
  });

  test('that were closed do not push open ones out', () => {
    const all = new Expectations(SMALL);
    const open = announce(4999);
    all.add(open);
    let before: Expectation | null = null;
    for (let i = 0; i < 10_000; i++) {
      const next = announce(5000);
      all.add(next, before);
      before = next;
    }
    expect(all.expired).toBe(0);
    expect(matched(all, 4999)).toBe(open);
  });

  test('expire by packet time', () => {
    const all = new Expectations(SMALL);
    all.add(announce(5000, 0));
    expect(matched(all, 5000, 300e9)).not.toBeNull();
    expect(matched(all, 5000, 301e9)).toBeNull();
    all.add(announce(5001, 301e9));
    expect(all.expired).toBe(1);
  });

  test.each([
    ['of one session', true],
    ['of many sessions', false],
  ])('for the same endpoint, a hundred thousand %s: none is gone through again', (_name, same) => {
    const all = new Expectations();
    let before: Expectation | null = null;
    for (let i = 0; i < 100_000; i++) {
      const next = announce(5000, i);
      all.add(next, same ? before : null);
      matched(all, 5000, i);
      before = next;
    }
    // Under a second; going through all of them each time would take minutes, and the runner would end the test.
    expect(matched(all, 5000)).not.toBeNull();
  });
});

describe('connections between the hosts of a session', () => {
  const clock = new CaptureClock();
  const connection = (secondsLater: number, responder = '10.0.0.1:50000') => {
    const one = new BuiltConnection(clock, '10.0.0.2:40000', responder);
    one.firstTimeNs = secondsLater * 1e9;
    return one;
  };

  test('are found by when they began, in whatever order they were noticed', () => {
    const all = new UnclaimedConnections(new Timeline());
    expect(all.watch('10.0.0.1', '10.0.0.2')).toBe(true);
    expect(all.watch('10.0.0.2', '10.0.0.1')).toBe(false);
    const [a, b, c, d] = [3, 1, 2, 2].map((seconds) => connection(seconds));
    for (const each of [a!, b!, c!, d!]) expect(all.notice(each)).toBe(true);
    expect([...all.between('10.0.0.2', '10.0.0.1', 1e9, 2e9)]).toEqual([b, d, c]);
    all.claimed(c!);
    all.claimed(c!);
    expect([...all.between('10.0.0.2', '10.0.0.1', 2e9, 9e9)]).toEqual([d, a]);
    expect([...all.all()]).toHaveLength(3);
    expect(all.notice(connection(1, '10.0.0.9:1'))).toBe(false);
  });

  test('are bounded, and what finds no room is counted', () => {
    const all = new UnclaimedConnections(new Timeline(), 2);
    all.watch('10.0.0.1', '10.0.0.2');
    for (const seconds of [1, 2, 3]) all.notice(connection(seconds));
    expect([...all.all()]).toHaveLength(2);
    expect(all.dropped).toBe(1);
  });

  test('are looked through only for the time that is asked for', () => {
    const all = new UnclaimedConnections(new Timeline());
    all.watch('10.0.0.1', '10.0.0.2');
    for (let i = 0; i < LIMITS.unclaimedConnections; i++) all.notice(connection(i));
    const taken = [...all.between('10.0.0.1', '10.0.0.2', 5_000e9, 5_002e9)].map(({ firstTimeNs }) => firstTimeNs);
    expect(taken).toEqual([5_000e9, 5_001e9, 5_002e9]);
  });
});
