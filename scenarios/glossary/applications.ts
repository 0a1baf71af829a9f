import type { Term } from "./term.ts";

/** What runs over TLS, and how it gets there. */
export const APPLICATION_TERMS: readonly Term[] = [
  {
    term: "redirect",
    also: ["Location"],
    text: "An answer that says: ask again, at this other address. Sites use it to lead browsers " +
      "from HTTP to HTTPS, and it travels in the clear itself.",
    seeAlso: ["HTTP", "HSTS"],
    spec: "RFC 9110 §15.4",
    scenarios: ["ssl-strip"],
  },
  {
    term: "HSTS",
    also: ["HTTP Strict Transport Security", "Strict-Transport-Security"],
    text: "A header by which a site tells browsers to use nothing but TLS for it, for so and so " +
      "long. It only counts when it came over TLS, so it cannot help on a first visit.",
    seeAlso: ["preload list", "redirect"],
    spec: "RFC 6797",
    scenarios: ["ssl-strip"],
  },
  {
    term: "preload list",
    also: ["preloading"],
    text: "Names of sites that browsers come with, and ask over TLS only, from the first visit on.",
    seeAlso: ["HSTS"],
    spec: "RFC 6797 §12.3",
    scenarios: ["ssl-strip"],
  },
  {
    term: "cookie",
    also: [],
    text: "A few bytes that a site gives a browser, and that the browser hands back with every " +
      "request. Whoever has them is taken for the one who logged in.",
    seeAlso: ["HTTP"],
    spec: "RFC 6265",
  },
  {
    term: "load balancer",
    also: ["reverse proxy", "TLS termination"],
    text:
      "A machine in front of servers that hands each connection to one of them. It may end TLS " +
      "itself, and then it reads everything, or pass it through.",
    seeAlso: ["middlebox", "server"],
    scenarios: ["load-balancer"],
  },
  {
    term: "SMTP",
    also: ["Simple Mail Transfer Protocol", "ESMTP"],
    text: "The language in which mail is handed in and passed on: lines of text, in the clear " +
      "unless TLS is under it.",
    seeAlso: ["STARTTLS", "TLS"],
    spec: "RFC 5321",
    scenarios: ["mail-starttls"],
  },
  {
    term: "STARTTLS",
    also: ["opportunistic TLS"],
    text: "A word by which a conversation that began in the clear goes over to TLS on the same " +
      "connection. The offer of it is not protected, so it can be taken away.",
    seeAlso: ["SMTP", "implicit TLS", "downgrade"],
    spec: "RFC 3207",
    scenarios: ["mail-starttls"],
  },
  {
    term: "implicit TLS",
    also: [],
    text: "TLS from the first byte, on a port of its own. There is nothing before it that an " +
      "attacker could change.",
    seeAlso: ["STARTTLS", "handshake"],
    spec: "RFC 8314 §3",
    scenarios: ["mail-starttls"],
  },
  {
    term: "base64",
    also: [],
    text:
      "Octets written with letters, digits and two signs, so that they survive where only text " +
      "does. It hides nothing from anybody.",
    seeAlso: ["plaintext"],
    spec: "RFC 4648 §4",
    scenarios: ["mail-starttls"],
  },
];
