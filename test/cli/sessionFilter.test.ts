/** --session-filter: the filters of the UI, for reports. */
import { expect, test } from 'vitest';
import { ROOT, run } from '../support/run.js';

const FILE = 'fixtures/login-failures/capture.pcap';
const ids = (filter: string): number[] => {
  const { stdout, status } = run(['--json', '--session-filter', filter, FILE], { cwd: ROOT });
  expect(status).toBe(0);
  return (JSON.parse(stdout) as { sessions: { id: number }[] }).sessions.map(({ id }) => id);
};

test('reports only the sessions that it takes', () => {
  expect(ids('failed')).toEqual([4]);
  expect(ids('user == anonymous && mode == EPSV')).toEqual([2, 3]);
});

test('what cannot be read is reported, with exit code 2', () => {
  const { stderr, status } = run(['--json', '--session-filter', 'mode == PAVS', FILE], { cwd: ROOT });
  expect(status).toBe(2);
  expect(stderr).toContain("'mode' is never 'PAVS'");
});
