/** Members of the JSON report that say in words and codes what ladder and explanations say. */
import { expect, test } from 'vitest';
import { recordings } from '../../support/cases.js';

const reportOf = async (name: string) =>
  recordings()
    .find((each) => each.name === name)!
    .report();

test('the ten steps have titles with their hosts and ports, in active and in passive mode', async () => {
  const titles = async (name: string) =>
    (await reportOf(name)).sessions[0]!.dataConnections[0]!.steps.map(({ title }) => title.text);
  expect((await titles('active')).slice(3, 8)).toEqual([
    'the client announces that it listens on 10.77.0.2:37367',
    'the server 10.77.0.1:20 sends SYN to 10.77.0.2:37367',
    'the client 10.77.0.2:37367 answers SYN+ACK',
    'the server 10.77.0.1:20 sends ACK: the data connection is open',
    'the data passes, from 10.77.0.1:20 to 10.77.0.2:37367',
  ]);
  const passive = await titles('passive');
  expect(passive[0]).toMatch(/^the client 10\.77\.0\.2:\d+ sends SYN to the control port, 10\.77\.0\.1:21$/);
  expect(passive[3]).toMatch(/^the client asks, and the server announces that it listens on 10\.77\.0\.1:\d+$/);
  expect(passive[4]).toMatch(/^the client 10\.77\.0\.2:\d+ sends SYN to 10\.77\.0\.1:\d+$/);
});

test('a step that failed says why, as a code with its values', async () => {
  const { dataConnections } = (await reportOf('pasv-dropped')).sessions[0]!;
  expect(dataConnections[0]!.steps[5]).toMatchObject({
    state: 'failed',
    note: { code: 'never-answered', params: {}, text: 'never answered' },
  });
  expect(dataConnections[0]!.steps[0]!.note).toBeNull();
});

test('ports have a class and a service, replies a meaning, and it is said who closed first', async () => {
  const session = (await reportOf('active')).sessions[0]!;
  expect(session.server).toMatchObject({ port: 21, portClass: 'well-known', service: 'ftp' });
  expect(session.client).toMatchObject({ portClass: 'dynamic', service: null });
  expect(session.dialogue[0]!.replies[0]!.meaning).toBe('the service is ready for a new user');
  expect([session.ended, session.closedFirst]).toEqual(['closed', 'server']);
  const [data] = session.dataConnections;
  expect(data).toMatchObject({ modeKind: 'active', closedFirst: 'server', announced: { portClass: 'registered' } });
  const dropped = (await reportOf('pasv-dropped')).sessions[0]!.dataConnections[0]!;
  expect(dropped).toMatchObject({ modeKind: 'passive', closedFirst: null });
});
