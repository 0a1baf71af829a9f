import type { Bytes } from "../bytes/mod.ts";
import { verifyPath } from "../pki/mod.ts";
import { type CommonConfig, HONEST_SEAMS } from "../tls/mod.ts";

/**
 * The part of a configuration that holds certificates against revocation lists (RFC 5280 §5) which
 * came by another way, as with a browser's updates: nobody on the path can keep them back.
 */
export function carryingLists(...lists: readonly Bytes[]): Pick<CommonConfig, "seams"> {
  return {
    seams: {
      ...HONEST_SEAMS,
      verifyChain: (
        presented,
        { crypto, anchors, now, purpose, name, transparency, timestamps },
      ) =>
        verifyPath({
          provider: crypto,
          presented,
          anchors,
          now,
          purpose,
          revocationLists: lists,
          ...(name !== undefined && { name }),
          ...(transparency !== undefined && { transparency }),
          ...(timestamps !== undefined && { timestamps }),
        }),
    },
  };
}
