/** Second opinions on questions about revocation: from the packets and certificates themselves. */
import { assert } from "@std/assert";
import { hex, indexOfBytes, utf8 } from "../../../lab/bytes/mod.ts";
import {
  momentOf,
  parseCertificate,
  parseCertificateList,
  parseOcspResponse,
  promisesStaple,
} from "../../../lab/pki/mod.ts";
import type { Opinion } from "./read.ts";

type Row = Parameters<Opinion>[0];

/** The certificate that Alice was shown in an act. */
function leafIn({ trace }: Row, act: number) {
  const check = trace.events.find((event) =>
    event.kind === "tls.check" && event.node === "alice" && event.act === act &&
    event.subject === "certificate chain"
  );
  assert(check?.kind === "tls.check");
  const read = parseCertificate(check.certificates[0]!);
  assert(read.ok);
  return read.value;
}

/** The packets with which Alice tries to reach port 80 in an act. */
function callsIn({ trace }: Row, act: number) {
  return trace.events.filter((event) =>
    event.kind === "wire.sent" && event.act === act && event.node === "alice" &&
    event.segment.to.port === 80 && event.segment.flags.includes("SYN")
  );
}

/** The serial number of the certificate that Alice was shown in an act. */
const serialIn = (row: Row, act: number) => hex(leafIn(row, act).serialNumber);

export const ON_REVOCATION: Readonly<Record<string, Opinion>> = {
  "revoked/rule": (row) => {
    const asked = callsIn(row, 4).length > 0;
    return promisesStaple(leafIn(row, 4)) && !asked ? "mustStaple" : "none";
  },
  "revoked/patience": (row) => {
    const [first] = callsIn(row, 4);
    const over = row.trace.events.find((event) =>
      event.kind === "tls.alert" && event.node === "alice" && event.direction === "sent"
    );
    return String(Math.round((over!.at - first!.at) / 1e6));
  },
  "stolen-key/rule": (row) => {
    const packet = row.trace.events.findLast((event) =>
      event.kind === "wire.sent" && event.node === "status" && event.segment.payload.length > 0
    );
    assert(packet?.kind === "wire.sent");
    const { payload } = packet.segment;
    const list = parseCertificateList(
      payload.subarray(indexOfBytes(payload, utf8("\r\n\r\n")) + 4),
    );
    assert(list.ok);
    const listed = (list.value.tbsCertList.revokedCertificates ?? [])
      .map(({ userCertificate }) => hex(userCertificate));
    return listed.includes(serialIn(row, 4)) ? "revocationLists" : "none";
  },
  "stolen-key/day": (row) => String(momentOf(leafIn(row, 4).validity.notAfter).day),
  "stolen-key/serial": (row) => serialIn(row, 2),
  "revoked/serial": ({ trace }) => {
    const packet = trace.events.find((event) =>
      event.kind === "wire.sent" && event.node === "status" && event.segment.payload.length > 0
    );
    assert(packet?.kind === "wire.sent");
    const { payload } = packet.segment;
    const read = parseOcspResponse(payload.subarray(indexOfBytes(payload, utf8("\r\n\r\n")) + 4));
    assert(read.ok);
    const [one] = read.value.responseBytes!.response.tbsResponseData.responses;
    return hex(one!.certID.serialNumber);
  },
};
