/** What replies to commands do to the state of a session; the table of commands says which command does what. */
import { LIMITS } from '../../limits.js';
import { hitLimit } from '../../tcp/limitsHit.js';
import type { Effect } from './commandRow.js';
import { parentPath, printedDirectory, resolvePath, toldDirectory } from './directory.js';
import { reportedSize } from './replyText.js';
import { initialState } from './state.js';

export const changeDirectory: Effect = (state, argument, reply) => {
  state.directory = toldDirectory(reply.text) ?? resolvePath(state.directory, argument);
};
export const toParent: Effect = (state, _argument, reply) => {
  state.directory = toldDirectory(reply.text) ?? parentPath(state.directory);
};
export const printDirectory: Effect = (state, _argument, reply) => {
  state.directory = printedDirectory(reply.text) ?? state.directory;
};
export const forgetDirectory: Effect = (state) => {
  state.directory = null;
};

export const login: Effect = (state, _argument, reply) => {
  if (reply.code === 230 || reply.code === 232) state.loggedIn = true;
};
export const loginFailed: Effect = (state) => {
  state.loggedIn ??= false;
};
/** As at the beginning; files keep their sizes. */
export const startOver: Effect = (state) => {
  Object.assign(state, initialState(state.limitsHit), { sizes: state.sizes });
};

const letter = <T extends string>(argument: string, letters: string): T | null => {
  const first = argument.charAt(0).toUpperCase();
  return first !== '' && letters.includes(first) ? (first as T) : null;
};
export const setType: Effect = (state, argument) => {
  state.type = letter(argument, 'AIEL') ?? state.type;
};
export const setStructure: Effect = (state, argument) => {
  state.structure = letter(argument, 'FRP') ?? state.structure;
};
export const setMode: Effect = (state, argument) => {
  state.mode = letter(argument, 'SBCZ') ?? state.mode;
};
export const setProtection: Effect = (state, argument) => {
  state.protection = letter(argument, 'P') ?? 'C';
};

export const allocate: Effect = (state, argument, _reply, frame) => {
  const bytes = /^\d{1,15}/.exec(argument);
  state.allocated = bytes ? { bytes: Number(bytes[0]), frame } : null;
};
export const restartAt: Effect = (state, argument) => {
  state.restart = /^\d{1,15}$/.test(argument.trim()) ? Number(argument) : null;
};
export const noteSize: Effect = (state, argument, reply, frame) => {
  const bytes = reportedSize(reply.text);
  if (bytes === null || state.type === 'A') return;
  if (state.sizes.size >= LIMITS.sizesPerSession) return hitLimit(state.limitsHit, 'sizes-dropped');
  state.sizes.set(resolvePath(state.directory, argument) ?? argument, { bytes, frame });
};
