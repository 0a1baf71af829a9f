import type { Bytes } from "../bytes/mod.ts";
import { type Profile, PROFILES, verifyPath } from "../pki/mod.ts";
import { type CommonConfig, HONEST_SEAMS } from "../tls/mod.ts";

/** What a path is judged by, beyond what every client brings to it. */
type More = Pick<Parameters<typeof verifyPath>[0], "rules" | "revocationLists">;

function judging(more: More): Pick<CommonConfig, "seams"> {
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
          ...(name !== undefined && { name }),
          ...(transparency !== undefined && { transparency }),
          ...(timestamps !== undefined && { timestamps }),
          ...more,
        }),
    },
  };
}

/**
 * The part of a configuration that judges certificates by a standard: `webpki` is what browsers ask
 * of any certificate, `baseline` what those are held to whose authority everybody trusts.
 *
 * @param revocationLists DER, brought along from elsewhere; without any, nobody asks
 */
export function judgingBy(
  profile: Profile["id"],
  revocationLists?: readonly Bytes[],
): Pick<CommonConfig, "seams"> {
  const { rules } = PROFILES[profile];
  return judging({ rules, ...(revocationLists !== undefined && { revocationLists }) });
}

/**
 * The part of a configuration that holds certificates against revocation lists (RFC 5280 §5) which
 * came by another way, as with a browser's updates: nobody on the path can keep them back.
 */
export function carryingLists(...lists: readonly Bytes[]): Pick<CommonConfig, "seams"> {
  return judging({ revocationLists: lists });
}
