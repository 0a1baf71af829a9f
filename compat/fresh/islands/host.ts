import {
  type ComponentChildren,
  type ComponentType,
  createContext,
  Fragment,
  h,
  options,
  type VNode,
} from "preact";
import { useContext } from "preact/hooks";
import { renderToString } from "preact-render-to-string";
import { shared } from "../shared.ts";
import { type Drawing, marker, type SlotUse } from "./drawing.ts";

/** The page that is being drawn. Drawing is synchronous, so there is never more than one. */
let drawing: Drawing | undefined;

/** True inside of an island, where all belongs to the island's own tree; false again in slots. */
const Inside = createContext(false);

/** Islands that already have their host. */
const hosted = new WeakSet<VNode>();

/** Draws a page, with a host around each island. */
export function drawContent(content: ComponentChildren, on: Drawing): string {
  drawing = on;
  shared.buildId = on.build?.id;
  shared.collectHead = (children) => on.head.push(children);
  try {
    return renderToString(h(Fragment, null, content));
  } finally {
    drawing = undefined;
    shared.collectHead = undefined;
  }
}

/** What Preact calls before it looks at an element; the name is what is left of it when minified. */
const hooks = options as { __b?: (vnode: VNode) => void };
const before = hooks.__b;
hooks.__b = (vnode) => {
  if (drawing !== undefined) giveHost(vnode, drawing);
  before?.(vnode);
};

function giveHost(vnode: VNode, drawing: Drawing): void {
  const { type, props } = vnode;
  if (typeof type !== "function" || hosted.has(vnode)) return;
  if (drawing.islandOf(type as ComponentType) === undefined) return;
  Object.assign(vnode, { type: Host, props: { type, props } });
}

/** Draws an island on the outside of others with a mark around it. */
function Host({ type, props }: { type: ComponentType; props: object }): VNode {
  const plain = (props: object) => {
    const vnode = h(type, props);
    hosted.add(vnode);
    return vnode;
  };
  const island = drawing?.islandOf(type);
  if (useContext(Inside) || drawing === undefined || island === undefined) {
    return plain(props);
  }
  const use = drawing.use(island, type, props, (slot) => h(Slot, slot));
  return h(
    Fragment,
    null,
    marker(
      "fresh-island",
      use.number,
      h(Inside.Provider, { value: true }, plain(use.props)),
    ),
    h(Hidden, { slots: use.slots }),
  );
}

function Slot(slot: SlotUse): ComponentChildren {
  drawing?.shown.add(slot.number);
  return marker("fresh-slot", slot.number, outside(slot.content));
}

/** What an island was given but does not show yet; drawn after it, when that is known. */
function Hidden({ slots }: { slots: readonly SlotUse[] }): VNode {
  const hidden = slots.filter(({ number }) => !drawing?.shown.has(number));
  const templates = hidden.map(({ number, content }) =>
    h("template", { "data-fresh-slot": number } as object, outside(content))
  );
  return h(Fragment, null, templates);
}

function outside(content: ComponentChildren): ComponentChildren {
  return h(Inside.Provider, { value: false }, content);
}
