/** What happens when the device of a live capture is open: root's rights go, and one line says how it is captured. */
import type { LiveCapture } from '../capture/engines/launch.js';
import type { Run } from './run.js';

/** @param say takes lines for standard error */
export function whenOpen(live: LiveCapture, { options, texts }: Run, say: (line: string) => void): void {
  const { engine, ringPackets, bufferMiB, source, rights } = live;
  const words = texts.cli.engine;
  source.onAbsent = ({ fact }) => {
    if (!options.quiet) say(words.waiting(texts.say('errors', fact)));
  };
  source.onOpened = () => {
    // To open the device again takes the rights once more.
    if (!options.waitDevice) rights.drop();
    if (options.quiet) return;
    say(
      ringPackets === null
        ? words.program(options.interfaces, engine, bufferMiB, texts.format)
        : words.cap(options.interfaces, ringPackets, bufferMiB, texts.format),
    );
  };
}
