/** Captures of many sessions, one after the other. */
import { address, CaptureWriter, Talk } from '../../bench/captureWriter.js';

type Wanted = { readonly sessions: number; readonly commands: number /** They end. */; readonly closed: boolean };

/** Writes a pcap file of sessions that change their directory again and again. */
export function writeSessions(file: string, { sessions, commands, closed }: Wanted): void {
  const out = new CaptureWriter(file);
  const server = { address: address('10.9.0.1'), port: 21 };
  for (let i = 0; i < sessions; i++) {
    const talk = new Talk(out, { address: address('10.16.0.1') + i, port: 40_000 }, server, i * 7919);
    talk.open();
    talk.say(1, '220 ready');
    for (let k = 0; k < commands; k++) {
      talk.say(0, `CWD /some/folder/${i}/${k}`);
      talk.say(1, `250 Directory changed to ${i}/${k}.`);
    }
    if (!closed) continue;
    talk.close(0);
    out.timeUs += 50_000;
  }
  out.close();
}
