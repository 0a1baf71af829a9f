import type { Term } from "./term.ts";

/** How one finds out what authorities have issued. */
export const TRANSPARENCY_TERMS: readonly Term[] = [
  {
    term: "Certificate Transparency",
    also: ["CT"],
    text:
      "Browsers take a certificate only with a promise that it will soon stand in a public list. That " +
      "does not prevent a false one, but the owner of the name can find it there.",
    seeAlso: ["certificate log", "SCT", "monitor"],
    spec: "RFC 6962",
    scenarios: ["rogue-ca", "ct-split-view"],
  },
  {
    term: "certificate log",
    also: ["CT log"],
    text:
      "A public list of certificates that only grows. Anybody may read it, and it signs what it says " +
      "of itself.",
    seeAlso: ["Certificate Transparency", "tree head", "monitor"],
    spec: "RFC 6962 §3",
    scenarios: ["ct-split-view"],
  },
  {
    term: "SCT",
    also: ["signed certificate timestamp"],
    text:
      "A log's signed promise to publish a certificate. It comes inside the certificate or beside it, " +
      "and says nothing about whether the promise was kept.",
    seeAlso: ["certificate log", "inclusion proof", "precertificate"],
    spec: "RFC 6962 §3.2",
    scenarios: ["ct-split-view"],
  },
  {
    term: "tree head",
    also: ["STH", "signed tree head"],
    text:
      "What a log signs about its whole list: how many entries it has, when, and the root of the tree " +
      "made from them.",
    seeAlso: ["Merkle tree", "consistency proof"],
    spec: "RFC 6962 §3.5",
  },
  {
    term: "Merkle tree",
    also: ["hash tree"],
    text:
      "Hashes of hashes, two by two, up to one root that stands for a whole list. Changing any entry " +
      "changes the root.",
    seeAlso: ["tree head", "inclusion proof", "consistency proof"],
    spec: "RFC 6962 §2.1",
  },
  {
    term: "inclusion proof",
    also: ["audit path", "audit proof"],
    text:
      "The few hashes that lead from one entry up to the root of a list. They show that the entry is " +
      "in that list, not that others see the same list.",
    seeAlso: ["Merkle tree", "consistency proof"],
    spec: "RFC 6962 §2.1.1",
  },
  {
    term: "consistency proof",
    also: [],
    text:
      "The few hashes that show that a longer list begins with all of a shorter one: nothing was taken " +
      "out or changed.",
    seeAlso: ["Merkle tree", "split view"],
    spec: "RFC 6962 §2.1.2",
  },
  {
    term: "split view",
    also: [],
    text:
      "A log that shows different people different lists. Each list is in order by itself; only " +
      "comparing them gives the log away.",
    seeAlso: ["gossip", "consistency proof"],
    spec: "RFC 6962 §7.3",
    scenarios: ["ct-split-view"],
  },
  {
    term: "gossip",
    also: [],
    text:
      "Telling each other which tree heads one was shown. Two that do not fit are proof against the " +
      "log that has signed them.",
    seeAlso: ["split view", "tree head"],
    spec: "RFC 6962 §7.3",
  },
  {
    term: "monitor",
    also: [],
    text:
      "Somebody who reads every new entry of a log and looks for certain names, mostly for those who " +
      "own them.",
    seeAlso: ["certificate log", "Certificate Transparency"],
    spec: "RFC 6962 §5.3",
    scenarios: ["rogue-ca", "ct-split-view"],
  },
  {
    term: "precertificate",
    also: ["poison extension"],
    text: "The announcement of a certificate, for logs alone. A critical extension that nobody " +
      "understands keeps it from being used as one.",
    seeAlso: ["SCT", "certificate log"],
    spec: "RFC 6962 §3.1",
  },
];
