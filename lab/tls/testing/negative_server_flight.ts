/** What a server must not say behind encryption, apart from its proofs. */
import { EMPTY, utf8 } from "../../bytes/mod.ts";
import { ExtensionType, type HandshakeName } from "../../wire/mod.ts";
import type { Reason } from "../reason.ts";
import { HONEST_SEAMS } from "../seams.ts";
import type { PairOptions } from "../testing.ts";
import { data, type NegativeCase, plus, spoilt, twice } from "./edit.ts";
import type { BodyOf } from "./stage.ts";

const u16 = (value: number) => Uint8Array.of(value >> 8, value & 0xff);
const ASKED: PairOptions = { server: { clientCertificate: "request" } };
const ALPN: PairOptions = { client: { alpn: ["h2"] }, server: { alpn: ["h2"] } };
const LIMITS: PairOptions = {
  client: { recordSizeLimit: 4000 },
  server: { recordSizeLimit: 4000 },
};

const server = <N extends HandshakeName>(name: N) =>
(
  what: string,
  reason: Reason,
  change: (body: BodyOf<N>) => BodyOf<N>,
  options: PairOptions = {},
) => spoilt("client", name, what, reason, change, options);

const parameters = server("encrypted_extensions");
const request = server("certificate_request");

export const PARAMETER_CASES: readonly NegativeCase[] = [
  parameters(
    "a protocol though none was offered",
    "unsolicitedExtension",
    plus("application_layer_protocol_negotiation", utf8("\0\x03\x02h2")),
  ),
  parameters(
    "a protocol that was not offered",
    "selectedUnofferedProtocol",
    data("application_layer_protocol_negotiation", () => utf8("\0\x03\x02h3")),
    ALPN,
  ),
  parameters(
    "two protocols",
    "selectedUnofferedProtocol",
    data("application_layer_protocol_negotiation", () => utf8("\0\x06\x02h2\x02h2")),
    ALPN,
  ),
  parameters(
    "a record size limit of 63",
    "badRecordSizeLimit",
    data("record_size_limit", () => u16(63)),
    LIMITS,
  ),
  parameters(
    "a record size limit above what TLS 1.3 has",
    "badRecordSizeLimit",
    data("record_size_limit", () => u16(16_386)),
    LIMITS,
  ),
  parameters(
    "two limits of two kinds",
    "badRecordSizeLimit",
    plus("max_fragment_length", Uint8Array.of(1)),
    {
      ...LIMITS,
      client: {
        recordSizeLimit: 4000,
        seams: {
          ...HONEST_SEAMS,
          writeClientHello: plus("max_fragment_length", Uint8Array.of(1)),
        },
      },
    },
  ),
  parameters(
    "a record size limit nobody asked for",
    "unsolicitedExtension",
    plus("record_size_limit", u16(4000)),
  ),
  parameters(
    "a server_name with content",
    "undecodable",
    data("server_name", () => Uint8Array.of(0)),
  ),
  parameters("a key_share", "misplacedExtension", plus("key_share", u16(0))),
  parameters("a cookie", "misplacedExtension", plus("cookie", Uint8Array.of(0, 1, 1))),
  parameters("early_data nobody asked for", "unsolicitedExtension", plus("early_data")),
  parameters("an extension twice", "duplicateExtension", twice),
  request("a context", "badCertificateContext", (body) => ({
    ...body,
    certificateRequestContext: Uint8Array.of(1),
  }), ASKED),
  request("no signature_algorithms", "missingExtension", (body) => ({
    ...body,
    // An empty list would not decode, so something harmless takes the place.
    extensions: [{ type: ExtensionType.signed_certificate_timestamp, data: EMPTY }],
  }), ASKED),
  request("an extension twice", "duplicateExtension", twice, ASKED),
  request("a key_share", "misplacedExtension", plus("key_share", u16(0)), ASKED),
  request(
    "signature_algorithms of odd length",
    "undecodable",
    data("signature_algorithms", () => Uint8Array.of(0, 3, 4, 3, 8)),
    ASKED,
  ),
];
