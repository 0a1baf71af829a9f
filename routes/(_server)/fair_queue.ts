/**
 * A line in which nobody waits for somebody else's crowd: owners take turns, and each owner's own
 * items wait in the order they came.
 */
export class FairQueue<T> {
  /** Waiting items by owner. The order of owners is the order of their turns. */
  readonly #lines = new Map<string, T[]>();
  #size = 0;

  /** How many items wait. */
  get size(): number {
    return this.#size;
  }

  /** How many items of one owner wait. */
  sizeOf(owner: string): number {
    return this.#lines.get(owner)?.length ?? 0;
  }

  /** Puts an item behind its owner's others; an owner without any gets the last turn. */
  add(owner: string, item: T): void {
    const line = this.#lines.get(owner);
    if (line === undefined) this.#lines.set(owner, [item]);
    else line.push(item);
    this.#size++;
  }

  /** The item whose turn it is; it stays where it is. */
  peek(): T | undefined {
    for (const [item] of this.#lines.values()) return item;
    return undefined;
  }

  /** Ends a turn: the owner who had it goes to the end of the round, with what is left of his. */
  endTurn(): void {
    for (const [owner, line] of this.#lines) {
      this.#lines.delete(owner);
      this.#lines.set(owner, line);
      return;
    }
  }

  /** Takes an item out, wherever it waits; an owner without items loses his turn. */
  remove(owner: string, item: T): void {
    const line = this.#lines.get(owner);
    const at = line?.indexOf(item) ?? -1;
    if (line === undefined || at < 0) return;
    line.splice(at, 1);
    this.#size--;
    if (line.length === 0) this.#lines.delete(owner);
  }

  /** The oldest item of an owner. */
  oldestOf(owner: string): T | undefined {
    return this.#lines.get(owner)?.[0];
  }

  /** How many turns pass before an owner's newest item is done, its own included; 0 if none waits. */
  turnsUntil(owner: string): number {
    const depth = this.sizeOf(owner);
    if (depth === 0) return 0;
    let turns = 0;
    let before = true;
    for (const [other, { length }] of this.#lines) {
      if (other === owner) before = false;
      // Whoever has the turn before the owner has one in each of his rounds; others one less.
      turns += Math.min(length, before || other === owner ? depth : depth - 1);
    }
    return turns;
  }
}
