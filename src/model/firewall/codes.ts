/** Facts about firewalls: rules that sessions need, and what other rules would break. */
import type { None } from '../../fact.js';
import type { Endpoint } from '../../tcp/types.js';
import type { StepTitle } from '../codes.js';
import type { Rule } from './needs.js';

type Who = 'client' | 'server';

/** A data connection by its number in its session, and the command that announced it. */
export type DataRef = {
  readonly id: string;
  readonly number: number;
  readonly mode: string;
  readonly announced: Endpoint | null;
  /** What it was for; null: nothing. */
  readonly command: string | null;
};

export interface FirewallParams {
  'firewall-title': { readonly client: string; readonly server: Endpoint; readonly sessions: readonly number[] };
  'firewall-mode': { readonly active: boolean; readonly used: boolean };
  'firewall-side': { readonly side: Who; readonly address: string };
  'firewall-rule': { readonly rule: Rule };
  'firewall-ports-change': None;
  'firewall-third-hosts': { readonly count: number };
  'firewall-not-read': { readonly session: number };

  'what-if-title': { readonly rules: readonly string[] };
  /** The control connection is not opened: nothing of the session happens. */
  'control-blocked': {
    readonly session: number;
    readonly rule: string;
    readonly client: Endpoint;
    readonly server: Endpoint;
  };
  'data-blocked': DataRef & {
    readonly rule: string;
    readonly step: number;
    readonly title: StepTitle;
    readonly from: string;
    readonly to: Endpoint;
  };
  'nat-announces-inside': DataRef & { readonly rule: string; readonly by: Who; readonly address: string };
  'opener-sees-nothing': { readonly opener: Who; readonly transfer: string | null };
  'opener-sees-rst': { readonly opener: Who; readonly transfer: string | null };
  'listener-sees-nothing': { readonly listener: Who; readonly transfer: string | null };
  'server-sees-nobody': None;
  'server-sees-inside-address': { readonly transfer: string | null };
  'client-sees-inside-address': { readonly transfer: string | null };
  'data-passes': { readonly refs: readonly DataRef[] };
  'already-failed': DataRef;
  'nothing-to-judge': None;
}
