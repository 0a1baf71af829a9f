import { asset } from "fresh/runtime";
import { define } from "./(_server)/define.ts";
import ThemeToggle from "./(_islands)/ThemeToggle.tsx";

const PLACES = [
  ["/", "Scenarios"],
  ["/matrix", "Matrix"],
  ["/compare", "Compare"],
  ["/play", "Playground"],
  ["/glossary", "Glossary"],
] as const;

/** The frame of every page. */
export default define.page(({ Component, state, url }) => (
  <html lang="en" {...(state.theme && { "data-theme": state.theme })}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>TLS Lab</title>
      <link rel="stylesheet" href={asset("/styles.css")} />
      <noscript>
        <link rel="stylesheet" href={asset("/no_script.css")} />
      </noscript>
      <link rel="icon" href={asset("/icon.svg")} type="image/svg+xml" />
    </head>
    <body>
      <a class="skip" href="#content">To the content</a>
      <header class="site">
        <a class="brand" href="/">TLS Lab</a>
        <nav aria-label="Main">
          {PLACES.map(([href, name]) => (
            <a
              key={href}
              href={href}
              {...(isCurrent(href, url.pathname) && { "aria-current": "page" as const })}
            >
              {name}
            </a>
          ))}
        </nav>
        <div class="right needs-script">
          <ThemeToggle theme={state.theme ?? "system"} />
        </div>
      </header>
      <main id="content">
        <Component />
      </main>
      <footer>
        Everything shown is computed on this machine, and nothing leaves it. For teaching: not
        reviewed, not constant-time, not for real keys.
      </footer>
    </body>
  </html>
));

function isCurrent(href: string, path: string): boolean {
  return href === "/" ? path === "/" : path.startsWith(href);
}
