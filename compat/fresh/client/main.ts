/**
 * Runs in the browser: reads what the server wrote of the islands on this page, and brings each to
 * life in its place.
 */
import { type ComponentType, h, render } from "preact";
import type { IslandData, PageData } from "../islands/document.ts";
import { shared } from "../shared.ts";
import { decoder } from "./decode.ts";
import { Slots } from "./slots.ts";

type Module = Record<string, ComponentType<object>>;

/** Starts all islands; those on the outside before those in their slots. */
async function start({ buildId, islands, values }: PageData): Promise<void> {
  shared.buildId = buildId;
  const slots = new Slots();
  const places = slots.collect(document);
  const valueAt = decoder(values, (number) => h(slots.component(number), null));
  const modules = await load(islands.map(([url]) => url));

  islands.forEach(([url, exportName, props, isEmpty]: IslandData, number) => {
    const component = modules.get(url)?.[exportName];
    const place = places.get(number);
    if (
      component === undefined || place === undefined ||
      !isEmpty && !place.hasChildNodes()
    ) {
      complain(
        `The island ${exportName} of ${url} cannot start. ` +
          (component ? NESTING : ""),
      );
      return;
    }
    try {
      // Not `hydrate`, which would leave attributes as the server wrote them.
      render(h(component, valueAt(props) as object), place);
    } catch (error) {
      complain(error);
    }
  });
}

const NESTING =
  "Its place is gone: browsers move elements that may not be nested, such as a <div> " +
  "in a <p>, or anything but rows in a <table>";

/** Loads each module once; one that fails does not hold up the others. */
async function load(urls: readonly string[]): Promise<Map<string, Module>> {
  const modules = new Map<string, Module>();
  await Promise.all([...new Set(urls)].map(async (url) => {
    try {
      modules.set(url, await import(url));
    } catch (error) {
      complain(error);
    }
  }));
  return modules;
}

function complain(what: unknown): void {
  // deno-lint-ignore no-console -- in a browser, the console is where developers look
  console.error(what);
}

const block = document.getElementById("fresh-data");
if (block?.textContent) await start(JSON.parse(block.textContent));
