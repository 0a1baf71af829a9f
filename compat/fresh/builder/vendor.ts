import preact from "preact" with { type: "text" };
import hooks from "preact/hooks" with { type: "text" };
import jsxRuntime from "preact/jsx-runtime" with { type: "text" };
import signals from "@preact/signals" with { type: "text" };
import signalsCore from "@preact/signals-core" with { type: "text" };

/** The name under which the browser finds a package. */
export function vendorName(specifier: string): string {
  return `${specifier.replace("@", "").replaceAll("/", "-")}.js`;
}

const SOURCES: readonly [specifier: string, text: unknown][] = [
  ["preact", preact],
  ["preact/hooks", hooks],
  ["preact/jsx-runtime", jsxRuntime],
  ["@preact/signals", signals],
  ["@preact/signals-core", signalsCore],
];

/**
 * The packages that islands may import, as text ready for the browser. They are imported rather than
 * read: for an import nobody has to be asked.
 */
export const vendors: ReadonlyMap<string, string> = new Map(
  SOURCES.map(([specifier, text]) => [specifier, forBrowser(String(text))]),
);

/** Lets the files find each other; they all lie in one folder. */
function forBrowser(text: string): string {
  return text
    .replace(
      /\b(from|import)\s*"([^"./][^"]*)"/g,
      (_, word, name) => `${word}"./${vendorName(name)}"`,
    )
    .replace(/\/\/# sourceMappingURL=.*$/m, "");
}
