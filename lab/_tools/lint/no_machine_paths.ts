/** An absolute path into somebody's own folders. */
const MACHINE_PATH = /(?:^|[\s"'`=:,(])(\/(?:home|root|work|Users)\/|[A-Z]:\\Users\\)/;

/** `lab/no-machine-paths`: no text names a folder that only one machine has. */
export const noMachinePaths: Deno.lint.Rule = {
  create(context) {
    const check = (node: Deno.lint.Node, text: unknown) => {
      const found = typeof text === "string" ? MACHINE_PATH.exec(text)?.[1] : undefined;
      if (found === undefined) return;
      context.report({
        node,
        message: `A path that begins with ${found} exists on one machine only`,
        hint: "Build it from import.meta.dirname, or take it as an argument",
      });
    };
    return {
      Literal: (node) => check(node, node.value),
      TemplateElement: (node) => check(node, node.cooked),
    };
  },
};
