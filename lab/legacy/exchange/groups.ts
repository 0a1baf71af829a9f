import { type FiniteGroup, finiteGroup } from "../../crypto/mod.ts";

// Primes of the form 2q + 1 for a prime q, drawn from a seeded source; 2 generates the subgroup of
// order q. Nobody uses them but this lab.

const DH512 = "0x" +
  "e3634a8c8cc0d59e79b3f12cccdbc5686fcb55c3bfffd962ccf314d1132cd7d1a9e3538be3c53d5f671d5cfc92d9" +
  "4593edaa6ac4ee94b1e91fe1de6f9fa7f3b7";

/** A group of 512 bits, which the academics of 2015 could break within days (Logjam). */
export const dh512: FiniteGroup = finiteGroup("dh512", BigInt(DH512), 2n);

/** TOY: a group of 64 bits, in which logarithms take seconds and not days. */
export const toyDh64: FiniteGroup = finiteGroup("TOY dh64", 0xf1fd73b9474a9bffn, 2n);

/** TOY: a group of 48 bits, in which logarithms take less than a second. */
export const toyDh48: FiniteGroup = finiteGroup("TOY dh48", 0xce920b76286fn, 2n);
