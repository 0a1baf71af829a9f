import type { ComponentType } from "preact";
import type { FsFile } from "./fs_files.ts";

/** A file that is served as it is, held in memory since the start. */
export interface StaticFile {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** With its quotes. */
  readonly etag: string;
}

/** Where the browser finds an island. */
export interface Island {
  /** The path of its module on this server. */
  readonly url: string;
  /** The name under which the module exports it. */
  readonly exportName: string;
}

/** What the builder found and made; pages are drawn with it. */
export interface Build {
  /** Changes whenever anything that browsers may keep changes. */
  readonly id: string;
  readonly files: readonly FsFile[];
  /** By the path they are served under, decoded. */
  readonly statics: ReadonlyMap<string, StaticFile>;
  // deno-lint-ignore no-explicit-any -- components of any props
  readonly islands: ReadonlyMap<ComponentType<any>, Island>;
  /** The script that brings islands to life; undefined if there are none. */
  readonly client: string | undefined;
}

/** Files of the build itself are served below this path; the build's id comes next. */
export const BUILD_PREFIX = "/_fresh";

/** The style that makes the elements around islands invisible to layout. */
export const STYLESHEET = "islands.css";

/** The key under which an app takes what was built. */
export const USE_BUILD = Symbol("use build");
