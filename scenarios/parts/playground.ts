/**
 * A story made to order: Alice, her bank, a link, and an attacker if wanted, each as the options
 * say. Nobody predicts how it ends; the verdict is computed like every other.
 */
import { lines, offeringIn } from "../../lab/cast/mod.ts";
import { experiment, type Scenario } from "../../lab/scenario/mod.ts";
import { VERSIONS } from "./playground_choices.ts";
import { bankIdentity, flawsOf, planOf } from "./playground_cast.ts";
import { PLAYGROUND_DEFAULTS, type PlaygroundOptions } from "./playground_options.ts";
import { type OptionError, parsePlayground, playgroundParams } from "./playground_params.ts";

export {
  type Choice,
  type Control,
  PLAYGROUND_DEFAULTS,
  playgroundChoices,
  type PlaygroundOptions,
} from "./playground_options.ts";
export {
  type OptionError,
  type ParsedPlayground,
  parsePlayground,
  playgroundParams,
} from "./playground_params.ts";

const PIN = "4711";

/** How the bank handles client certificates, for each of the choices. */
const ASKS = { none: "ignore", asked: "request", required: "require", shown: "require" } as const;

/**
 * The scenario of these options. The attacker wins when she knows Alice's PIN, or when the bank did
 * something other than what Alice asked, in Alice's order.
 *
 * @throws {RangeError} on options that `parsePlayground` would not give
 */
export function playground(given: Partial<PlaygroundOptions> = {}): Scenario {
  const options = checked({ ...PLAYGROUND_DEFAULTS, ...given });
  const { pinning, clientCertificate, latency, bandwidth, loss, mtu, say } = options;
  const said = [`PIN ${PIN}`, ...say];
  /** What the bank does when it is asked just that. */
  const asked = said.map(deed);
  return experiment({
    id: "playground",
    title: "The playground",
    level: "deeper",
    about: "your own experiment",
    summary: "Alice types her PIN and gives her bank some orders, in a world of your choice.",
    moral: "Change one thing at a time, and look at what changes with it",
    sources: ["RFC 9846", "RFC 5280 §6.1", "RFC 3552 §3.3"],
    defences: {},

    stage(world) {
      const root = world.authority("Honest Root");
      const bank = world.server("bank", {
        identity: bankIdentity(world, root, options),
        trust: [root],
        flaws: flawsOf(options.bankFlaws),
        config: {
          ...offeringIn(called(options.bankVersions), options.bankSuites, options.bankGroups),
          clientCertificate: ASKS[clientCertificate as keyof typeof ASKS] ?? "ignore",
        },
        app: lines((request, { effect }) => {
          effect(deed(request));
          return "done";
        }),
      });
      const alice = world.client("alice", {
        trust: [root],
        pins: pinning ? [bank.identity.pin] : [],
        flaws: flawsOf(options.flaws),
        config: offeringIn(called(options.versions), options.suites, options.groups),
        ...(clientCertificate === "shown" && {
          identity: root.issue("alice.example", { extendedKeyUsage: ["clientAuth"] }),
        }),
      });
      const road = world.link("road", alice, bank, {
        latency,
        loss: loss / 100,
        mtu,
        ...(bandwidth > 0 && { bandwidth: 1000 * bandwidth }),
      });
      const plan = planOf(options, world, root, said);
      const attacker = plan === undefined
        ? undefined
        : options.attacker === "listens"
        ? world.eavesdropper("eve", { on: road })
        : world.attacker("mallory", { on: road });
      return { world, alice, bank, plan, attacker, pin: alice.types("PIN", PIN) };
    },

    story({ alice, bank, plan, attacker }, act) {
      if (plan !== undefined && attacker !== undefined) {
        act(plan.title, () => plan.play(attacker));
      }
      const session = act("Alice opens her bank", () => alice.connect(bank));
      act("Alice types her PIN", () => session.send(said[0]!));
      for (const text of say) act(`Alice says "${text}"`, () => session.send(text));
      act("Alice leaves", () => session.close());
    },

    wins({ world, bank, attacker, pin }) {
      const learnt = attacker?.knows(pin) !== undefined;
      const unasked = bank.effects.find(({ what }, i) => what !== asked[i]);
      if (unasked !== undefined) world.evidence.add(unasked.event);
      return learnt || unasked !== undefined;
    },

    because({ world, bank, attacker, pin }, won) {
      const name = attacker?.name ?? "";
      if (won) {
        return attacker?.knows(pin) !== undefined
          ? `${name} knows Alice's PIN`
          : "the bank did something else than what Alice asked";
      }
      const refused = world.world.trace.events
        .some((event) =>
          event.kind === "tls.alert" && event.reason !== undefined && event.node !== name
        );
      if (refused) return undefined; // the reason of the alert says more
      if (bank.effects.length < asked.length) return "the connection did not last";
      return attacker === undefined
        ? "the bank did what Alice asked, and nobody was there to mind"
        : `the bank did what Alice asked, and ${name} does not know her PIN`;
    },
  });
}

/** Versions as stories call them: `TLS 1.3`. */
function called(versions: readonly string[]): readonly string[] {
  return versions.map((name) => VERSIONS.find((choice) => choice.name === name)?.label ?? name);
}

function checked(options: PlaygroundOptions): PlaygroundOptions {
  const parsed = parsePlayground(playgroundParams(options));
  if (parsed.ok) return parsed.options;
  const [{ param, message }] = parsed.errors as [OptionError];
  throw new RangeError(`Cannot build a playground: ${message} (${param})`);
}

/** What the bank does with a line, as an event says it. */
function deed(request: string): string {
  return request === `PIN ${PIN}` ? "lets alice in" : `does "${request}"`;
}
