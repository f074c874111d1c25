/** Writes a new file, never over an old one. */
import { open } from 'node:fs/promises';
import { whyNotCreated } from '../capture/systemErrors.js';

/** Creates an empty file for somebody else to fill. @returns null, or in one line why it could not be created */
export const reserve = (path: string): Promise<string | null> => saveNew(path, []);

/** @returns null, or in one line why it could not be written */
export async function saveNew(path: string, chunks: Iterable<string>): Promise<string | null> {
  try {
    const file = await open(path, 'wx');
    try {
      for (const chunk of chunks) await file.write(chunk);
    } finally {
      await file.close();
    }
    return null;
  } catch (error) {
    return whyNotCreated(path, error);
  }
}
