/** Answers that need no capture. */
import { listDevices } from '../capture/capPackage.js';
import { openOutput } from '../output/stream.js';
import { EXIT } from './exitCodes.js';

/** To standard output; gives the exit code. */
export async function print(text: string): Promise<number> {
  const output = await openOutput(null);
  await output.write(text);
  await output.end();
  return EXIT.done;
}

/** `-D`: one device a line, with its addresses. */
export async function printDevices(): Promise<number> {
  const devices = await listDevices();
  const width = Math.max(...devices.map(({ name }) => name.length), 0);
  const lines = devices.map(({ name, description, addresses }) =>
    [name.padEnd(width), addresses.join(' '), description ? `(${description})` : '']
      .filter((part) => part !== '')
      .join('  ')
      .trimEnd(),
  );
  return print(`${lines.join('\n')}\n`);
}
