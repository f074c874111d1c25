/**
 * Sessions of TLS 1.2 and older that several connections share (RFC 5246 §7.3, RFC 5077): whoever resumes one uses the
 * master secret of the handshake that began it, and many programs log only that one.
 */
import { createHash } from 'node:crypto';
import { LIMITS } from '../limits.js';
import type { ClientHello, ServerHello } from './handshake.js';

const byId = (id: Uint8Array): string => `id ${Buffer.from(id).toString('hex')}`;
const byTicket = (ticket: Uint8Array): string => `ticket ${createHash('sha256').update(ticket).digest('base64')}`;

export class ResumableSessions {
  /** The client random of the handshake that has the master secret. */
  readonly #origins = new Map<string, string>();

  /** The server named its session, or sent it back. */
  addId(id: Uint8Array, clientRandom: string): void {
    if (id.length > 0) this.#add(byId(id), clientRandom);
  }

  addTicket(ticket: Uint8Array, clientRandom: string): void {
    this.#add(byTicket(ticket), clientRandom);
  }

  /** The client random of the session that is resumed if these two agree on one; null: none that is known. */
  origin(client: ClientHello, server: ServerHello): string | null {
    const ticket = client.ticket && this.#origins.get(byTicket(client.ticket));
    if (ticket) return ticket;
    const same = server.sessionId.length > 0 && server.sessionId.equals(client.sessionId);
    return (same && this.#origins.get(byId(server.sessionId))) || null;
  }

  #add(name: string, clientRandom: string): void {
    this.#origins.delete(name);
    if (this.#origins.size >= LIMITS.tlsResumable) this.#origins.delete(this.#origins.keys().next().value!);
    this.#origins.set(name, clientRandom);
  }
}
