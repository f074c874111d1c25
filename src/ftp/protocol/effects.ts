/** What replies to commands do to the state of a session; the table of commands says which command does what. */
import { LIMITS } from '../../limits.js';
import { hitLimit } from '../../tcp/limitsHit.js';
import type { Effect } from './commandRow.js';
import { firstDirectory, isRelative, parentPath, printedDirectory, resolvePath, toldDirectory } from './directory.js';
import { reportedSize } from './replyText.js';
import { type DialogueState, initialState } from './state.js';

/** The first directory is known now: sizes that were reported for files below it are those of absolute paths. */
function nameFirst(state: DialogueState, absolute: string): void {
  const first =
    state.directory !== null && isRelative(state.directory) ? firstDirectory(state.directory, absolute) : null;
  if (first === null) return;
  for (const [path, size] of [...state.sizes.entries()])
    if (isRelative(path)) {
      state.sizes.delete(path);
      state.sizes.set(resolvePath(first, path) ?? path, size);
    }
}

function moveTo(state: DialogueState, followed: string | null, reported: string | null): void {
  state.directory = followed;
  if (reported === null) return;
  nameFirst(state, reported);
  state.directory = reported;
}

export const changeDirectory: Effect = (state, argument, reply) => {
  moveTo(state, resolvePath(state.directory, argument), toldDirectory(reply.text));
};
export const toParent: Effect = (state, _argument, reply) => {
  moveTo(state, parentPath(state.directory), toldDirectory(reply.text));
};
export const printDirectory: Effect = (state, _argument, reply) => {
  const printed = printedDirectory(reply.text);
  if (printed === null) return;
  nameFirst(state, printed);
  state.directory = printed;
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
  Object.assign(state, initialState(state.limitsHit), { directory: null, sizes: state.sizes });
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
