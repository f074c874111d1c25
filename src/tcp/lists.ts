/** Connections in order of their last segment. */
import type { TcpConnection } from './connection.js';

/** A doubly linked list through the connections themselves: the oldest first, without allocation. */
export class IdleList {
  readonly id: number;
  size = 0;
  oldest: TcpConnection | null = null;
  newest: TcpConnection | null = null;

  constructor(id: number) {
    this.id = id;
  }

  append(connection: TcpConnection): void {
    connection.list = this.id;
    connection.older = this.newest;
    connection.newer = null;
    if (this.newest === null) this.oldest = connection;
    else this.newest.newer = connection;
    this.newest = connection;
    this.size++;
  }

  remove(connection: TcpConnection): void {
    const { older, newer } = connection;
    if (older === null) this.oldest = newer;
    else older.newer = newer;
    if (newer === null) this.newest = older;
    else newer.older = older;
    connection.older = null;
    connection.newer = null;
    connection.list = -1;
    this.size--;
  }
}
