/** The pages that are looked at: one of every kind, and those that say what went wrong. */
export const PAGES: readonly string[] = [
  "/",
  "/?q=certificate",
  "/run/handshake?seed=1",
  "/run/mitm?seed=1",
  "/run/mitm?seed=1&with=validation",
  "/run/record-replay?seed=1",
  "/run/mitm/keys?seed=1",
  "/run/mitm/certificates?seed=1&with=validation",
  "/run/mitm/cost?seed=1",
  "/matrix",
  "/compare",
  "/play",
  "/learn/mitm",
  "/present/mitm?seed=1",
  "/glossary",
  "/run/mitn",
  "/run/mitm?wiht=validation",
];

/** The sizes everything must fit: a desk, a projector, an old one, a phone, a desk at 200 %. */
export const SIZES: readonly (readonly [name: string, width: number, height: number])[] = [
  ["1440x1000", 1440, 1000],
  ["1024x768", 1024, 768],
  ["800x600", 800, 600],
  ["390x844", 390, 844],
  ["1440x1000 at 200 %", 720, 500],
];
