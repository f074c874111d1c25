/** From what the hellos of a connection say and a key log knows to the keys of each side. */
import type { CipherSuite } from './ciphers.js';
import type { Keys, Stage } from './half.js';
import type { ClientHello, ServerHello } from './handshake.js';
import type { KeyLog, Secrets } from './keylog.js';
import { cipherFromTrafficSecret, ciphersFromMaster, nextTrafficSecret } from './keySchedule.js';
import type { RecordCipher } from './recordCipher.js';
import { VERSION } from './versions.js';

export type Role = 'client' | 'server';

/** The handshake seen last; a renegotiation takes the place of the one before. */
export class HandshakeKeys {
  client: ClientHello | null = null;
  server: ServerHello | null = null;
  suite: CipherSuite | null = null;
  /** The client random of the handshake whose session this one resumes (TLS 1.2 and older); null: none that is known. */
  #origin: string | null = null;
  /** TLS 1.2 and older. */
  #ciphers: Record<Role, RecordCipher> | null = null;

  constructor(private readonly keyLog: KeyLog | null) {}

  clientHello(hello: ClientHello): void {
    this.client = hello;
    this.server = null;
    this.#origin = null;
    this.#ciphers = null;
  }

  serverHello(hello: ServerHello, suite: CipherSuite | null): void {
    this.server = hello;
    this.suite = suite;
    this.#ciphers = null;
    if (this.client === null || hello.version === VERSION.TLS13) return;
    this.#origin = this.keyLog?.sessions.origin(this.client, hello) ?? null;
    this.keyLog?.sessions.addId(hello.sessionId, this.#master);
  }

  /** The server sent a certificate, or asks for one: nothing is resumed, whatever was offered. */
  fullHandshake(): void {
    if (this.#origin === null) return;
    this.#origin = null;
    if (this.server) this.keyLog?.sessions.addId(this.server.sessionId, this.#master);
  }

  /** The server issued a ticket for the session. */
  ticket(ticket: Buffer): void {
    if (this.client !== null) this.keyLog?.sessions.addTicket(ticket, this.#master);
  }

  /** The client random under which a key log has the session's master secret. */
  get #master(): string {
    const own = this.clientRandom!;
    return this.#origin !== null && this.keyLog?.lookup(own)?.master === undefined ? this.#origin : own;
  }

  /** 64 hexadecimal digits; null before the ClientHello. */
  get clientRandom(): string | null {
    return this.client?.random.toString('hex') ?? null;
  }

  /** The keys after ChangeCipherSpec (TLS 1.2 and older); null where they are not known. */
  master(role: Role): Keys | null {
    const { client, server, suite } = this;
    if (!client || !server || !suite) return null;
    if (!this.#ciphers) {
      const master = this.#secret('master');
      if (!master) return null;
      const { version, encryptThenMac } = server;
      const randoms = { clientRandom: client.random, serverRandom: server.random };
      this.#ciphers = ciphersFromMaster(master, { suite, version, encryptThenMac, ...randoms });
    }
    return { cipher: this.#ciphers[role], stage: 'traffic', secret: null };
  }

  /** The keys of a stage of TLS 1.3; null where they are not known. */
  stage(role: Role, stage: 'handshake' | 'traffic'): Keys | null {
    const secret = this.#secret(SECRET[stage][role]);
    return secret === undefined ? null : this.#keys(secret, stage);
  }

  /** The keys after a KeyUpdate. */
  next(secret: Buffer): Keys | null {
    return this.suite && this.#keys(nextTrafficSecret(secret, this.suite), 'traffic');
  }

  /** Label of what is missing in the key log for this side: 'CLIENT_RANDOM'; null: it knows nothing of the handshake. */
  missingLabel(role: Role, tls13: boolean, stage: Stage): string | null {
    if (this.#secrets() === undefined) return null;
    return `${LABEL[tls13 ? SECRET[stage === 'traffic' ? 'traffic' : 'handshake'][role] : 'master']}`;
  }

  #keys(secret: Buffer, stage: Stage): Keys | null {
    const cipher = this.suite && cipherFromTrafficSecret(secret, this.suite);
    return cipher && { cipher, stage, secret };
  }

  #secrets(): Secrets | undefined {
    return this.client === null ? undefined : this.keyLog?.lookup(this.#master);
  }

  #secret(name: keyof Secrets): Buffer | undefined {
    const secret = this.#secrets()?.[name];
    return secret === undefined && this.keyLog?.refresh() ? this.#secrets()?.[name] : secret;
  }
}

const SECRET = {
  handshake: { client: 'clientHandshake', server: 'serverHandshake' },
  traffic: { client: 'clientTraffic', server: 'serverTraffic' },
} as const;

const LABEL: Readonly<Record<keyof Secrets, string>> = {
  master: 'CLIENT_RANDOM',
  clientHandshake: 'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
  serverHandshake: 'SERVER_HANDSHAKE_TRAFFIC_SECRET',
  clientTraffic: 'CLIENT_TRAFFIC_SECRET_0',
  serverTraffic: 'SERVER_TRAFFIC_SECRET_0',
};
