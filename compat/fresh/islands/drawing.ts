import { type ComponentChildren, type ComponentType, h, isValidElement } from "preact";
import { Signal } from "@preact/signals";
import type { Build, Island } from "../build.ts";
import { Encoder } from "./encode.ts";

/** An island on a page. */
export interface Use {
  readonly island: Island;
  readonly name: string;
  /** The place of its props in the list of values. */
  readonly props: number;
}

/** Something that the server draws inside an island. */
export interface SlotUse {
  readonly number: number;
  readonly content: ComponentChildren;
}

/** What comes together while one page is drawn. */
export class Drawing {
  readonly build: Build | undefined;
  readonly uses: Use[] = [];
  readonly head: ComponentChildren[] = [];
  readonly encoder = new Encoder();
  /** The slots that islands have shown; others wait in templates. */
  readonly shown = new Set<number>();
  #slots = 0;

  constructor(build: Build | undefined) {
    this.build = build;
  }

  /** The island that a component is, if it is one. */
  islandOf(type: ComponentType): Island | undefined {
    return this.build?.islands.get(type);
  }

  /**
   * Notes an island with its props.
   *
   * @param makeSlot the element that takes the place of elements among the props
   * @returns its number on the page, the props to draw it with, and the slots in them
   */
  use(
    island: Island,
    type: ComponentType,
    props: object,
    makeSlot: (slot: SlotUse) => ComponentChildren,
  ): { number: number; props: object; slots: SlotUse[] } {
    const name = type.displayName ?? type.name;
    const slots: SlotUse[] = [];
    const drawn: [key: string, value: unknown][] = [];
    const written: [key: string, place: number][] = [];
    for (const [key, value] of Object.entries(props)) {
      if (isContent(value)) {
        const slot = { number: this.#slots++, content: value };
        slots.push(slot);
        drawn.push([key, makeSlot(slot)]);
        written.push([key, this.encoder.addSlot(slot.number)]);
      } else {
        drawn.push([key, value]);
        written.push([
          key,
          this.encoder.add(value, `the prop "${key}" of ${name}`),
        ]);
      }
    }
    const place = this.encoder.values.push(["object", ...written.flat()]) - 1;
    const number = this.uses.push({ island, name, props: place }) - 1;
    return { number, props: Object.fromEntries(drawn), slots };
  }
}

/** Whether a prop is something to be drawn: an element, or a list with one in it. */
function isContent(value: unknown): value is ComponentChildren {
  if (value instanceof Signal) return false;
  return Array.isArray(value) ? value.some(isContent) : isValidElement(value);
}

/** An element around an island or a slot; the stylesheet takes its box away. */
export function marker(
  kind: "fresh-island" | "fresh-slot",
  number: number,
  inside: unknown,
) {
  return h(kind, { "data-n": number } as object, inside as ComponentChildren);
}
