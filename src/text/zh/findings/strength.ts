/** FTPS 会话靠什么保护：版本、密码套件、证书、会话恢复。 */
import { escapeText } from '../../../bytes/text.js';
import type { CertificateRef, FindingParams } from '../../../model/findings/codes.js';
import type { SuiteWeakness } from '../../../tls/strength.js';
import type { FindingMessages } from '../../messages.js';
import { sentences } from './sentences.js';

type Codes =
  | 'tls-old-version'
  | 'tls-weak-cipher'
  | 'tls-no-forward-secrecy'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-self-signed'
  | 'certificate-other-name'
  | 'certificate-weak'
  | 'data-in-clear'
  | 'data-not-resumed';

const where = (id: string | null): string => (id === null ? '控制连接' : `数据连接 ${id} `);

const certificateOf = ({ id, subject }: CertificateRef): string =>
  id === null ? `服务器的证书（${escapeText(subject)}）` : `服务器在数据连接 ${id} 上的证书（${escapeText(subject)}）`;

const WEAKNESSES: Readonly<Record<SuiteWeakness, string>> = {
  null: '它什么也不加密：途中能抓包的人都能读到全部内容。',
  anonymous: '它没有证书：处在中间的人可以冒充服务器。',
  export: '它的密钥因出口限制而很短：几小时内就能找到。',
  des: 'DES 的密钥是 56 位：几天内就能找到。',
  '3des': '3DES 的分组是 64 位：几 GB 之后内容开始泄漏（Sweet32）。',
  rc4: 'RC4 有偏差：经常发送的内容（如密码）可以恢复。',
  idea: 'IDEA 的分组是 64 位，已不再使用。',
};

export const STRENGTH: FindingMessages<Pick<FindingParams, Codes>> = {
  'tls-old-version': {
    title: '旧版本的 TLS',
    message: ({ id, version }) => `${where(id)}使用 ${version}，它已被废弃。`,
    cause: () => '双方中有一方不支持更新的版本，或者配置为不使用。',
    advice: () => '更新那一方，或者在其配置中允许 TLS 1.2 和 1.3，并关闭更旧的版本。',
  },
  'tls-weak-cipher': {
    title: '弱密码套件',
    message: ({ id, suite, weakness }) => `${where(id)}使用 ${suite}。${WEAKNESSES[weakness]}`,
    cause: () => null,
    advice: () => '从双方的配置中去掉这样的套件；使用 AES-GCM 或 ChaCha20 的套件是好的。',
  },
  'tls-no-forward-secrecy': {
    title: '没有前向保密',
    message: ({ id, suite }) => `${where(id)}使用 ${suite}：现在抓包、以后得到服务器密钥的人，到那时就能读出内容。`,
    cause: () => null,
    advice: () => '优先使用 ECDHE 或 DHE 的套件，或者 TLS 1.3。',
  },
  'certificate-expired': {
    title: '证书已过期',
    message: ({ on, days, ...ref }, f) => `${certificateOf(ref)}已于 ${on} 过期，在本会话之前 ${f.count(days)} 天。`,
    cause: () => '它没有更新，或者抓包主机的时钟有误。',
    advice: () => '更新证书，并让服务器载入它。',
  },
  'certificate-not-yet-valid': {
    title: '证书尚未生效',
    message: ({ from, days, ...ref }, f) =>
      `${certificateOf(ref)}从 ${from} 起有效，在本会话之后 ${f.count(days)} 天。`,
    cause: () => '签发它的主机或抓包主机的时钟有误。',
    advice: () => '校准时钟；如果是签发它的主机有误，请重新签发证书。',
  },
  'certificate-self-signed': {
    title: '证书是自签名的',
    message: (ref) => `${certificateOf(ref)}是用自己的密钥签名的：没有签发机构为它担保。`,
    cause: () => null,
    advice: () => '把它的指纹与服务器的相比较，或者使用客户端信任的签发机构的证书。',
  },
  'certificate-other-name': {
    title: '证书是另一个名称的',
    message: ({ host, names, ...ref }, f) =>
      names.length === 0
        ? `客户端要的是 ${escapeText(host)}。${certificateOf(ref)}没有写明主机。`
        : `客户端要的是 ${escapeText(host)}。${certificateOf(ref)}是 ${f.list(names.map(escapeText))} 的。`,
    cause: () => null,
    advice: () => '用证书中的名称连接，或者把该名称加入证书（主题备用名称）。',
  },
  'certificate-weak': {
    title: '弱证书',
    message: ({ key, hash, ...ref }, f) => {
      const name = hash === 'md5' ? 'MD5' : 'SHA-1';
      return sentences(
        key === null
          ? null
          : `${certificateOf(ref)}的密钥只有 ${f.count(key.bits)} 位（${escapeText(key.type.toUpperCase())}），太短。`,
        hash === null
          ? null
          : key === null
            ? `${certificateOf(ref)}是对 ${name} 的签名：这样的签名可以伪造。`
            : `它是对 ${name} 的签名：这样的签名可以伪造。`,
      );
    },
    cause: () => null,
    advice: () => '重新签发：2,048 位以上的 RSA，或 ECDSA，对 SHA-256 签名。',
  },
  'data-in-clear': {
    title: '加密会话旁边的明文数据连接',
    message: ({ id, count, level }, f) =>
      sentences(
        count === 1
          ? `数据连接 ${id} 没有加密，而控制连接是加密的：名称和内容在途中可以读到。`
          : `${f.count(count)} 条数据连接（第一条是 ${id}）没有加密，而控制连接是加密的：名称和内容在途中可以读到。`,
        level === 'C' ? '这是客户端用 PROT C 要求的。' : null,
      ),
    cause: ({ level }) => (level === null ? '没有 PROT P，数据连接就保持明文。' : null),
    advice: () => '让客户端发送 PBSZ 0 和 PROT P，并让服务器坚持这一点。',
  },
  'data-not-resumed': {
    title: '数据连接没有恢复 TLS 会话',
    message: ({ id, count }, f) =>
      count === 1
        ? `数据连接 ${id} 进行了完整的 TLS 握手，没有恢复控制连接的会话。`
        : `${f.count(count)} 条数据连接（第一条是 ${id}）进行了完整的 TLS 握手，没有恢复控制连接的会话。`,
    cause: () => '客户端不支持，或者服务器没有给出可以恢复的会话。',
    advice: () => '有的服务器要求恢复会话，使别人不能抢占数据连接，并以 522 拒绝这样的传输：让客户端恢复会话。',
  },
};
