import { certificateZoo, type Zoo, type ZooCase } from "../pki/mod.ts";
import { issued, type IssuedIdentity, toolsOf } from "./authority.ts";
import type { Stage } from "./stage.ts";

/** A case of the zoo that a server can answer with. */
export interface ZooSite extends ZooCase {
  readonly identity: IssuedIdentity;
}

/** The certificates of badssl.com, issued now, and what those know who come to look at them. */
export function zooOf(stage: Stage): Omit<Zoo, "cases"> & { readonly cases: readonly ZooSite[] } {
  const zoo = certificateZoo(toolsOf(stage, "zoo"));
  const cases = zoo.cases.map((one) => ({
    ...one,
    identity: issued(stage, one.host, one.identity),
  }));
  return { ...zoo, cases };
}
