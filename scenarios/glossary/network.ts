import type { Term } from "./term.ts";

/** The way between two programs, and what can happen to a message on it. */
export const NETWORK_TERMS: readonly Term[] = [
  {
    term: "client",
    also: [],
    text: "The side that begins a connection, such as a browser. In this lab mostly Alice.",
    seeAlso: ["server"],
  },
  {
    term: "server",
    also: [],
    text: "The side that waits for connections and answers, such as a bank's computer.",
    seeAlso: ["client", "certificate"],
  },
  {
    term: "packet",
    also: ["segment"],
    text:
      "The unit in which networks carry data. Everybody on the way can copy it, hold it back, " +
      "change it, or write one of his own.",
    seeAlso: ["TCP", "MTU", "on-path attacker"],
  },
  {
    term: "TCP",
    also: ["Transmission Control Protocol"],
    text:
      "Carries a stream of bytes in order over a network that loses packets. It helps against " +
      "accidents and not against attackers, because nothing in it is protected by a key.",
    seeAlso: ["packet", "record number", "UDP"],
    spec: "RFC 9293",
    scenarios: ["record-reorder", "record-drop"],
  },
  {
    term: "UDP",
    also: ["User Datagram Protocol", "datagram"],
    text: "Carries single messages without order and without promises. TLS needs a stream; for " +
      "single messages there is a relative of it, DTLS.",
    seeAlso: ["TCP", "packet"],
    spec: "RFC 768",
  },
  {
    term: "IP",
    also: ["IP address", "Internet Protocol"],
    text:
      "Brings packets from one address to another. The addresses stand outside everything that " +
      "TLS seals.",
    seeAlso: ["packet", "traffic analysis"],
    spec: "RFC 791",
    scenarios: ["eavesdrop"],
  },
  {
    term: "DNS",
    also: ["domain name", "Domain Name System"],
    text:
      "Turns names such as bank.example into addresses. TLS does not rely on it: the certificate " +
      "has to be for the name, wherever the address came from.",
    seeAlso: ["SAN", "IP", "CAA"],
    spec: "RFC 1034",
  },
  {
    term: "NTP",
    also: ["SNTP", "Network Time Protocol", "time server"],
    text:
      "Machines ask a server for the time with it, and set their clocks by the answer. Unless a key " +
      "seals it, anybody on the way can write that answer.",
    seeAlso: ["UDP", "validity period", "on-path attacker"],
    spec: "RFC 5905, RFC 4330",
    scenarios: ["not-yet-valid"],
  },
  {
    term: "HTTP",
    also: ["HTTPS"],
    text:
      "The language of the web. HTTPS is the same over TLS: it keeps secrets on the way, and does " +
      "not mean that the site can be trusted.",
    seeAlso: ["TLS", "ALPN"],
    spec: "RFC 9110",
    scenarios: ["eavesdrop", "blog-post"],
  },
  {
    term: "Wi-Fi",
    also: ["WLAN"],
    text: "A network by radio. Whoever runs it is on the way of everything that passes, with or " +
      "without good intentions.",
    seeAlso: ["on-path attacker"],
    scenarios: ["mitm"],
  },
  {
    term: "RTT",
    also: ["round trip", "round-trip time"],
    text:
      "The time for a question to get there and the answer to come back. TLS 1.3 needs one before " +
      "the client may speak, TLS 1.2 two, besides the one that TCP takes.",
    seeAlso: ["0-RTT", "handshake", "TCP"],
    spec: "RFC 9846 §2",
    scenarios: ["handshake", "handshake-tls13", "latency"],
  },
  {
    term: "MTU",
    also: ["maximum transmission unit"],
    text: "The largest packet that a link carries, often 1,500 bytes. What is larger travels in " +
      "several, so a record can begin in one packet and end in another.",
    seeAlso: ["packet", "record"],
    spec: "RFC 1191",
  },
  {
    term: "middlebox",
    also: ["firewall", "proxy"],
    text:
      "A machine between client and server that looks into packets. Some choked on a new version, " +
      "so TLS 1.3 dresses up as an old one.",
    seeAlso: ["session id", "change_cipher_spec", "man in the middle"],
    spec: "RFC 3234, RFC 9846 §E.4 [8446 §D.4]",
  },
  {
    term: "change_cipher_spec",
    also: ["ChangeCipherSpec", "CCS"],
    text:
      "Up to TLS 1.2 the announcement of new keys. In TLS 1.3 a single byte without meaning that " +
      "keeps middleboxes calm.",
    seeAlso: ["middlebox", "record"],
    spec: "RFC 9846 §5, §E.4 [8446 §D.4]",
    scenarios: ["handshake-tls13"],
  },
  {
    term: "eavesdropper",
    also: ["passive attacker", "listener"],
    text:
      "Somebody who copies what passes and changes nothing, so that nobody notices her. In this " +
      "lab her name is Eve.",
    seeAlso: ["on-path attacker", "traffic analysis"],
    spec: "RFC 3552 §3.2",
    scenarios: ["handshake", "eavesdrop"],
  },
  {
    term: "on-path attacker",
    also: ["active attacker"],
    text:
      "Somebody whom packets have to pass, and who can hold, drop, change or invent them. In this " +
      "lab her name is Mallory.",
    seeAlso: ["man in the middle", "eavesdropper"],
    spec: "RFC 3552 §3.5",
    scenarios: ["mitm", "tamper"],
  },
  {
    term: "man in the middle",
    also: ["MITM", "machine in the middle", "adversary in the middle"],
    text:
      "An on-path attacker who speaks with both sides and is to each of them the other. Only the " +
      "question whose key it is uncovers her.",
    seeAlso: ["on-path attacker", "path validation", "pinning"],
    spec: "RFC 3552 §3.3.5",
    scenarios: ["mitm", "mitm-wrong-name", "mitm-self-signed"],
  },
  {
    term: "tampering",
    also: ["message modification"],
    text: "Changing a message on the way. It does not take being able to read it.",
    seeAlso: ["tag", "key stream", "on-path attacker"],
    spec: "RFC 3552 §3.3.4",
    scenarios: ["tamper"],
  },
  {
    term: "replay",
    also: ["replay attack"],
    text:
      "Sending a genuine message once more. A signature or a tag is no help against it; counting " +
      "is, or something fresh from the other side.",
    seeAlso: ["record number", "0-RTT", "nonce"],
    spec: "RFC 3552 §3.3.1",
    scenarios: ["zero-rtt-replay", "record-replay"],
  },
  {
    term: "reordering",
    also: [],
    text: "Letting genuine messages arrive in another order, which can change what they mean.",
    seeAlso: ["record number", "replay"],
    spec: "RFC 3552 §3.3.4",
    scenarios: ["record-reorder"],
  },
  {
    term: "truncation",
    also: ["message deletion"],
    text:
      "Letting the end of a conversation disappear, or a part of it. A gap shows with the next " +
      "record, a missing end only because close_notify is missing.",
    seeAlso: ["close_notify", "record number"],
    spec: "RFC 3552 §3.3.3, RFC 9846 §6.1",
    scenarios: ["record-drop", "truncation"],
  },
  {
    term: "downgrade",
    also: ["downgrade attack"],
    text:
      "Getting two sides to agree on something weaker than both can do. In TLS 1.3 the transcript " +
      "is there against it, and a mark in the server random if it comes to an older version.",
    seeAlso: ["transcript", "random", "SSL"],
    spec: "RFC 9846 §4.2.3 [8446 §4.1.3]",
    scenarios: ["version-rollback", "misconfigured-server"],
  },
  {
    term: "oracle",
    also: ["padding oracle"],
    text:
      "Somebody who answers a question about a secret without wanting to, by an error or by the " +
      "time it takes. Many small answers make a whole plaintext.",
    seeAlso: ["CBC", "padding", "RSA key exchange"],
    scenarios: ["padding-oracle", "bleichenbacher"],
  },
  {
    term: "traffic analysis",
    also: ["metadata"],
    text:
      "Learning from who talks to whom, when and how much, without reading a word. TLS hardly does " +
      "anything against it.",
    seeAlso: ["eavesdropper", "padding", "SNI"],
    spec: "RFC 3552 §3.2",
    scenarios: ["eavesdrop"],
  },
  {
    term: "PIN",
    also: ["personal identification number"],
    text: "A short secret number that Alice and her bank know. It has nothing to do with pinning.",
    seeAlso: ["pinning"],
    scenarios: ["mitm", "mitm-wrong-name", "mitm-self-signed"],
  },
  {
    term: "RFC",
    also: ["Request for Comments"],
    text:
      "A numbered document in which the standards of the Internet are written. The § behind the " +
      "number is the section, and numbers in brackets are those of the RFC before.",
    seeAlso: ["TLS"],
  },
  {
    term: "seed",
    also: [],
    text:
      "The number from which a run of this lab takes all chance. The same seed gives the same " +
      "bytes, another seed gives another world, and other answers.",
    seeAlso: ["random"],
  },
  {
    term: "flaw",
    also: ["built-in mistake"],
    text:
      "A known mistake that was built into a party of this lab on purpose, in place of the honest " +
      "part. Every output names those in force.",
    seeAlso: ["seed"],
  },
];
