/** Real TLS connections of node:tls over a pipe in memory, with every byte that travelled and the key log. */
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import tls from 'node:tls';
import { type Identity, selfSigned } from './selfSigned.js';

export type Role = 'client' | 'server';
/** Bytes as one side wrote them. */
export type Travelled = { readonly from: Role; readonly bytes: Buffer };
export type TlsRecording = {
  readonly travelled: readonly Travelled[];
  /** For each step that says something: the index in `travelled` of what carried (the beginning of) it. */
  readonly stepWrites: readonly number[];
  /** Lines of the key log. */
  readonly keys: readonly string[];
  /** The application data of each side. */
  readonly said: Record<Role, Buffer>;
};

/** What is said: a byte count or text of one side at a time, or an action on the client's socket. */
export type Step =
  | { readonly from: Role; readonly say: string | Buffer }
  | { readonly act: (client: tls.TLSSocket) => Promise<unknown> };

export type TlsSetup = {
  readonly client?: tls.ConnectionOptions;
  readonly server?: tls.TlsOptions;
  readonly both?: tls.SecureContextOptions;
  readonly identity?: 'rsa' | 'ec';
};

const identities = new Map<'rsa' | 'ec', Identity>();
function identity(type: 'rsa' | 'ec'): Identity {
  let known = identities.get(type);
  if (!known) {
    known = selfSigned(type);
    identities.set(type, known);
  }
  return known;
}

class End extends Duplex {
  other: End | null = null;
  constructor(private readonly sent: (bytes: Buffer) => void) {
    super();
  }
  override _read(): void {}
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    const bytes = Buffer.from(chunk);
    this.sent(bytes);
    this.other!.push(bytes);
    done();
  }
  override _final(done: () => void): void {
    this.other!.push(null);
    done();
  }
}

/** Performs the handshake and the steps one after the other, then closes from the client. */
export async function recordTls(setup: TlsSetup, steps: readonly Step[]): Promise<TlsRecording> {
  const travelled: Travelled[] = [];
  const keys: string[] = [];
  const said: Record<Role, Buffer> = { client: Buffer.alloc(0), server: Buffer.alloc(0) };
  const clientEnd = new End((bytes) => travelled.push({ from: 'client', bytes }));
  const serverEnd = new End((bytes) => travelled.push({ from: 'server', bytes }));
  clientEnd.other = serverEnd;
  serverEnd.other = clientEnd;
  const server = new tls.TLSSocket(serverEnd, {
    isServer: true,
    secureContext: tls.createSecureContext({ ...identity(setup.identity ?? 'rsa'), ...setup.both, ...setup.server }),
  });
  const client = tls.connect({ socket: clientEnd, rejectUnauthorized: false, ...setup.both, ...setup.client });
  client.on('keylog', (line: Buffer) => keys.push(line.toString('latin1').trim()));
  server.on('error', () => {});
  await once(client, 'secureConnect');
  const stepWrites: number[] = [];
  const sockets = { client, server };
  for (const step of steps) {
    if ('act' in step) {
      await step.act(client);
      continue;
    }
    const bytes = Buffer.from(step.say);
    const reader = sockets[step.from === 'client' ? 'server' : 'client'];
    let got = 0;
    const all = new Promise<void>((resolve) => {
      const count = (chunk: Buffer): void => {
        got += chunk.length;
        if (got < bytes.length) return;
        reader.off('data', count);
        resolve();
      };
      reader.on('data', count);
    });
    const before = travelled.length;
    sockets[step.from].write(bytes);
    await all;
    stepWrites.push(travelled.findIndex(({ from }, i) => i >= before && from === step.from));
    said[step.from] = Buffer.concat([said[step.from], bytes]);
  }
  client.end();
  await once(server, 'end').catch(() => {});
  server.end();
  await once(client, 'close').catch(() => {});
  return { travelled, stepWrites, keys, said };
}
