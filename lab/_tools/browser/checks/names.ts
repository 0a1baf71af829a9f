/**
 * Texts that mean harm do none in a real browser. Names in certificates and packets are the matter
 * of the tests in `routes/(_tests)`; here they come by the ways a visitor has: address and form.
 */
import { type Check, must } from "../report.ts";
import { complaintsOf, type Lab, visit } from "../visit.ts";

/** Each tries to set `harmed`, or to turn the text around it about. */
const EVIL = [
  '"><img src=x onerror=harmed=1>',
  "</script><script>harmed=1</script>",
  "javascript:harmed=1",
  "\u202egnp.exe",
];

/** Places of an address that a page shows again, and the status of its answer. */
const PLACES: readonly (readonly [path: (evil: string) => string, status: number])[] = [
  [(evil) => `/?q=${evil}`, 200],
  [(evil) => `/run/mitm?with=${evil}`, 400],
  [(evil) => `/run/mitm?seed=${evil}`, 400],
  [(evil) => `/compare?left=${evil}`, 400],
  [(evil) => `/compare?left=${encodeURIComponent("/run/")}${evil}`, 404],
  [(evil) => `/play?${evil}=1`, 400],
  [(evil) => `/play?say=${evil}`, 200],
];

export function hostileNames(lab: Lab): Check[] {
  return EVIL.map((evil): Check => ({
    name: `harmless on every page: ${JSON.stringify(evil).replace("\u202e", "\\u202e")}`,
    run: async () => {
      for (const [path, status] of PLACES) await open(lab, path(encodeURIComponent(evil)), status);
    },
  }));
}

async function open(lab: Lab, path: string, status: number): Promise<void> {
  await visit(lab, path, {}, async (seen) => {
    const found = await seen.page.evaluate(() => {
      const suspects = document.querySelectorAll(
        "img, [onerror], script:not([src]):not([type]), [href^='javascript:']",
      );
      const text = document.body.innerText;
      return [
        ...("harmed" in globalThis ? ["a text was carried out as a program"] : []),
        ...[...suspects].map((element) => `the text became ${element.outerHTML.slice(0, 80)}`),
        ...(/[\u202a-\u202e\u2066-\u2069]/.test(text) ? ["the text turns others about"] : []),
      ];
    }, null);
    // An address that is wrong on purpose is answered with its status, which Chromium tells, too.
    const expected = new RegExp(
      `^status ${status}: |the server responded with a status of ${status}`,
    );
    const complaints = (await complaintsOf(seen)).filter((text) =>
      status === 200 || !expected.test(text)
    );
    const all = [...found, ...complaints];
    must(all.length === 0, `${path}\n${all.join("\n")}`);
  });
}
