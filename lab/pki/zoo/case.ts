import type { Bytes } from "../../bytes/mod.ts";
import type { Identity } from "../authority/authority.ts";
import type { KnownLog } from "../ct/policy.ts";

/** One certificate that a client should take, or should not, with the name it is shown for. */
export interface ZooCase {
  /** As badssl.com calls it; `ten-years` is our own. */
  readonly id: string;
  /** The name that a client asks for. */
  readonly host: string;
  /** What it is there to show. */
  readonly shows: "good" | "odd" | "bad";
  /** What is special about it, in a few words. */
  readonly what: string;
  readonly identity: Identity;
}

/** What the clients of the zoo know from elsewhere. */
export interface Zoo {
  readonly cases: readonly ZooCase[];
  /** DER of the root that everybody trusts. */
  readonly root: Bytes;
  /** Roots that were delivered with some machines, whose keys everybody knows. */
  readonly delivered: readonly Bytes[];
  readonly logs: readonly KnownLog[];
  /** What the issuing authority has taken back. */
  readonly revocationList: Bytes;
  /** Hash of the one key that belongs to the host of `pinning-test`. */
  readonly pin: { readonly host: string; readonly key: Bytes };
  /** Cases of badssl.com that are not here, and why. */
  readonly absent: readonly (readonly [id: string, why: string])[];
}
