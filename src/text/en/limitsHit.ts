/** Limits that were hit, and oddities of packets, counted. */
import type { LimitHitParams } from '../../model/codes.js';
import type { Messages } from '../messages.js';

export const LIMITS_HIT: Messages<LimitHitParams> = {};
