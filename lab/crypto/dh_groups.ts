import { type FiniteGroup, finiteGroup } from "./dh.ts";

// All three primes are 2q + 1 for a prime q, so that no small subgroup is there to be confined to.

const FFDHE2048 = "0x" +
  "ffffffffffffffffadf85458a2bb4a9aafdc5620273d3cf1d8b9c583ce2d3695a9e13641146433fbcc939dce249b" +
  "3ef97d2fe363630c75d8f681b202aec4617ad3df1ed5d5fd65612433f51f5f066ed0856365553ded1af3b557135e" +
  "7f57c935984f0c70e0e68b77e2a689daf3efe8721df158a136ade73530acca4f483a797abc0ab182b324fb61d108" +
  "a94bb2c8e3fbb96adab760d7f4681d4f42a3de394df4ae56ede76372bb190b07a7c8ee0a6d709e02fce1cdf7e2ec" +
  "c03404cd28342f619172fe9ce98583ff8e4f1232eef28183c3fe3b1b4c6fad733bb5fcbc2ec22005c58ef1837d16" +
  "83b2c6f34a26c1b2effa886b423861285c97ffffffffffffffff";

const FFDHE3072 = "0x" +
  "ffffffffffffffffadf85458a2bb4a9aafdc5620273d3cf1d8b9c583ce2d3695a9e13641146433fbcc939dce249b" +
  "3ef97d2fe363630c75d8f681b202aec4617ad3df1ed5d5fd65612433f51f5f066ed0856365553ded1af3b557135e" +
  "7f57c935984f0c70e0e68b77e2a689daf3efe8721df158a136ade73530acca4f483a797abc0ab182b324fb61d108" +
  "a94bb2c8e3fbb96adab760d7f4681d4f42a3de394df4ae56ede76372bb190b07a7c8ee0a6d709e02fce1cdf7e2ec" +
  "c03404cd28342f619172fe9ce98583ff8e4f1232eef28183c3fe3b1b4c6fad733bb5fcbc2ec22005c58ef1837d16" +
  "83b2c6f34a26c1b2effa886b4238611fcfdcde355b3b6519035bbc34f4def99c023861b46fc9d6e6c9077ad91d26" +
  "91f7f7ee598cb0fac186d91caefe130985139270b4130c93bc437944f4fd4452e2d74dd364f2e21e71f54bff5cae" +
  "82ab9c9df69ee86d2bc522363a0dabc521979b0deada1dbf9a42d5c4484e0abcd06bfa53ddef3c1b20ee3fd59d7c" +
  "25e41d2b66c62e37ffffffffffffffff";

const MODP1024 = "0x" +
  "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e34" +
  "04ddef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6" +
  "f406b7edee386bfb5a899fa5ae9f24117c4b1fe649286651ece65381ffffffffffffffff";

/** The 2048-bit group of RFC 7919 §A.1; its prime is made of the digits of e. */
export const ffdhe2048: FiniteGroup = finiteGroup("ffdhe2048", BigInt(FFDHE2048), 2n);

/** The 3072-bit group of RFC 7919 §A.2. */
export const ffdhe3072: FiniteGroup = finiteGroup("ffdhe3072", BigInt(FFDHE3072), 2n);

/**
 * The second Oakley group (RFC 2409 §6.2), 1024 bits made of the digits of pi. Very many servers
 * shared it, so that one great computation would have broken all of them (Logjam, 2015).
 */
export const modp1024: FiniteGroup = finiteGroup("modp1024", BigInt(MODP1024), 2n);
