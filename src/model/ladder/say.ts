import { factsOf } from '../../fact.js';
import type { LadderParams } from './codes.js';

/** Makes labels and remarks; their frames are those of the row. */
export const say = factsOf<LadderParams>();
