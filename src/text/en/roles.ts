/** Who is at an end of a connection. */
import type { Role } from '../../model/roles.js';

export const ROLES: Readonly<Record<Role, string>> = {
  client: 'client',
  server: 'server',
  'other-server': 'other server',
  'other-host': 'other host',
};
