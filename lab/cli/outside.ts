import type { Bytes } from "../bytes/mod.ts";

/** What was in a file, or why nobody knows: one line. */
export type FileRead =
  | { readonly ok: true; readonly bytes: Bytes }
  | { readonly ok: false; readonly error: string };

/** The machine around the lab, as far as commands may look at it. */
export interface Outside {
  /** The real time, in seconds since 1970. */
  now(): number;
  /** Reads a file, and of a longer one only so many bytes; `-` is standard input. */
  read(path: string, most: number): FileRead;
}
