import { type ComponentChildren, Fragment, h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { type Build, BUILD_PREFIX, STYLESHEET } from "../build.ts";
import { Drawing } from "./drawing.ts";
import { drawContent } from "./host.ts";

/** The id of the element that holds the props of all islands. */
export const DATA_ID = "fresh-data";

/** What the script in the browser is told of a page. */
export interface PageData {
  readonly buildId: string;
  /** In the order of their numbers. */
  readonly islands: readonly IslandData[];
  readonly values: Drawing["encoder"]["values"];
}

/** An island: its module and name there, the place of its props, and whether it shows nothing. */
export type IslandData = [
  url: string,
  exportName: string,
  props: number,
  isEmpty: boolean,
];

/** Draws a whole page as HTML, with what its islands need. */
export function renderDocument(
  content: ComponentChildren,
  build: Build | undefined,
): string {
  const drawing = new Drawing(build);
  let html = drawContent(content, drawing);
  let head = headOf(drawing.head);
  if (/<title[ >]/.test(head)) html = html.replace(/<title>[^<]*<\/title>/, "");
  if (build?.client !== undefined && drawing.uses.length > 0) {
    head += `<link rel="stylesheet" href="${BUILD_PREFIX}/${build.id}/${STYLESHEET}">`;
    html = before(
      "</body>",
      html,
      scripts(drawing, build, build.client, html),
      "end",
    );
  }
  return `<!DOCTYPE html>${before("</head>", html, head, "start")}`;
}

/** Puts text in front of a closing tag, or where there is none at the start or the end. */
function before(
  tag: string,
  html: string,
  text: string,
  otherwise: "start" | "end",
): string {
  const at = tag === "</body>" ? html.lastIndexOf(tag) : html.indexOf(tag);
  if (at >= 0) return html.slice(0, at) + text + html.slice(at);
  return otherwise === "start" ? text + html : html + text;
}

function scripts(
  drawing: Drawing,
  build: Build,
  client: string,
  html: string,
): string {
  const islands = drawing.uses.map(
    ({ island: { url, exportName }, props }, n): IslandData => {
      const isEmpty = html.includes(
        `<fresh-island data-n="${n}"></fresh-island>`,
      );
      return [url, exportName, props, isEmpty];
    },
  );
  const data: PageData = {
    buildId: build.id,
    islands,
    values: drawing.encoder.values,
  };
  // A data block runs nothing, and without `<` there is nothing in it that could end it.
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return `<script type="application/json" id="${DATA_ID}">${json}</script>` +
    `<script type="module" src="${client}"></script>`;
}

/** Draws what `<Head>` elements gave; where two mean the same, the later one counts. */
function headOf(children: readonly ComponentChildren[]): string {
  const elements = new Map<unknown, ComponentChildren>();
  for (const child of children.flat(Infinity) as ComponentChildren[]) {
    const key = identity(child);
    elements.delete(key);
    elements.set(key, child);
  }
  return elements.size === 0 ? "" : renderToString(h(Fragment, null, ...elements.values()));
}

function identity(child: ComponentChildren): unknown {
  const { type, key, props } = (child ?? {}) as Partial<
    VNode<{ id?: string; name?: string }>
  >;
  if (type === "title") return "title";
  if (key !== undefined && key !== null) return `key ${key}`;
  if (props?.id !== undefined) return `id ${props.id}`;
  if (type === "meta" && props?.name !== undefined) return `meta ${props.name}`;
  return Symbol();
}
