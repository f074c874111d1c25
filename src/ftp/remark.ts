/** Making remarks: what the dialogue notices, as codes. */
import { factsOf } from '../fact.js';
import type { RemarkParams } from './codes.js';

export const remark = factsOf<RemarkParams>();
