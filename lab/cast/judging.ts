import type { Bytes } from "../bytes/mod.ts";
import { type Profile, PROFILES, verifyPath } from "../pki/mod.ts";
import { type CommonConfig, HONEST_SEAMS } from "../tls/mod.ts";

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
          rules,
          ...(name !== undefined && { name }),
          ...(transparency !== undefined && { transparency }),
          ...(timestamps !== undefined && { timestamps }),
          ...(revocationLists !== undefined && { revocationLists }),
        }),
    },
  };
}
