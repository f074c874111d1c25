/** The types of the JSON report, and its end points as text. */
import type { Connection, Endpoint } from '../../src/output/json/report.js';

export type * from '../../src/output/json/report.js';

/** '10.0.0.1:21', '[fd00::1]:21'; 'none' for null. */
export function endpointText(endpoint: Endpoint | null): string {
  if (!endpoint) return 'none';
  return endpoint.address.includes(':')
    ? `[${endpoint.address}]:${endpoint.port}`
    : `${endpoint.address}:${endpoint.port}`;
}

/** '10.0.0.2:40001->10.0.0.1:5001', initiator first; 'none' for null. */
export function connectionText(connection: Connection | null): string {
  return connection ? `${endpointText(connection.initiator)}->${endpointText(connection.responder)}` : 'none';
}
