/** Roles as English says them. */
export const ROLES = {
  client: 'client',
  server: 'server',
  'other-host': 'other host',
  'other-server': 'other server',
} as const;
