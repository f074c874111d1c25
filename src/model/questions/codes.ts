/** Codes of the questions that a capture can be asked, of the words to choose from, and of what wrong answers show. */
import type { None } from '../../fact.js';
import type { Direction } from '../../ftp/protocol/session.js';

/** A command of the session: what it says, and where. Secrets are masked. */
export type AskedCommand = { readonly verb: string; readonly argument: string; readonly frame: number };
/** A transfer that a question is about. */
export type AskedTransfer = AskedCommand & { readonly direction: Direction };
type Of = { readonly transfer: AskedTransfer };
type Announced = { readonly text: string; readonly frame: number; readonly by: 'client' | 'server' };

/** What each question speaks of; its answer is beside it (`Question`). */
export interface QuestionParams {
  // Capture, hosts, ports.
  'client-address': None;
  'server-address': None;
  'control-port': None;
  'port-class': { readonly port: number; readonly ephemeral: boolean };
  'capture-packets': None;
  'connection-count': None;
  'active-open': { readonly port: number };
  'two-connections': None;
  // How the control connection is opened.
  'control-handshake': None;
  'syn-ack-frame': None;
  'handshake-order': None;
  'syn-ack-number': { readonly seq: number; readonly frame: number };
  'offered-mss': { readonly by: 'client' | 'server'; readonly frame: number };
  'handshake-rtt': { readonly syn: number; readonly synAck: number };
  // Login.
  'greeting-frame': None;
  'user-name': None;
  'password-frame': None;
  'login-frame': { readonly succeeded: boolean };
  'login-failures': None;
  // Dialogue.
  'command-count': { readonly verb: string };
  'first-command': None;
  'first-digit': { readonly code: number; readonly frame: number };
  'second-digit': { readonly code: number; readonly frame: number };
  'final-reply': { readonly command: AskedCommand };
  'refused-commands': None;
  'system-type': None;
  'working-directory': { readonly command: AskedCommand };
  'user-command': { readonly verb: string };
  // Data connections.
  'data-mode': Of;
  'announced-port': Announced;
  'announced-address': Announced;
  'port-argument': { readonly port: number; readonly frame: number; readonly by: 'client' | 'server' };
  'data-opener': Of;
  'data-source-port': Of;
  'data-handshake': Of;
  'data-port-of-transfer': Of;
  'announcement-frame': { readonly port: number };
  'data-connection-count': None;
  'transfer-order': Of;
  'failed-step': { readonly command: AskedCommand };
  'firewall-side': { readonly command: AskedCommand };
  // Data and reliability.
  'file-direction': Of;
  'transfer-bytes': Of;
  'first-data-frame': Of;
  'representation-type': Of;
  'transfer-rate': Of;
  'transfer-verdict': Of;
  // Closing.
  'quit-frame': None;
  'control-closer': None;
  'data-closer': Of;
  'data-fin-frame': Of;
  'fin-acknowledgment': { readonly seq: number; readonly frame: number; readonly bytes: number };
  'close-segments': None;
  'control-end': None;
  // Security.
  'password-visible': None;
  'auth-frame': None;
  eavesdropper: None;
}
export type QuestionCode = keyof QuestionParams;

/** Words to choose from, or to put in order. */
export const CHOICES = [
  'client',
  'server',
  'well-known',
  'registered',
  'dynamic',
  'active',
  'passive',
  'third-party',
  'download',
  'upload',
  'listing',
  'ascii',
  'image',
  'complete',
  'truncated',
  'refused',
  'fin',
  'rst',
  'yes',
  'no',
  'preliminary',
  'success',
  'intermediate',
  'try-again',
  'never',
  'syntax',
  'information',
  'connections',
  'authentication',
  'file-system',
  'syn',
  'syn-ack',
  'ack',
  'greeting',
  'announcement',
  'transfer-command',
  'data-syn',
  'data-syn-ack',
  'data-ack',
  'data',
  'final-reply',
] as const;
export type ChoiceCode = (typeof CHOICES)[number];

/** What a wrong answer shows that somebody believes. */
export const MISCONCEPTIONS = [
  'other-host',
  'other-end',
  'data-port',
  'swapped-octets',
  'octets-in-a-row',
  'octets-added',
  'port-20',
  'waiting-port',
  'control-port',
  'other-connection',
  'control-connection',
  'own-number',
  'no-number-taken',
  'only-data-connections',
  'the-syn',
  'the-ack',
  'name-not-password',
  'asked-not-accepted',
  'preliminary-not-final',
  'command-not-announcement',
  'class-by-use',
  'reported-size',
  'mode-by-verb',
  'who-asks-opens',
  'user-word',
  'four-always',
] as const;
export type MisconceptionCode = (typeof MISCONCEPTIONS)[number];
