/** Why a connection is the announced one, and what a verdict rests on. */
import type { EvidenceParams } from '../../ftp/codes.js';
import type { Messages } from '../messages.js';

export const EVIDENCE: Messages<EvidenceParams> = {};
