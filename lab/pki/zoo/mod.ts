/** The certificate cases of badssl.com, issued by authorities of the lab. */
export type { Zoo, ZooCase } from "./case.ts";
export { certificateZoo, ZOO_AGE } from "./zoo.ts";
