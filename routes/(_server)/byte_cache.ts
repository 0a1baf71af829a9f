/**
 * Remembers values as long as their bytes find room. The one not asked for longest goes first.
 */
export class ByteCache<V> {
  readonly #room: number;
  /** A Map keeps its order of insertion: the first entry is the one not asked for longest. */
  readonly #entries = new Map<string, { readonly value: V; readonly bytes: number }>();
  #bytes = 0;

  /** @param room bytes that all values may take together */
  constructor(room: number) {
    this.#room = room;
  }

  /** Bytes that all values take together. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many values are remembered. */
  get size(): number {
    return this.#entries.size;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Remembers a value of so many bytes, unless it alone is too large. */
  set(key: string, value: V, bytes: number): void {
    this.#forget(key);
    if (bytes > this.#room) return;
    this.#entries.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#room) return;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}
