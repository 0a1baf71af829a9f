/** A folder with one purpose and the rooms it may import. */
export interface Room {
  /** The folder, seen from the repository's root. */
  readonly folder: string;
  /** Rooms by name: the last part of their folder. */
  readonly mayImport: readonly string[];
  /** Those of `mayImport` that only lend their types. */
  readonly typesOnly?: readonly string[];
}

/** What the engine stands on; whoever may use the engine may use these too. */
const TLS_AND_BELOW = ["tls", "bytes", "crypto", "wire", "pki"] as const;

/** The table of ARCHITECTURE.md as data. `rooms_test.ts` compares the two. */
export const ROOMS = {
  bytes: { folder: "lab/bytes", mayImport: [] },
  crypto: { folder: "lab/crypto", mayImport: ["bytes"] },
  trace: { folder: "lab/trace", mayImport: ["bytes"] },
  net: { folder: "lab/net", mayImport: ["bytes", "crypto", "trace"] },
  wire: { folder: "lab/wire", mayImport: ["bytes"] },
  pki: { folder: "lab/pki", mayImport: ["bytes", "crypto"] },
  acme: { folder: "lab/acme", mayImport: ["pki", "bytes", "crypto"] },
  tls: { folder: "lab/tls", mayImport: ["bytes", "crypto", "wire", "pki"] },
  flaws: { folder: "lab/flaws", mayImport: TLS_AND_BELOW },
  legacy: { folder: "lab/legacy", mayImport: TLS_AND_BELOW },
  host: { folder: "lab/host", mayImport: ["net", "trace", "tls", "wire", "bytes"] },
  attacks: {
    folder: "lab/attacks",
    mayImport: ["host", "net", "trace", "acme", ...TLS_AND_BELOW],
  },
  cast: {
    folder: "lab/cast",
    mayImport: [
      "attacks",
      "flaws",
      "host",
      "net",
      "acme",
      "tls",
      "pki",
      "wire",
      "trace",
      "crypto",
      "bytes",
    ],
    typesOnly: ["flaws"],
  },
  scenario: {
    folder: "lab/scenario",
    mayImport: ["cast", "net", "tls", "wire", "trace", "crypto", "bytes"],
  },
  views: {
    folder: "lab/views",
    mayImport: ["trace", "flaws", "legacy", "net", ...TLS_AND_BELOW],
  },
  export: { folder: "lab/export", mayImport: ["views", "trace", "bytes"] },
  cli: { folder: "lab/cli", mayImport: ["views", "scenario", "trace", "wire", "crypto", "bytes"] },
  scenarios: {
    folder: "scenarios",
    mayImport: ["scenario", "attacks", "flaws", "legacy", "cast", "bytes"],
  },
} as const satisfies Record<string, Room>;

/** The name of a room. */
export type RoomName = keyof typeof ROOMS;

/** Files other than `mod.ts` that may be imported from outside, by tests, tools and `main.ts` only. */
export const PROVIDERS: readonly string[] = [
  "lab/crypto/noble.ts",
  "lab/crypto/native.ts",
  "lab/crypto/hybrid.ts",
];

/**
 * Files that load others when somebody asks. They are waited for before there is a world, and so
 * they alone may have promises; `main.ts` may import them all.
 */
export const LOADERS: readonly string[] = ["scenarios/catalogue.ts", "scenarios/mod.ts"];

/** Where the parts are put together besides `main.ts`, and so a provider is chosen. */
export const CHOOSERS: readonly string[] = [
  "routes/(_server)/lab.ts",
  "routes/(_server)/long_runs_worker.ts",
];

/** A package and the places that may import it; tests may import any package. */
export interface Package {
  /** A name, or with a slash at the end the beginning of one. */
  readonly name: string;
  /** Files and folders, seen from the root; what they share is the beginning of their path. */
  readonly places: readonly string[];
}

/** Packages beyond the language. What is not listed is not to be imported. */
export const PACKAGES: readonly Package[] = [
  { name: "@noble/", places: ["lab/crypto/", "lab/legacy/ciphers/md5.ts"] },
  { name: "@peculiar/", places: ["lab/pki/"] },
  { name: "reflect-metadata", places: ["lab/pki/"] },
  { name: "node:crypto", places: ["lab/crypto/native"] },
  { name: "@std/cli", places: ["lab/cli/", "main.ts"] },
  { name: "fresh", places: ["routes/", "main.ts", "compat/fresh/"] },
  { name: "preact", places: ["routes/", "main.ts", "compat/fresh/"] },
  { name: "@preact/signals", places: ["routes/", "main.ts", "compat/fresh/"] },
  { name: "@std/assert", places: [] },
  { name: "fast-check", places: [] },
];

/** Every room that imports this one, straight or through others. */
export function roomsAbove(name: string): Set<string> {
  const above = new Set<string>();
  const climb = (below: string) => {
    for (const [other, room] of Object.entries<Room>(ROOMS)) {
      if (above.has(other) || !room.mayImport.includes(below)) continue;
      above.add(other);
      climb(other);
    }
  };
  climb(name);
  return above;
}
