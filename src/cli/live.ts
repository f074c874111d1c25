/** What happens when the device of a live capture is open: fewer rights, and one line that says how it is captured. */
import type { LiveCapture } from '../capture/engines/launch.js';
import { dropPrivileges, userToBecome } from '../capture/privileges.js';
import type { Run } from './run.js';

/** @param say takes lines for standard error */
export function whenOpen(live: LiveCapture, { options, texts }: Run, say: (line: string) => void): void {
  const user = userToBecome(options.user, process.env);
  live.source.onOpened = () => {
    if (user !== null) dropPrivileges(user);
    if (options.quiet) return;
    const { engine, ringPackets, bufferMiB } = live;
    const words = texts.cli.engine;
    say(
      ringPackets === null
        ? words.program(options.interfaces, engine, bufferMiB, texts.format)
        : words.cap(options.interfaces, ringPackets, bufferMiB, texts.format),
    );
  };
}
