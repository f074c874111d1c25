/** What a row of the ladder teaches. */
import type { ExplainParams } from '../../model/explain/codes.js';
import type { Messages } from '../messages.js';

export const EXPLAIN: Messages<ExplainParams> = {};
