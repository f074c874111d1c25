/** TLS 为什么读不出来。 */
import type { TlsReasonParams } from '../../tls/codes.js';
import type { Messages } from '../messages.js';

export const TLS_REASONS: Messages<TlsReasonParams> = {
  'no-key-log': () => '没有给出密钥（--keylog）',
  'no-handshake': ({ hello }) => `TLS 握手的 ${hello} 不在本次抓包中`,
  'no-key': ({ label, clientRandom }) =>
    label === null
      ? `密钥日志中没有与客户端随机数 ${clientRandom} 对应的内容`
      : `密钥日志中没有与客户端随机数 ${clientRandom} 对应的 ${label}`,
  unsupported: ({ version, suite, compression }) =>
    compression ? `不支持带压缩的 ${version} 和 ${suite}` : `不支持 ${version} 和 ${suite}`,
  'early-data': () => '客户端发送了早期数据（0-RTT），它没有解密',
  'bytes-missing': () => '它在本次抓包中缺失的字节太多',
  'trials-spent': () => '它在本次抓包中有字节缺失，而丢失之后尝试解密的次数已达到上限',
  'not-authentic': () => '有一个记录认证失败：密钥不是这条连接的，或者数据被改动过',
};
