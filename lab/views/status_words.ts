import { type Bytes, decode } from "../bytes/mod.ts";
import { parseCertificateList, parseOcspResponse } from "../pki/mod.ts";
import {
  Certificate,
  CertificateStatus,
  HANDSHAKE_HEADER_LENGTH,
  readExtension,
  statusRequest,
} from "../wire/mod.ts";
import { type DissectedMessage, isOlder } from "./messages.ts";
import { bodyOf } from "./status_tree.ts";

/** An HTTP message about certificates in a few words; `undefined` for any other payload. */
export function statusWords(payload: Bytes): { label: string; detail: string } | undefined {
  const { type, der } = bodyOf(payload) ?? {};
  if (type === undefined || der === undefined) return undefined;
  switch (type) {
    case "application/ocsp-request":
      return { label: "OCSP: still good?", detail: "" };
    case "application/ocsp-response":
      return { label: answerWords(der), detail: "" };
    default: {
      const list = parseCertificateList(der);
      const count = list.ok ? list.value.tbsCertList.revokedCertificates?.length ?? 0 : undefined;
      return {
        label: count === undefined ? "CRL: unreadable" : `CRL: ${count} revoked`,
        detail: "",
      };
    }
  }
}

/** What a stapled answer in a message says; empty where there is none. */
export function stapleWords({ name, raw, form }: DissectedMessage): string {
  const body = raw.subarray(HANDSHAKE_HEADER_LENGTH);
  if (name === "CertificateStatus") {
    const read = decode(CertificateStatus, body);
    return read.ok ? answerWords(read.value.response) : "";
  }
  const list = name === "Certificate" && !isOlder(form.version)
    ? decode(Certificate, body)
    : undefined;
  const first = list?.ok ? list.value.certificateList[0] : undefined;
  const status = first && readExtension(first.extensions, statusRequest, "certificate");
  return status?.ok ? answerWords(status.value.response) : "";
}

/** `OCSP: good`, `OCSP: revoked`, or why there is no answer. */
function answerWords(der: Bytes): string {
  const read = parseOcspResponse(der);
  if (!read.ok) return "OCSP: unreadable";
  const { responseStatus, responseBytes } = read.value;
  const one = responseBytes?.response.tbsResponseData.responses[0];
  return `OCSP: ${one?.certStatus.type ?? responseStatus}`;
}
