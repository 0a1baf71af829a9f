import type { Link } from "./link.ts";
import type { Node } from "./node.ts";

/**
 * Which way packets go: the fewest hops, and where several ways are equally short, over the link
 * that was laid first. Worked out once per destination, and anew when a link is laid.
 */
export class Routes {
  /** By destination: how many hops each node is away from it. */
  readonly #hops = new Map<Node, ReadonlyMap<Node, number>>();

  /** Forgets everything, because the map has changed. */
  clear(): void {
    this.#hops.clear();
  }

  /** The link that `node` sends packets for `destination` over, or `undefined` if there is no way. */
  next(node: Node, destination: Node): Link | undefined {
    if (node === destination) return undefined;
    const direct = node.links.find((link) => link.other(node) === destination);
    if (direct !== undefined) return direct; // neighbours need no map
    const hops = this.#hopsTo(destination);
    const away = hops.get(node);
    if (away === undefined) return undefined;
    return node.links.find((link) => hops.get(link.other(node)) === away - 1);
  }

  /** The links from `node` to `destination`, in order; none if there is no way. */
  path(node: Node, destination: Node): readonly Link[] {
    const links: Link[] = [];
    for (let at = node, link = this.next(at, destination); link !== undefined;) {
      links.push(link);
      at = link.other(at);
      link = this.next(at, destination);
    }
    return links;
  }

  /** Breadth first from the destination. */
  #hopsTo(destination: Node): ReadonlyMap<Node, number> {
    const known = this.#hops.get(destination);
    if (known !== undefined) return known;
    const hops = new Map([[destination, 0]]);
    for (const [node, away] of hops) { // a Map also visits what is added while it is walked
      for (const link of node.links) {
        const neighbour = link.other(node);
        if (!hops.has(neighbour)) hops.set(neighbour, away + 1);
      }
    }
    this.#hops.set(destination, hops);
    return hops;
  }
}
