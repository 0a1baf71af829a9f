import { isLabAddress, nthAddress } from "./addresses.ts";
import { Link, type LinkOptions } from "./link.ts";
import { Node } from "./node.ts";
import { Routes } from "./routes.ts";
import { DEFAULT_TRIES } from "./transport/flight.ts";
import type { World } from "./world.ts";

export interface NetworkOptions {
  /** How often in a row a transport sends one segment before it gives up; 8 unless said. */
  readonly tries?: number;
}

/** Who is there, and who is joined to whom. */
export class Network {
  readonly tries: number;
  readonly #nodes = new Map<string, Node>();
  readonly #byAddress = new Map<string, Node>();
  readonly #links = new Map<string, Link>();
  readonly #routes = new Routes();
  #addressed = 0;

  constructor(readonly world: World, { tries = DEFAULT_TRIES }: NetworkOptions = {}) {
    this.tries = tries;
  }

  /** In the order they came. */
  get nodes(): readonly Node[] {
    return [...this.#nodes.values()];
  }

  /** In the order they were laid. */
  get links(): readonly Link[] {
    return [...this.#links.values()];
  }

  /**
   * Adds a node. Without an address it gets the first free one of the documentation ranges.
   *
   * @throws {RangeError} if the name or the address is taken, or the address is not one of those
   */
  node(name: string, address = this.#freeAddress()): Node {
    if (this.#nodes.has(name)) throw new RangeError(`Cannot add node "${name}": the name is taken`);
    if (!isLabAddress(address)) {
      throw new RangeError(`Cannot add node "${name}": "${address}" is no documentation address`);
    }
    if (this.#byAddress.has(address)) {
      throw new RangeError(`Cannot add node "${name}": the address ${address} is taken`);
    }
    const node = new Node(this, name, address);
    this.#nodes.set(name, node);
    this.#byAddress.set(address, node);
    return node;
  }

  /**
   * Lays a link between two nodes.
   *
   * @param name what the record calls it: `café Wi-Fi`
   * @throws {RangeError} if the name is taken, both ends are one node, or an option is impossible
   */
  link(name: string, a: Node, b: Node, options: LinkOptions = {}): Link {
    if (this.#links.has(name)) throw new RangeError(`Cannot lay link "${name}": the name is taken`);
    if (a === b) throw new RangeError(`Cannot lay link "${name}": both ends are "${a.name}"`);
    const link = new Link(this.world, name, [a, b], options);
    this.#links.set(name, link);
    a.links.push(link);
    b.links.push(link);
    this.#routes.clear();
    return link;
  }

  /**
   * Puts a node onto a link, so that it is on-path (RFC 3552 §3.3.5). The link then ends at the
   * node, and a new one like it goes on from there to the old end: latency and all other options
   * hold per hop, so the way takes longer than before.
   *
   * @returns the new half, `<name> beyond <node>`
   */
  insert(node: Node, link: Link): Link {
    const [near, far] = link.ends;
    if (node === near || node === far) {
      throw new RangeError(`Cannot insert "${node.name}": link "${link.name}" ends there`);
    }
    const name = `${link.name} beyond ${node.name}`;
    if (this.#links.has(name)) throw new RangeError(`Cannot lay link "${name}": the name is taken`);
    const beyond = new Link(this.world, name, [node, far], link);
    this.#links.set(name, beyond);
    link.shorten(node);
    node.links.push(link, beyond);
    far.links.splice(far.links.indexOf(link), 1, beyond);
    this.#routes.clear();
    return beyond;
  }

  /** The links that packets from `node` to that address travel, in order; none if unroutable. */
  path(node: Node, address: string): readonly Link[] {
    const destination = this.#byAddress.get(address);
    return destination === undefined ? [] : this.#routes.path(node, destination);
  }

  /** The first of those links. */
  next(node: Node, address: string): Link | undefined {
    const destination = this.#byAddress.get(address);
    return destination && this.#routes.next(node, destination);
  }

  #freeAddress(): string {
    for (;;) {
      const address = nthAddress(this.#addressed++);
      if (!this.#byAddress.has(address)) return address;
    }
  }
}
