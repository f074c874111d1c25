/** A password must not be seen in any packet that carries it, however often and in whatever pieces it travelled. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { pcapBytes } from '../../support/packets.js';
import { readScript } from '../../support/script.js';
import { type Stage, stageOf } from '../support/stage.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Packets = ReturnType<typeof readScript>['packets'];

async function opened(packets: Packets): Promise<Stage> {
  const file = path.join(folder, 'capture.pcap');
  writeFileSync(file, pcapBytes(packets));
  return stageOf(file, { size: { columns: 200, rows: 60 } });
}

/** What the packet view shows of each frame. */
function* everyPacket(stage: Stage, count: number): Iterable<string> {
  for (let frame = 1; frame <= count; frame++) {
    stage.press('6', ':', `type:${frame}`, 'enter', '6', 'G');
    yield stage.text;
  }
}

const DIALOGUE = `
control 10.0.0.2:40000 -> 10.0.0.1:21
S: 220 ready
C: USER bob
S: 331 password
twice C: PASS geheim99
S: 230 in
C: PWD
S: 257 "/"
`;

test('a password that was captured twice', async () => {
  const { packets } = readScript(`title t\nwhy w\n${DIALOGUE}`);
  const stage = await opened(packets);
  let masked = 0;
  for (const screen of everyPacket(stage, packets.length)) {
    expect(screen).not.toContain('geheim');
    expect(screen).not.toContain('67 65 68 65');
    if (screen.includes('** ** **')) masked++;
  }
  expect(masked).toBe(2);
});

const ETHERNET_BYTES = 14;
const IPV4_BYTES = 20;
const FIRST_BYTES = 24;

/** Two fragments (RFC 791 §3.2) of an IPv4 packet: the first has the TCP header and four bytes more. */
function fragments(packet: Packets[number]): Packets {
  const whole = packet.bytes.subarray(ETHERNET_BYTES + IPV4_BYTES);
  const part = (from: number, to: number): Packets[number] => {
    const bytes = Buffer.concat([packet.bytes.subarray(0, ETHERNET_BYTES + IPV4_BYTES), whole.subarray(from, to)]);
    bytes.writeUInt16BE(IPV4_BYTES + to - from, ETHERNET_BYTES + 2);
    bytes.writeUInt16BE((to < whole.length ? 0x2000 : 0) | (from >> 3), ETHERNET_BYTES + 6);
    return { ...packet, bytes, originalBytes: bytes.length };
  };
  return [part(0, FIRST_BYTES), part(FIRST_BYTES, whole.length)];
}

test.each([
  ['in order', (parts: Packets) => parts],
  ['the last first', (parts: Packets) => [...parts].reverse()],
])('a password in IP fragments, %s', async (_name, order) => {
  const { packets } = readScript(`title t\nwhy w\n${DIALOGUE.replace('twice ', '')}`);
  const sent = packets.flatMap((packet) =>
    Buffer.from(packet.bytes).includes('geheim') ? order(fragments(packet)) : [packet],
  );
  expect(sent).toHaveLength(packets.length + 1);
  const stage = await opened(sent.map((packet, i) => ({ ...packet, frame: i + 1 })));
  stage.press('3');
  expect(stage.text).toContain('PASS ********');
  for (const screen of everyPacket(stage, sent.length)) {
    expect(screen).not.toContain('geheim');
    expect(screen).not.toContain('67 65 68 65');
  }
});
