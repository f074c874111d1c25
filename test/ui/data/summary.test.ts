/** What the UI says of sessions and transfers is what the report says of them. */
import { expect, test } from 'vitest';
import type { DataConnection } from '../../../src/ftp/protocol/session.js';
import { stateOf } from '../../../src/model/summary.js';
import type { Connection } from '../../../src/tcp/types.js';
import { endOf } from '../../../src/ui/data/summary.js';
import { certificateOf } from '../../../src/ui/panels/certificate.js';
import { transferDetail } from '../../../src/ui/panels/transferDetail.js';
import { noRows } from '../../../src/ui/terminal/rowList.js';
import { lineText } from '../../../src/ui/terminal/text.js';
import { activeListing } from '../../support/scenes.js';
import { stageOfSessions } from '../support/stage.js';

const fin = { from: 'initiator', frame: 7, ackFrame: null } as const;
const withTeardown = (teardown: Partial<Connection['teardown']>, closed: boolean): Connection => {
  const { control } = activeListing().session;
  return { ...control, closed, teardown: { kind: 'none', fins: [], rst: null, unseenFins: [], ...teardown } };
};

test('what an RST cut off while it closed was reset, in both', () => {
  const cut = withTeardown({ kind: 'fin', fins: [fin], rst: { from: 'responder', frame: 8 } }, true);
  expect([stateOf(cut), endOf(cut)]).toEqual(['reset', 'reset']);
});

test('of one that closes, the UI tells whether all of it has come', () => {
  expect(endOf(withTeardown({ kind: 'fin', fins: [fin] }, false))).toBe('closing');
  expect(endOf(withTeardown({ kind: 'fin', fins: [fin] }, true))).toBe('closed');
  expect(endOf(withTeardown({}, false))).toBe('open');
});

test('beside the list and in its own view, a transfer has the same hashes and holes under the same names', () => {
  const { session } = activeListing();
  const data = session.dataConnections[0]!;
  const transfer = {
    ...data.transfer!,
    sha256: 'a'.repeat(64),
    contentBytes: 900,
    contentSha256: 'b'.repeat(64),
    missing: [[0, 100], [200, 250]] as const, // biome-ignore format: two ranges
  };
  const holed = { ...data, transfer };
  const { context, state } = stageOfSessions([session]);
  const props = { state, context, columns: 200, list: noRows<DataConnection>() };
  const detail = transferDetail(holed, props, 200).map(lineText);
  const whole = certificateOf(holed, context, null);
  for (const name of ['SHA-256', 'as sent', 'missing']) {
    const { text } = whole.find((one) => one.name === name)!;
    expect(detail).toContain(`${name.padEnd(12)}${text}`);
  }
  expect(detail).toContain('missing     150 bytes: 0–99, 200–249');
});
