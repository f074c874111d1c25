/** Hand-made TLS 1.3 records for what node:tls cannot be made to send: KeyUpdate, padding, early data, odd hellos. */
import { createCipheriv, createHmac } from 'node:crypto';
import type { Role, Travelled } from './tlsRecording.js';

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
const u24 = (value: number): Buffer => Buffer.from([value >> 16, (value >> 8) & 255, value & 255]);
const sized = (bytes: Uint8Array): Buffer => Buffer.concat([u16(bytes.length), bytes]);

export const record = (type: number, body: Uint8Array, version = 0x0303): Buffer =>
  Buffer.concat([Buffer.from([type]), u16(version), sized(body)]);
export const message = (type: number, body: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([type]), u24(body.length), body]);
export const extension = (type: number, body: Uint8Array): Buffer => Buffer.concat([u16(type), sized(body)]);

export const CLIENT_RANDOM = Buffer.alloc(32, 0xc1);
const SECRETS: Record<string, Buffer> = {
  CLIENT_HANDSHAKE_TRAFFIC_SECRET: Buffer.alloc(32, 1),
  SERVER_HANDSHAKE_TRAFFIC_SECRET: Buffer.alloc(32, 2),
  CLIENT_TRAFFIC_SECRET_0: Buffer.alloc(32, 3),
  SERVER_TRAFFIC_SECRET_0: Buffer.alloc(32, 4),
};
/** The key log of every connection made here. */
export const KEYS = Object.entries(SECRETS).map(
  ([label, secret]) => `${label} ${CLIENT_RANDOM.toString('hex')} ${secret.toString('hex')}`,
);

export const clientHello = (extensions: readonly Buffer[] = [], random = CLIENT_RANDOM): Buffer =>
  message(
    1,
    Buffer.concat([
      u16(0x0303),
      random,
      Buffer.from([0]),
      sized(Buffer.from([0x13, 0x01])),
      Buffer.from([1, 0]),
      sized(Buffer.concat(extensions)),
    ]),
  );

export const serverHello = (suite = 0x1301, version = 0x0304, random = Buffer.alloc(32, 0x51)): Buffer =>
  message(
    2,
    Buffer.concat([
      u16(Math.min(version, 0x0303)),
      random,
      Buffer.from([0]),
      u16(suite),
      Buffer.from([0]),
      sized(version === 0x0304 ? extension(43, u16(version)) : Buffer.alloc(0)),
    ]),
  );

function expandLabel(secret: Buffer, label: string, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`);
  const info = Buffer.concat([u16(length), Buffer.from([name.length]), name, Buffer.from([0, 1])]);
  return createHmac('sha256', secret).update(info).digest().subarray(0, length);
}

/** Protects what one side sends, TLS_AES_128_GCM_SHA256. */
export class Sealer {
  #secret: Buffer;
  #seq = 0;
  constructor(secret: Buffer) {
    this.#secret = secret;
  }

  seal(type: number, content: Uint8Array, padding = 0): Buffer {
    const nonce = Buffer.from(expandLabel(this.#secret, 'iv', 12));
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ this.#seq++) >>> 0, 8);
    const inner = Buffer.concat([content, Buffer.from([type]), Buffer.alloc(padding)]);
    const header = Buffer.concat([Buffer.from([23]), u16(0x0303), u16(inner.length + 16)]);
    const cipher = createCipheriv('aes-128-gcm', expandLabel(this.#secret, 'key', 16), nonce);
    cipher.setAAD(header);
    return Buffer.concat([header, cipher.update(inner), cipher.final(), cipher.getAuthTag()]);
  }

  say(text: string, padding = 0): Buffer {
    return this.seal(23, Buffer.from(text), padding);
  }

  /** RFC 8446 §4.6.3; what follows is under the next secret. */
  keyUpdate(): Buffer {
    const sealed = this.seal(22, message(24, Buffer.from([0])));
    this.#secret = expandLabel(this.#secret, 'traffic upd', 32);
    this.#seq = 0;
    return sealed;
  }
}

export type Handmade = {
  /** The handshake, ready to be pushed. */
  readonly handshake: Travelled[];
  readonly client: Sealer;
  readonly server: Sealer;
};

/** @param early records that the client sends right after its hello */
export function handmade(helloExtensions: readonly Buffer[] = [], early: readonly Buffer[] = []): Handmade {
  const sealers = Object.values(SECRETS).map((secret) => new Sealer(secret));
  const [clientHandshake, serverHandshake, client, server] = sealers as [Sealer, Sealer, Sealer, Sealer];
  const finished = message(20, Buffer.alloc(32));
  const to = (from: Role, ...records: readonly Buffer[]): Travelled => ({ from, bytes: Buffer.concat(records) });
  return {
    handshake: [
      to('client', record(22, clientHello(helloExtensions)), ...early),
      to('server', record(22, serverHello()), record(20, Buffer.from([1]))),
      // EncryptedExtensions, Certificate and Finished in records that do not end where messages do.
      to(
        'server',
        serverHandshake.seal(22, Buffer.concat([message(8, u16(0)), message(11, Buffer.alloc(900)).subarray(0, 500)])),
      ),
      to('server', serverHandshake.seal(22, Buffer.concat([message(11, Buffer.alloc(900)).subarray(500), finished]))),
      to('client', record(20, Buffer.from([1])), clientHandshake.seal(22, finished)),
    ],
    client,
    server,
  };
}
