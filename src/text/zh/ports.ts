/** 端口号及其类别（RFC 6335 §6）和 IANA 登记的名称。 */
import { type PortClass, portClass, serviceName } from '../../wire/ports.js';

const CLASSES: Readonly<Record<PortClass, string>> = {
  'well-known': '众所周知端口，0–1023',
  registered: '注册端口，1024–49151',
  dynamic: '动态(私有)端口，49152–65535',
};

const SHORT: Readonly<Record<PortClass, string>> = {
  'well-known': '众所周知端口',
  registered: '注册端口',
  dynamic: '动态(私有)端口',
};

/** 暂时端口即使落在注册端口的范围内，也不是为现在的用途注册的。 */
const isOddEphemeral = (port: number, ephemeral: boolean): boolean => ephemeral && portClass(port) === 'registered';

/**
 * '21（ftp；众所周知端口，0–1023）'、'44441（暂时端口，落在注册端口范围 1024–49151 内）'。
 * @param ephemeral 由系统为一条连接选定
 */
export function portWithRange(port: number, ephemeral = false): string {
  if (isOddEphemeral(port, ephemeral)) return `${port}（暂时端口，落在注册端口范围 1024–49151 内）`;
  const service = serviceName(port);
  const words = CLASSES[portClass(port)];
  return service === undefined ? `${port}（${words}）` : `${port}（${service}；${words}）`;
}

/** '21（服务器，ftp，众所周知端口）'、'41737（客户端，落在注册端口范围内的暂时端口）'。 */
export function portOf(port: number, whose: string, ephemeral = false): string {
  if (isOddEphemeral(port, ephemeral)) return `${port}（${whose}，落在注册端口范围内的暂时端口）`;
  return `${port}（${[whose, serviceName(port), SHORT[portClass(port)]].filter((word) => word !== undefined).join('，')}）`;
}
