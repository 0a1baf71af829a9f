import { verifyPath } from "../pki/mod.ts";
import type { Flaw } from "./flaw.ts";

const id = "accept-any-certificate";

/**
 * Looks at the certificate and shrugs. The checks are still made, so that a run can say what they
 * would have found; nothing depends on them any more.
 */
export const acceptAnyCertificate: Flaw = {
  id,
  title: "Accepts any certificate",
  seen: "Georgiev et al., The Most Dangerous Code in the World, ACM CCS 2012",
  breaks: "RFC 5280 §6.1: the path must be validated before the key is used",
  apply: (config) => ({
    ...config,
    seams: {
      ...config.seams,
      verifyChain: (presented, context) => {
        const { crypto: provider, name, ...rest } = context;
        const { checks } = verifyPath({
          provider,
          presented,
          ...rest,
          ...(name !== undefined && { name }),
        });
        return { ok: true, checks, flaw: id };
      },
    },
  }),
};
