/** The values that words of the filter language can have, where they are few. */
import type { Confidence, DataMode, Direction, Outcome, Transfer, Verdict } from '../../ftp/protocol/session.js';
import type { PortClass } from '../../wire/ports.js';
import type { Severity } from '../findings/finding.js';
import type { ResultParams } from '../result/codes.js';
import type { Role } from '../roles.js';
import type { LadderRow } from '../rows.js';

export const MODES: readonly DataMode[] = ['PORT', 'PASV', 'EPRT', 'EPSV', 'LPRT', 'LPSV', 'DEFAULT'];
export const OUTCOMES: readonly Outcome[] = [
  'ok', 'rejected', 'never-used', 'not-captured', 'unanswered', 'refused', 'prohibited', 'reset', 'incomplete',
]; // biome-ignore format: a list
export const CONFIDENCES: readonly Confidence[] = ['certain', 'likely', 'inferred'];
export const DIRECTIONS: readonly Direction[] = ['download', 'upload', 'listing', 'third-party'];
export const VERDICTS: readonly Verdict[] = ['complete', 'truncated', 'refused', 'unknown'];
export const SEVERITIES: readonly Severity[] = ['info', 'warning', 'alert'];
export const TEARDOWNS = ['fin', 'rst', 'none'] as const;
export const ENDINGS = ['closed', 'reset', 'open'] as const;
export const TLS_BEGINNINGS = ['AUTH TLS', 'AUTH SSL', 'implicit'] as const;
export const RESULTS: readonly (keyof ResultParams)[] = [
  'unanswered', 'refused-rst', 'prohibited', 'reset', 'rejected', 'third-host-rejected', 'not-used', 'truncated', 'transfer-refused', 'login-failed',
]; // biome-ignore format: a list
export const KINDS: readonly LadderRow['kind'][] = [
  'section', 'handshake', 'command', 'reply', 'data', 'teardown', 'trouble', 'note',
]; // biome-ignore format: a list
export const TYPES: readonly NonNullable<Transfer['type']>[] = ['A', 'I', 'E', 'L'];
export const TRANSFER_MODES: readonly Transfer['mode'][] = ['S', 'B', 'C', 'Z'];
export const ROLES: readonly Role[] = ['client', 'server', 'other-server', 'other-host'];
export const CLOSERS = ['client', 'server'] as const;
export const PORT_CLASSES: readonly PortClass[] = ['well-known', 'registered', 'dynamic'];
export const STEP_STATES = ['ok', 'failed', 'unknown', 'not-reached'] as const;
export const COVERS = ['clear', 'tls'] as const;
