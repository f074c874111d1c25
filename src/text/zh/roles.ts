/** 连接的一端是谁。 */
import type { Role } from '../../model/roles.js';

export const ROLES: Readonly<Record<Role, string>> = {
  client: '客户端',
  server: '服务器',
  'other-server': '另一台服务器',
  'other-host': '另一台主机',
};
