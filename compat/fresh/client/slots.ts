import { type ComponentType, h } from "preact";

/**
 * What the server drew inside of islands. Those nodes are kept and put back where the island shows
 * them: made anew from their HTML, the islands among them would be lost.
 */
export class Slots {
  readonly #nodes = new Map<number, Node[]>();
  readonly #components = new Map<number, ComponentType>();

  /**
   * Finds the places of all islands by their number, and takes the slots' nodes.
   *
   * The nodes stay where they are for now. What waits in a `<template>` belongs to a document of
   * its own, and is taken over into this one.
   */
  collect(root: Document | DocumentFragment): Map<number, Element> {
    const places = new Map<number, Element>();
    for (const element of root.querySelectorAll("fresh-island")) {
      places.set(Number(element.getAttribute("data-n")), element);
    }
    for (const element of root.querySelectorAll("fresh-slot")) {
      this.#nodes.set(Number(element.getAttribute("data-n")), [
        ...element.childNodes,
      ]);
    }
    for (const template of root.querySelectorAll("template")) {
      const number = template.getAttribute("data-fresh-slot");
      if (number === null) continue;
      const content = document.adoptNode(template.content);
      for (const [inner, place] of this.collect(content)) {
        places.set(inner, place);
      }
      this.#nodes.set(Number(number), [...content.childNodes]);
    }
    return places;
  }

  /** A component that shows the nodes of a slot. */
  component(number: number): ComponentType {
    const known = this.#components.get(number);
    if (known !== undefined) return known;
    // One function for good: with a new one, Preact would call it at every change.
    const putBack = (place: HTMLElement | null) => {
      place?.replaceChildren(...this.#nodes.get(number) ?? []);
    };
    const component = () => h("fresh-slot", { ref: putBack } as object);
    this.#components.set(number, component);
    return component;
  }
}
