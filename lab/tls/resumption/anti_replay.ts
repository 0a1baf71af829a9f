/**
 * Ways for a server to notice that early data were sent before (RFC 9846 §8). Each keeps its memory
 * in an object of its own, which the server's owner makes: copies that reach another server, with
 * another memory, are as good as new there.
 */
import { type Bytes, hex } from "../../bytes/mod.ts";

/** What a server knows of a ClientHello that comes with early data. */
export interface EarlyDataClaim {
  /** The ticket it goes on from. */
  readonly ticket: Bytes;
  /** The ticket's binder: no two honest hellos have the same. */
  readonly binder: Bytes;
  /** How old the client says the ticket is, in seconds. */
  readonly claimedAge: number;
  /** How old it is by the server's clock, in seconds. */
  readonly age: number;
  /** Seconds since 1970. */
  readonly now: number;
}

/** Decides on early data. A refusal costs the client a round trip and nothing else. */
export interface AntiReplay {
  /** For whoever reads the checks: `single-use tickets`. */
  readonly name: string;
  /** @returns why the data are refused; `undefined` to take them, and to remember that */
  refuses(claim: EarlyDataClaim): string | undefined;
}

/** Takes every copy. RFC 9846 §8 wants more than that. */
export function noAntiReplay(): AntiReplay {
  return { name: "none", refuses: () => undefined };
}

/**
 * Takes what none of them refuses; asks them in order, and those behind a refusal are not asked.
 *
 * @returns one that takes every copy, if there are none
 */
export function allOf(...parts: readonly AntiReplay[]): AntiReplay {
  if (parts.length === 0) return noAntiReplay();
  return {
    name: parts.map(({ name }) => name).join(", "),
    refuses(claim) {
      for (const part of parts) {
        const why = part.refuses(claim);
        if (why !== undefined) return why;
      }
      return undefined;
    },
  };
}

/** Takes each ticket once (RFC 9846 §8.1). */
export function singleUseTickets(): AntiReplay {
  const used = new Set<string>();
  return {
    name: "single-use tickets",
    refuses({ ticket }) {
      const id = hex(ticket);
      if (used.has(id)) return "this ticket has brought early data before";
      used.add(id);
      return undefined;
    },
  };
}

/**
 * Remembers the hellos of some time and takes only what comes within it (RFC 9846 §8.2).
 *
 * @param window seconds
 */
export function clientHelloRecording(window = 10): AntiReplay {
  const seen = new Map<string, number>();
  const fresh = freshnessWindow(window);
  return {
    name: "ClientHello recording",
    refuses(claim) {
      const stale = fresh.refuses(claim);
      if (stale !== undefined) return stale;
      // A hello that is forgotten is too old to be taken, whichever way its clock is wrong.
      for (const [id, at] of seen) if (claim.now - at > 2 * window) seen.delete(id);
      const id = hex(claim.binder);
      if (seen.has(id)) return "this ClientHello was here before";
      seen.set(id, claim.now);
      return undefined;
    },
  };
}

/**
 * Takes what was sent just now, judging by the ticket's age (RFC 9846 §8.3). By itself this bounds
 * how late a copy may come, and not how many.
 *
 * @param window seconds by which the two clocks' reckonings may differ
 */
export function freshnessWindow(window = 10): AntiReplay {
  return {
    name: "freshness window",
    refuses({ claimedAge, age }) {
      const late = age - claimedAge;
      return Math.abs(late) <= window
        ? undefined
        : `by the ticket's age it was sent ${Math.round(late)} s ago, and ${window} are allowed`;
    },
  };
}
