import type { Rule } from "./rule.ts";
import { keyStrength, signatureAlgorithm } from "./rules/algorithm.ts";
import { anchor } from "./rules/anchor.ts";
import { basicConstraints, pathLength } from "./rules/basic_constraints.ts";
import { chainDepth } from "./rules/chain_depth.ts";
import { criticalExtensions } from "./rules/critical_extensions.ts";
import { extendedKeyUsage } from "./rules/extended_key_usage.ts";
import { issuerName } from "./rules/issuer_name.ts";
import { keyUsage } from "./rules/key_usage.ts";
import { name } from "./rules/name.ts";
import { nameConstraints } from "./rules/name_constraints.ts";
import { policies } from "./rules/policies.ts";
import { profile } from "./rules/profile.ts";
import { revocationLists } from "./rules/revocation_lists.ts";
import { signature } from "./rules/signature.ts";
import { validity } from "./rules/validity.ts";

/**
 * Everything an honest verifier demands, in the order in which it is reported. A verifier with a
 * known flaw has another list: `RULES.filter(({ id }) => id !== "name")`.
 */
export const RULES: readonly Rule[] = [
  anchor,
  signature,
  issuerName,
  validity,
  revocationLists,
  basicConstraints,
  pathLength,
  chainDepth,
  keyUsage,
  extendedKeyUsage,
  nameConstraints,
  policies,
  criticalExtensions,
  signatureAlgorithm,
  keyStrength,
  profile,
  name,
];
