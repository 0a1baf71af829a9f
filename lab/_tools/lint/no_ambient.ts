import { placeOf } from "./places.ts";
import { LOADERS } from "./rooms.ts";
import { isLabel, Scopes } from "./scopes.ts";

const CLOCK = "Take the time as data: world.clock, or a time that the caller passes in";
const CHANCE = "Draw from a RandomSource, such as world.random with a name of its own";
const OUTPUT = "Record a trace event, or give the text back to the caller";
const WORLD = "Take what is needed as a parameter; main.ts and lab/_tools talk to the world";
const ORDER = "Order is only (time, sequence): schedule it on the world's queue";
const SYNC = "The lab is synchronous: give the value back, and let the queue decide what is next";
const LOCALE = "Compare with < and write numbers with String(), which are the same everywhere";

/** Names that every program is born with and that are not the same in every run, with the remedy. */
const AMBIENT: ReadonlyMap<string, string> = new Map([
  ...each(CLOCK, "Date performance Temporal"),
  ...each(CHANCE, "crypto Crypto SubtleCrypto"),
  ...each(OUTPUT, "console alert confirm prompt"),
  ...each(WORLD, "Deno process Buffer fetch globalThis global window self navigator location"),
  ...each(WORLD, "localStorage sessionStorage indexedDB caches require"),
  ...each(WORLD, "Worker WebSocket XMLHttpRequest EventSource BroadcastChannel MessageChannel"),
  ...each(ORDER, "setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate"),
  ...each(ORDER, "queueMicrotask requestAnimationFrame Atomics SharedArrayBuffer"),
  ...each(ORDER, "WeakRef FinalizationRegistry"),
  ...each(SYNC, "Promise PromiseLike"),
  ...each(LOCALE, "Intl"),
]);

function each(remedy: string, names: string): [name: string, remedy: string][] {
  return names.split(" ").map((name) => [name, remedy]);
}

/** Methods whose result depends on the language of the machine. */
const LOCALE_METHOD = /^(toLocale[A-Z]\w*|localeCompare)$/;

/**
 * `lab/no-ambient`: a run of the lab depends on its seed and on nothing else.
 *
 * The rule follows names, not values. It does not see `Math` stored in a variable first, nor a
 * property reached through a computed string other than a plain one; `globalThis` is forbidden
 * altogether, so that there is no detour by way of it. A name that the file declares itself, such as
 * a parameter `crypto`, is no concern of the rule where that declaration holds.
 */
export const noAmbient: Deno.lint.Rule = {
  create(context) {
    const { part, room, path } = placeOf(context.filename);
    if (part !== "room" || room === undefined) return {};

    const loads = LOADERS.includes(path);
    const scopes = new Scopes();
    const used: Deno.lint.Identifier[] = [];
    const report = (node: Deno.lint.Node, what: string, hint: string) =>
      context.report({ node, message: `${what} is not the same in every run`, hint });
    const asynchronous = (node: Deno.lint.Node & { async: boolean }) => {
      if (node.async) {
        context.report({ node, message: "The lab has no async functions", hint: SYNC });
      }
    };
    const declarations = scopes.visitor();

    return {
      ...declarations,
      Identifier(node) {
        if (AMBIENT.has(node.name) && !isLabel(node)) used.push(node);
      },
      MemberExpression(node) {
        const name = node.property.type === "Identifier" && !node.computed
          ? node.property.name
          : node.property.type === "Literal"
          ? String(node.property.value)
          : "";
        if (LOCALE_METHOD.test(name)) report(node.property, name, LOCALE);
        if (name === "random" && node.object.type === "Identifier" && node.object.name === "Math") {
          report(node, "Math.random", CHANCE);
        }
      },
      VariableDeclarator(node) {
        declarations.VariableDeclarator?.(node);
        if (
          node.id.type === "ObjectPattern" && node.init?.type === "Identifier" &&
          node.init.name === "Math" && /\brandom\b/.test(context.sourceCode.getText(node.id))
        ) report(node, "Math.random", CHANCE);
      },
      FunctionDeclaration(node) {
        declarations.FunctionDeclaration?.(node);
        asynchronous(node);
      },
      FunctionExpression(node) {
        declarations.FunctionExpression?.(node);
        asynchronous(node);
      },
      ArrowFunctionExpression(node) {
        declarations.ArrowFunctionExpression?.(node);
        asynchronous(node);
      },
      AwaitExpression(node) {
        if (!loads) context.report({ node, message: "The lab waits for nothing", hint: SYNC });
      },
      ForOfStatement(node) {
        if (node.await) context.report({ node, message: "The lab waits for nothing", hint: SYNC });
      },
      ImportExpression(node) {
        if (loads) return;
        context.report({
          node,
          message: "A dynamic import gives a promise",
          hint: "Import it at the top of the file",
        });
      },
      "Program:exit"() {
        // Declarations may come after their use, so judgement waits for the end of the file.
        const seen = new Set<number>();
        for (const node of used) {
          if (seen.has(node.range[0]) || scopes.isDeclared(node.name, node.range)) continue;
          seen.add(node.range[0]);
          const remedy = AMBIENT.get(node.name)!;
          if (!loads || remedy !== SYNC) report(node, node.name, remedy);
        }
      },
    };
  },
};
