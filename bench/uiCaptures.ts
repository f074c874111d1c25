/** Captures that are hard on a screen rather than on the analysis: very many rows of one kind. */

import type { Made } from './captures.js';
import { ACK, address, CaptureWriter, type Host, Talk } from './captureWriter.js';

const SERVER: Host = { address: address('10.9.0.1'), port: 21 };
const LINE = Buffer.alloc(64, 'x');

export type UiCapture = {
  readonly name: string;
  readonly what: string;
  make(path: string, amount: number): Made;
};

export const UI_CAPTURES = {
  /** Small whole sessions, so that their number counts and not their bytes. */
  sessions: { name: 'sessions', what: 'small sessions, 32 at a time', make: manySessions },
  /** One session whose ladder has two rows for each command. */
  commands: { name: 'commands', what: 'one session, commands', make: manyCommands },
  /** One session, each transfer of which has a dozen rows. */
  transfers: { name: 'transfers', what: 'one session, transfers', make: manyTransfers },
} as const satisfies Record<string, UiCapture>;

function written(path: string, fill: (out: CaptureWriter) => void): Made {
  const out = new CaptureWriter(path);
  fill(out);
  out.close();
  return { packets: out.packets, bytes: out.bytes };
}

function login(out: CaptureWriter, client: Host, user: string): Talk {
  const control = new Talk(out, client, SERVER, client.address * 31 + client.port);
  control.open();
  control.say(1, '220 ready');
  for (const [command, reply] of [
    [`USER ${user}`, '331 password'],
    ['PASS secret', '230 welcome'],
  ] as const) {
    control.say(0, command);
    control.say(1, reply);
  }
  return control;
}

/** One passive download of `bytes` bytes; every seventh ends without a success, so that there is something to find. */
function download(out: CaptureWriter, control: Talk, client: Host, index: number, bytes: number): void {
  const port = 32_768 + ((index * 13) % 28_000);
  control.say(0, 'PASV');
  control.say(1, `227 Entering Passive Mode (10,9,0,1,${port >> 8},${port & 255}).`);
  const from = { address: client.address, port: 1024 + ((index * 7) % 30_000) };
  const data = new Talk(out, from, { address: SERVER.address, port }, index * 40_503 + 7);
  data.open();
  control.say(0, `RETR file${index}.bin`);
  control.say(1, '150 here it comes');
  for (let left = bytes; left > 0; left -= LINE.length)
    data.send(1, ACK, LINE.subarray(0, Math.min(left, LINE.length)));
  data.send(0, ACK);
  data.close(1);
  control.say(1, index % 7 === 6 ? '451 aborted' : '226 done');
}

function manySessions(path: string, count: number): Made {
  return written(path, (out) => {
    const live: Generator<void>[] = [];
    for (let begun = 0; begun < count || live.length > 0; ) {
      while (live.length < 32 && begun < count) live.push(smallSession(out, begun++));
      for (let i = live.length - 1; i >= 0; i--) if (live[i]!.next().done === true) live.splice(i, 1);
    }
  });
}

function* smallSession(out: CaptureWriter, index: number): Generator<void> {
  const client: Host = { address: address('10.16.0.1') + Math.floor(index / 60), port: 40_000 + (index % 60) * 400 };
  const control = login(out, client, `user${index % 1000}`);
  yield;
  download(out, control, client, index, 64 + (index % 50) * 64);
  yield;
  control.say(0, 'QUIT');
  control.say(1, '221 bye');
  control.close(1);
}

function manyCommands(path: string, count: number): Made {
  return written(path, (out) => {
    const control = login(out, { address: address('10.16.0.1'), port: 40_000 }, 'loop');
    for (let i = 0; i < count; i++) {
      control.say(0, `SIZE file${i}.bin`);
      control.say(1, i % 1000 === 999 ? '550 no such file' : `213 ${i}`);
    }
    control.close(0);
  });
}

function manyTransfers(path: string, count: number): Made {
  return written(path, (out) => {
    const client: Host = { address: address('10.16.0.1'), port: 40_000 };
    const control = login(out, client, 'mirror');
    for (let i = 0; i < count; i++) download(out, control, client, i, 640);
    control.close(0);
  });
}
