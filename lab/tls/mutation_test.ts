/**
 * Whole handshakes with one octet or one field wrong, anywhere and in either direction: nobody hangs,
 * nobody throws, and nobody completes a handshake that the other has not seen.
 */
import { assert } from "@std/assert";
import { dice } from "../wire/testing/mutate.ts";
import {
  differs,
  endOf,
  endOfSealed,
  formIn,
  mutant,
  sealedIn,
  spansOf,
  wrongOctet,
} from "./testing/mutants.ts";
import { flightsOf, WHOLE_HANDSHAKES } from "./testing/whole_handshakes.ts";

/** Of each kind; together there are more than 5,000, besides those under encryption. */
const EACH = 700;
const SEALED = 200;

for (const [name, options] of Object.entries(WHOLE_HANDSHAKES)) {
  Deno.test(`${EACH} handshakes of ${name} with one thing wrong: no two stories`, () => {
    const flights = flightsOf(options);
    const spans = flights.flatMap((flight, turn) => spansOf(flight, turn, formIn(name)));
    const roll = dice(name.length);
    const ends = { "both connected": 0, refused: 0, "one still waits": 0 };
    for (let i = 0; i < EACH;) {
      const { turn, bytes } = mutant(flights, spans, roll);
      if (!differs(flights, turn, bytes)) continue;
      ends[endOf(options, turn, bytes)]++;
      i++;
    }
    // Some changes hit what means nothing, such as the version in a record's header; and a length
    // that grew makes somebody wait for more.
    assert(ends.refused > EACH * 0.75, JSON.stringify(ends));
    assert(ends["both connected"] < EACH * 0.05, JSON.stringify(ends));
  });

  Deno.test(`${SEALED} handshakes of ${name} with one octet wrong, well sealed: no two stories`, () => {
    const sealed = sealedIn(options);
    assert(new Set(sealed.map(({ by }) => by)).size === 2);
    const roll = dice(name.length);
    let connected = 0;
    for (let i = 0; i < SEALED; i++) {
      const record = sealed[roll(sealed.length)]!;
      const wrong = wrongOctet(record.content, roll);
      if (endOfSealed(options, record, wrong) === "both connected") connected++;
    }
    // A zero at the end is padding in TLS 1.3, and some octets are set to what they were.
    assert(connected < SEALED * 0.05, `${connected} connected`);
  });
}
