/** How sessions come, end and are let go, seen through the analyzer. */
import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analyzer.js';
import type { Packet } from '../../src/capture/packet.js';
import { TcpConversation } from '../support/packets.js';

const SERVER = '10.0.0.1:21';

/** A login and a good-bye, from `seconds` on. */
function visit(client: string, seconds: number, close = true): Packet[] {
  const talk = new TcpConversation({ client, server: SERVER, startNs: seconds * 1e9 });
  talk.handshake();
  talk.say('server', '220 ready\r\n');
  talk.say('client', 'USER a\r\n');
  talk.say('server', '230 in\r\n');
  talk.say('client', 'QUIT\r\n');
  talk.say('server', '221 bye\r\n');
  if (close) talk.close();
  return talk.packets();
}

function analyzed(...lists: Packet[][]): Analyzer {
  const analyzer = new Analyzer();
  let frame = 0;
  for (const packet of lists.flat()) analyzer.push({ ...packet, frame: ++frame });
  return analyzer;
}

const ids = (sessions: Iterable<{ id: number }>) => [...sessions].map(({ id }) => id);

describe('a session', () => {
  test('has its number from the beginning, and ends a moment after its control connection', () => {
    const first = visit('10.0.0.2:4000', 0);
    const analyzer = analyzed(first);
    expect(ids(analyzer.sessions)).toEqual([1]);
    expect(analyzer.takeEnded()).toEqual([]);
    for (const packet of visit('10.0.0.2:4001', 5)) analyzer.push({ ...packet, frame: packet.frame + first.length });
    const ended = analyzer.takeEnded();
    expect(ids(ended)).toEqual([1]);
    expect(ended[0]!.control.gone).toBe(true);
    expect(ids(analyzer.takeEnded())).toEqual([]);
    analyzer.finish();
    expect(ids(analyzer.takeEnded())).toEqual([2]);
    expect(ids(analyzer.sessions)).toEqual([1, 2]);
  });

  test('that is let go is counted, and no longer held; one that is open is not let go', () => {
    const analyzer = analyzed(visit('10.0.0.2:4000', 0), visit('10.0.0.2:4001', 5, false));
    for (const session of analyzer.sessions) analyzer.letGo(session);
    expect(ids(analyzer.sessions)).toEqual([2]);
    expect(analyzer.sessionCount).toBe(2);
    analyzer.finish();
    expect(ids(analyzer.takeEnded())).toEqual([1, 2]);
  });

  test('is among the changed only when something in it has changed', () => {
    const analyzer = analyzed(visit('10.0.0.2:4000', 0));
    expect(ids(analyzer.takeChanged())).toEqual([1]);
    expect(ids(analyzer.takeChanged())).toEqual([]);
    analyzer.finish();
    expect(ids(analyzer.takeChanged())).toEqual([1]);
  });
});

test('after a session has ended, a connection to its client’s port is not its default data connection', () => {
  const stranger = new TcpConversation({
    client: '10.0.0.1:50000',
    server: '10.0.0.2:4000',
    startNs: 60e9,
  });
  stranger.handshake();
  const during = new TcpConversation({ client: '10.0.0.1:20', server: '10.0.0.2:4001', startNs: 1e9 });
  during.handshake();
  const late = analyzed(visit('10.0.0.2:4000', 0), stranger.packets());
  late.finish();
  expect(late.sessions[0]!.dataConnections).toEqual([]);
  const within = analyzed(visit('10.0.0.2:4001', 0, false), during.packets());
  within.finish();
  expect(within.sessions[0]!.dataConnections.map(({ mode }) => mode)).toEqual(['DEFAULT']);
});
