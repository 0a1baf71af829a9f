/** Every rule of TLS 1.2, broken once: the exact reason, and the alert on the wire. */
import { assertEquals } from "@std/assert";
import { REASONS } from "../reason.ts";
import { REASONS_12 } from "../reason12.ts";
import {
  RECORD_CASES_12,
  RESUMPTION_CASES_12,
  SERVER_HELLO_CASES_12,
  SERVER_PROOF_CASES_12,
} from "../testing/negative_client12.ts";
import {
  CLIENT_PROOF_CASES_12,
  OFFER_CASES_12,
  RENEGOTIATION_CASES_12,
  TALKATIVE_CASES_12,
} from "../testing/negative_server12.ts";

const GROUPS = {
  "a client of TLS 1.2 refuses": [
    ...SERVER_HELLO_CASES_12,
    ...RESUMPTION_CASES_12,
    ...SERVER_PROOF_CASES_12,
  ],
  "a server of TLS 1.2 refuses": [
    ...OFFER_CASES_12,
    ...CLIENT_PROOF_CASES_12,
    ...RENEGOTIATION_CASES_12,
    ...TALKATIVE_CASES_12,
  ],
  "an engine of TLS 1.2 refuses": RECORD_CASES_12,
};

/** The check itself names the alert: it depends on the certificate, or on the version (§E.1). */
const OWN_ALERT = ["certificateRejected", "selectedUnofferedVersion"];
/** Given by key exchanges of `lab/legacy`, and tested there. */
const ELSEWHERE = ["unknownPsk"];

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

Deno.test("every reason that only TLS 1.2 has was given in a test above", () => {
  const wanted = Object.keys(REASONS_12).filter((reason) => !ELSEWHERE.includes(reason));
  assertEquals(wanted.filter((reason) => !provoked.has(reason)), []);
});

Deno.test("no two cases of TLS 1.2 are the same", () => {
  const names = Object.entries(GROUPS).flatMap(([who, cases]) =>
    cases.map(({ what, reason }) => `${who} ${what}: ${reason}`)
  );
  assertEquals(names.filter((name, i) => names.indexOf(name) !== i), []);
});
