/** The text report on a recording, at a width. */
import { readFileSync } from 'node:fs';
import { recordings } from './cases.js';
import { analyse } from './inProcess.js';

export async function textOf(name: string, width: number): Promise<string> {
  const { capture } = recordings().find((each) => each.name === name)!;
  return (await analyse(readFileSync(capture), { width })).render('text');
}
