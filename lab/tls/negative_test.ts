/** Every rule of the negotiation, broken once: the exact reason, and the alert on the wire. */
import { assertEquals } from "@std/assert";
import { REASONS_12 } from "./reason12.ts";
import { REASONS } from "./reason.ts";
import { CUT_CASES, RETRY_CASES, SERVER_HELLO_CASES } from "./testing/negative_client.ts";
import { OFFER_CASES, SECOND_OFFER_CASES } from "./testing/negative_offer.ts";
import {
  AUTHENTICATION_CASES,
  CLIENT_AUTHENTICATION_CASES,
  LATER_CASES,
} from "./testing/negative_proof.ts";
import { LATE_ANSWER_CASES, LATE_REQUEST_CASES } from "./testing/negative_late.ts";
import { PSK_ANSWER_CASES, PSK_OFFER_CASES } from "./testing/negative_psk.ts";
import { CLEAR_ALERT_CASES, RECORD_CASES } from "./testing/negative_record.ts";
import { PARAMETER_CASES } from "./testing/negative_server_flight.ts";

const GROUPS = {
  "a client refuses": [
    ...SERVER_HELLO_CASES,
    ...RETRY_CASES,
    ...PARAMETER_CASES,
    ...CUT_CASES,
    ...AUTHENTICATION_CASES,
    ...PSK_ANSWER_CASES,
    ...LATE_REQUEST_CASES,
  ],
  "a server refuses": [
    ...OFFER_CASES,
    ...SECOND_OFFER_CASES,
    ...CLIENT_AUTHENTICATION_CASES,
    ...PSK_OFFER_CASES,
    ...LATE_ANSWER_CASES,
  ],
  "an engine refuses": [...RECORD_CASES, ...CLEAR_ALERT_CASES, ...LATER_CASES],
};

/** These depend on the certificate, so the check itself names the alert. */
const OWN_ALERT = ["certificateRejected", "statusRefused"];

const provoked = new Set<string>();

for (const [who, cases] of Object.entries(GROUPS)) {
  for (const { what, reason, play } of cases) {
    Deno.test(`${who} ${what}: ${reason}`, () => {
      const stage = play();
      assertEquals(stage.error?.reason, reason, stage.error?.detail);
      const alert = OWN_ALERT.includes(reason) ? stage.error!.alert : REASONS[reason].alert;
      assertEquals(stage.alertSent(), alert);
      assertEquals(stage.victim.state, "FAILED");
      assertEquals(stage.events.at(-1), { kind: "closed", how: "alert" });
      provoked.add(reason);
    });
  }
}

Deno.test("every reason there is has been provoked by a test above", () => {
  // unexpectedMessage has a file to itself: state_table_test.ts.
  const wanted = Object.keys(REASONS).filter((reason) => !Object.hasOwn(REASONS_12, reason)).filter(
    (reason) => reason !== "unexpectedMessage",
  );
  assertEquals(wanted.filter((reason) => !provoked.has(reason)), []);
});

Deno.test("no two cases are the same", () => {
  const names = Object.values(GROUPS).flat().map(({ what, reason }) => `${what}: ${reason}`);
  assertEquals(names.length, new Set(names).size);
});
