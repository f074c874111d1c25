/**
 * A map that costs next to nothing while it is empty, as most of those are that every session has for what few sessions
 * do. In order of insertion.
 */
export class LazyMap<Key, Value> {
  #map: Map<Key, Value> | null = null;

  get size(): number {
    return this.#map === null ? 0 : this.#map.size;
  }

  get(key: Key): Value | undefined {
    return this.#map === null ? undefined : this.#map.get(key);
  }

  set(key: Key, value: Value): void {
    this.#map ??= new Map();
    this.#map.set(key, value);
  }

  delete(key: Key): void {
    this.#map?.delete(key);
  }

  entries(): Iterable<[Key, Value]> {
    return this.#map?.entries() ?? [];
  }

  /** Deletes what was inserted first. */
  deleteOldest(): void {
    const [oldest] = this.#map?.keys() ?? [];
    if (oldest !== undefined) this.#map!.delete(oldest);
  }
}
