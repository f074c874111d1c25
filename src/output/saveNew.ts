/** Writes a new file, never over an old one. */
import { open } from 'node:fs/promises';
import { codeOf } from '../capture/systemErrors.js';
import type { Fact } from '../fact.js';
import type { OutputErrorParams } from './codes.js';
import { outputError } from './facts.js';

/** Creates an empty file to be filled later. @returns null, or why it could not be created */
export const reserve = (path: string): Promise<Fact<OutputErrorParams> | null> => saveNew(path, []);

/** @returns null, or why it could not be written */
export async function saveNew(path: string, chunks: Iterable<string>): Promise<Fact<OutputErrorParams> | null> {
  try {
    const file = await open(path, 'wx');
    try {
      for (const chunk of chunks) await file.write(chunk);
    } finally {
      await file.close();
    }
    return null;
  } catch (error) {
    return notCreated(path, error);
  }
}

/** Why a new file could not be created. */
export function notCreated(path: string, error: unknown): Fact<OutputErrorParams> {
  const code = codeOf(error);
  return code === 'EEXIST' ? outputError('file-exists', { path }) : outputError('file-unsaved', { path, error: code });
}
