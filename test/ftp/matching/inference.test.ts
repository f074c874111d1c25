/** Data connections whose announcement is not in the capture, seen through the analyzer. */
import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../../src/analyzer.js';
import type { DataConnection } from '../../../src/ftp/protocol/session.js';
import { mergePackets, TcpConversation } from '../../support/packets.js';

type Options = { others?: number; bytes?: number; from?: string };

/** A download of which the capture has 150 and 226, but no announcement, beside connections of the same hosts. */
function download({ others = 0, bytes = 1000, from = '10.0.0.2' }: Options): DataConnection[] {
  const control = new TcpConversation({ client: '10.0.0.2:4000', server: '10.0.0.1:21' });
  control.handshake();
  control.say('server', '220 ready\r\n');
  control.say('client', 'RETR a.bin\r\n');
  control.wait(20e6);
  control.say('server', `150 Opening BINARY mode data connection for a.bin (1000 bytes).\r\n`);
  control.wait(200e6);
  control.say('server', '226 Transfer complete.\r\n');
  control.close();
  const data = (port: number, length: number) => {
    const talk = new TcpConversation({ client: `${from}:${port}`, server: '10.0.0.1:50000', startNs: 10e6 });
    talk.handshake();
    talk.say('server', 'x'.repeat(length));
    talk.close('server');
    return talk.packets();
  };
  const packets = mergePackets(
    control.packets(),
    data(4100, bytes),
    ...Array.from({ length: others }, (_, i) => data(4200 + i, bytes)),
  );
  const analyzer = new Analyzer();
  for (const [i, packet] of packets.entries()) analyzer.push({ ...packet, frame: i + 1 });
  analyzer.finish();
  return [...analyzer.sessions[0]!.dataConnections];
}

describe('without an announcement', () => {
  test('the only connection that fits in time, direction and size is inferred, and says so', () => {
    const [data] = download({});
    expect(data).toMatchObject({ confidence: 'inferred', announced: null });
    expect(data!.connection?.initiator.port).toBe(4100);
    expect(data!.because.length).toBeGreaterThan(0);
    expect(data!.transfer).toMatchObject({ bytes: 1000, verdict: 'complete' });
  });

  test('of two that fit equally none is taken', () => {
    expect(download({ others: 1 }).filter(({ connection }) => connection !== null)).toEqual([]);
  });

  test('a connection of another host is never taken', () => {
    expect(download({ from: '10.0.0.9' }).filter(({ connection }) => connection !== null)).toEqual([]);
  });
});
