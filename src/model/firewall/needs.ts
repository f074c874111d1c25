/**
 * Which connections sessions need to have opened, and by whom: what firewalls on both sides must let through. Only SYNs
 * count: a firewall that keeps state knows the rest.
 */
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import type { Endpoint } from '../../tcp/types.js';
import { defaultDataPort, isActive, roleOf, thirdHostOf } from '../roles.js';

/** Sorted, without repeats; null: any that a system picks. */
export type Ports = readonly number[] | null;
export type Place = { readonly address: string; readonly ports: Ports };

/** A connection that must be opened: SYNs from one place to another. */
export type Flow = {
  readonly what: 'control' | 'active' | 'passive';
  readonly from: Place;
  readonly to: Place;
};

/** Sessions of one client with one server. */
export type Needs = {
  readonly client: string;
  readonly server: Endpoint;
  readonly sessions: readonly Session[];
  readonly control: Flow;
  readonly active: Flow;
  readonly passive: Flow;
  /** Modes that the sessions used; for the others the ports are any. */
  readonly used: { readonly active: boolean; readonly passive: boolean };
  /** Data connections with third hosts, for which there are no rules. */
  readonly withThirdHosts: number;
};

export type Side = 'client' | 'server';
export type Mode = 'active' | 'passive';

/** What one side's firewall must let through in one mode, and in which direction. */
export type Rule = Flow & { readonly direction: 'in' | 'out' };

/** Of one side in one mode: the control connection, then the data connections. */
export function rulesOf(needs: Needs, side: Side, mode: Mode): readonly Rule[] {
  const inwards = (flow: Flow): Rule => {
    const openedBy: Side = flow.what === 'active' ? 'server' : 'client';
    return { ...flow, direction: openedBy === side ? 'out' : 'in' };
  };
  return [inwards(needs.control), inwards(needs[mode])];
}

const ordered = (ports: Iterable<number>): readonly number[] => [...new Set(ports)].sort((a, b) => a - b);

/** By client and server, in the order of their first sessions. */
export function needsOf(sessions: readonly Session[]): readonly Needs[] {
  const groups = new Map<string, Session[]>();
  for (const session of sessions) {
    const key = `${session.client.address} ${session.server.address} ${session.server.port}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [session]);
    else group.push(session);
  }
  return [...groups.values()].map(needsOfPair);
}

function needsOfPair(sessions: readonly Session[]): Needs {
  const { client, server } = sessions[0]!;
  const all = sessions.flatMap(({ dataConnections }) => dataConnections);
  const own = all.filter((data) => data.partner === null && thirdHostOf(data) === null);
  const seen = own.filter(({ announced, connection }) => announced !== null || connection !== null);
  const active = seen.filter(({ mode }) => isActive(mode));
  const passive = seen.filter(({ mode }) => !isActive(mode));
  const anyPort = (address: string): Place => ({ address, ports: null });
  return {
    client: client.address,
    server,
    sessions,
    control: {
      what: 'control',
      from: anyPort(client.address),
      to: { address: server.address, ports: [server.port] },
    },
    active: {
      what: 'active',
      from: { address: server.address, ports: sourcePorts(active) ?? [defaultDataPort(sessions[0]!)] },
      to: { address: client.address, ports: active.length === 0 ? null : ordered(active.flatMap(listeningPort)) },
    },
    passive: {
      what: 'passive',
      from: anyPort(client.address),
      to: { address: server.address, ports: passive.length === 0 ? null : ordered(passive.flatMap(listeningPort)) },
    },
    used: { active: active.length > 0, passive: passive.length > 0 },
    withThirdHosts: all.length - own.length,
  };
}

/** From which the server opened active connections; null: none is known. */
function sourcePorts(active: readonly DataConnection[]): readonly number[] | null {
  const ports = active.flatMap((data) => {
    const { connection } = data;
    if (connection === null) return [];
    return roleOf(data, connection, 'initiator') === 'server' ? [connection.initiator.port] : [];
  });
  return ports.length === 0 ? null : ordered(ports);
}

const listeningPort = ({ announced, connection }: DataConnection): number[] => {
  const port = connection?.responder.port ?? announced?.port;
  return port === undefined ? [] : [port];
};
