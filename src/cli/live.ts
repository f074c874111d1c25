/** What a live capture needs of the command line: one line that says how it is made, and fewer rights once it is open. */
import type { LiveCapture } from '../capture/engines/launch.js';
import { dropPrivileges, userToBecome } from '../capture/privileges.js';
import { complain } from './remarks.js';
import type { Run } from './run.js';

export function whenOpen({ source }: LiveCapture, { options }: Run): void {
  const user = userToBecome(options.user, process.env);
  if (user === null) return;
  source.onOpened = () => dropPrivileges(user);
}

/** Says how it is captured. */
export function remarkEngine({ options, live, texts }: Run): void {
  if (live === null || options.quiet) return;
  const { engine, ringPackets, bufferMiB } = live;
  const words = texts.cli.engine;
  complain(
    ringPackets === null
      ? words.program(options.interfaces, engine, bufferMiB, texts.format)
      : words.cap(options.interfaces, ringPackets, bufferMiB, texts.format),
  );
}
