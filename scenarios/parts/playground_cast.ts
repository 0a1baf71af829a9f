/** The people of the playground, as the options want them. */
import {
  dropRecord,
  flipText,
  impersonate,
  listener,
  type Move,
  relayRecords,
  repeatRecord,
  swapRecords,
} from "../../lab/attacks/mod.ts";
import { utf8 } from "../../lab/bytes/mod.ts";
import {
  type Attacker,
  type Authority,
  type IssuedIdentity,
  knownRsaKey,
  OLDER_SUITES_OFFERED,
  selfSignedIdentity,
  speaking,
  type Stage,
} from "../../lab/cast/mod.ts";
import { type Flaw, FLAWS } from "../../lab/flaws/mod.ts";
import { order } from "./payments.ts";
import type { PlaygroundOptions } from "./playground_options.ts";

const NAME = "bank.example";
const DAY = 86_400;

/** The flaws of these ids, in the lab's own order. */
export function flawsOf(ids: readonly string[]): readonly Flaw[] {
  return FLAWS.filter(({ id }) => ids.includes(id));
}

/** What the bank shows: always as the server of bank.example, whatever its certificate says. */
export function bankIdentity(
  world: Stage,
  root: Authority,
  { certificate, key: kind }: PlaygroundOptions,
): IssuedIdentity {
  const key = keyOf(kind);
  const now = world.world.calendar();
  switch (certificate) {
    case "expired":
      return root.issue(NAME, { key, notBefore: now - 100 * DAY, notAfter: now - 10 * DAY });
    case "not-yet-valid":
      return root.issue(NAME, { key, notBefore: now + 10 * DAY, notAfter: now + 100 * DAY });
    case "wrong-name":
      return { ...root.issue("shop.example", { key }), subject: NAME };
    case "self-signed":
      return selfSignedIdentity(world, "bank", NAME, { key });
    case "unknown-authority":
      return world.authority("Some Other Root").issue(NAME, { key });
    case "missing-intermediate": {
      const whole = root.intermediate("Honest Branch").issue(NAME, { key });
      return { ...whole, chain: whole.chain.slice(0, 1) };
    }
    default:
      return root.issue(NAME, { key });
  }
}

function keyOf(kind: string) {
  if (kind === "RSA-2048") return knownRsaKey();
  return kind === "P-384" || kind === "Ed25519" ? kind : "P-256";
}

/** Sets the attacker going, and says what the act is called. */
export interface Plan {
  readonly title: string;
  play(attacker: Attacker): void;
}

/**
 * What the attacker does; `undefined` when there is none.
 *
 * @param lines everything Alice is going to say, PIN included
 */
export function planOf(
  options: PlaygroundOptions,
  world: Stage,
  root: Authority,
  lines: readonly string[],
): Plan | undefined {
  const { attacker, versions, bankVersions } = options;
  const newest = ["TLS1.3", "TLS1.2"]
    .find((name) => versions.includes(name) && bankVersions.includes(name));
  // Where the Finished says outside that it is no data, records of data are counted without it.
  const nth = (n: number) => order(newest === "TLS1.2" ? n - 1 : n);
  const last = lines.length;
  const move = (title: string, move: Move): Plan => ({
    title,
    play: (mallory) => mallory.play(relayRecords(move)),
  });
  const disguise = (title: string, show: (name: string) => IssuedIdentity): Plan => ({
    title,
    play: (mallory) => mallory.play(impersonate((name = NAME) => show(name), mallorys(options))),
  });
  switch (attacker) {
    case "listens":
      return { title: "Eve begins to listen", play: (eve) => eve.play(listener().listen) };
    case "own-root": {
      const own = world.authority("Mallory Root");
      return disguise("Mallory waits, with a root of her own", (name) => own.issue(name));
    }
    case "wrong-name": {
      const genuine = root.issue("mallory.example");
      return disguise("Mallory waits, under her own name", () => genuine);
    }
    case "self-signed":
      return disguise(
        "Mallory waits, with a certificate that signs itself",
        (name) => selfSignedIdentity(world, "mallory", name),
      );
    case "flips": {
      const said = lines[last - 1]!;
      return move(
        "Mallory waits for the last order",
        flipText(nth(last), 0, utf8(said), meddled(said)),
      );
    }
    case "repeats":
      return move("Mallory waits for the last order", repeatRecord(nth(last)));
    case "drops":
      return move("Mallory waits for an order", dropRecord(nth(Math.max(1, last - 1))));
    case "swaps":
      return move("Mallory waits for two orders", swapRecords(nth(Math.max(1, last - 1))));
    default:
      return undefined;
  }
}

/** Mallory speaks all that Alice and the bank speak, or neither would talk to her. */
function mallorys({ versions, bankVersions }: PlaygroundOptions) {
  return [...versions, ...bankVersions].includes("TLS1.2")
    ? speaking(["TLS 1.3", "TLS 1.2"], OLDER_SUITES_OFFERED.map(({ name }) => name))
    : {};
}

const ZERO = 0x30;
const NINE = 0x39;

/** The words she wants there: the first digit as high as it gets, or another first letter. */
function meddled(said: string): Uint8Array {
  const bytes = utf8(said);
  const digit = bytes.findIndex((octet) => octet >= ZERO && octet < NINE);
  if (digit >= 0) bytes[digit] = NINE;
  else bytes[0]! ^= 1;
  return bytes;
}
