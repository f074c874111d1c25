/** Events in the form of Suricata's EVE. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { recordings } from '../support/cases.js';
import { ROOT, reportOf, run } from '../support/run.js';

type Event = {
  event_type: string;
  timestamp: string;
  flow_id: number;
  parent_id?: number;
  src_ip: string;
  src_port: number;
  community_id: string;
  host?: string;
  ftp?: {
    command?: string;
    command_data?: string;
    mode?: string;
    dynamic_port?: number;
    completion_code?: string[];
    reply?: string[];
  };
  ftp_data?: { command: string; filename?: string };
  fileinfo?: { filename: string; size: number; state: string; sha256?: string };
  flow?: { pkts_toserver: number; age: number; alerted: boolean };
  alert?: { signature: string; severity: number; category: string };
  ip_v: number;
};

const read = (text: string): Event[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Event);
const fixture = (name: string): string => path.join(ROOT, 'fixtures', name, 'capture.pcap');
const eventsOf = (name: string, ...more: string[]): Event[] => read(run(['-F', 'eve', ...more, fixture(name)]).stdout);

test('each command is an event with its replies, the greeting one without a command', () => {
  const events = eventsOf('active').filter(({ event_type }) => event_type === 'ftp');
  const [session] = reportOf([fixture('active')]).sessions;
  expect(events.map(({ ftp }) => ftp!.command ?? null)).toEqual(
    session!.dialogue.map(({ command }) => (command === null ? null : command.verb)).map((verb) => verb),
  );
  const port = events.find(({ ftp }) => ftp!.command === 'PORT')!;
  expect(port.ftp).toMatchObject({ mode: 'active', dynamic_port: session!.dataConnections[0]!.announced!.port });
  expect(events.find(({ ftp }) => ftp!.command === 'PASS')!.ftp!.command_data).toBe('********');
});

test('a file comes from its sender, with size and hash, and belongs to its control connection', () => {
  const events = eventsOf('active');
  const control = events.find(({ event_type }) => event_type === 'ftp')!;
  const files = events.filter(({ event_type }) => event_type === 'fileinfo');
  expect(files.length).toBeGreaterThan(0);
  const [session] = reportOf([fixture('active')]).sessions;
  for (const { fileinfo, ftp_data, parent_id, src_ip } of files) {
    expect(parent_id).toBe(control.flow_id);
    const data = session!.dataConnections.find(({ transfer }) => transfer?.command.argument === ftp_data!.filename)!;
    const { sha256, bytes: size, direction } = data.transfer!;
    expect(fileinfo).toMatchObject({ size, sha256, state: 'CLOSED' });
    expect(src_ip).toBe(direction === 'upload' ? session!.client.address : session!.server.address);
  }
});

test('every recording: heads are complete, flows are one a connection, findings are alerts', async () => {
  for (const each of recordings()) {
    const text = (await each.analysed()).render('eve');
    if (text === '') continue;
    const events = read(text);
    for (const event of events) {
      expect(event.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+0000$/);
      expect(event.flow_id).toBeLessThan(2 ** 51);
      expect(event.community_id).toMatch(/^1:[A-Za-z0-9+/]{27}=$/);
      if (event.ip_v === 6) expect(event.src_ip).toMatch(/^([0-9a-f]{4}:){7}[0-9a-f]{4}$/);
    }
    const flows = events.filter(({ event_type }) => event_type === 'flow').map(({ flow_id }) => flow_id);
    expect(new Set(flows).size, each.name).toBe(flows.length);
    for (const { flow_id } of events) expect(flows, each.name).toContain(flow_id);
  }
});

test('a finding is an alert, and the sensor is the host', () => {
  const events = eventsOf('pasv-dropped', '--sensor', 'edge-1');
  const alerts = events.filter(({ event_type }) => event_type === 'alert');
  expect(alerts.map(({ alert }) => alert!.category)).toContain('data-unanswered');
  expect(new Set(events.map(({ host }) => host))).toEqual(new Set(['edge-1']));
  const control = events.find(({ event_type, parent_id }) => event_type === 'flow' && parent_id === undefined)!;
  expect(control.flow!.alerted).toBe(true);
});
