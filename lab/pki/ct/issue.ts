/** Certificates that have been announced to logs before they are issued (RFC 6962 §3.1, §3.3). */
import { encode } from "../../bytes/mod.ts";
import type { Authority, Identity, IssueOptions } from "../authority/authority.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { makeExtension } from "../x509/extension.ts";
import type { CertificateLog } from "./log.ts";
import { POISON } from "./precertificate.ts";
import { SignedCertificateTimestamp } from "./structures.ts";

/** A log as whoever submits to it sees it. */
export type Submission = Pick<CertificateLog, "add">;

/**
 * Announces a certificate to logs, and issues it with their promises inside.
 *
 * @throws {RangeError} if a log will not have it
 */
export function issueLogged(
  authority: Authority,
  logs: readonly Submission[],
  options: IssueOptions,
): Identity {
  const { extensions = [] } = options;
  const announced = authority.issue({ ...options, extensions: [...extensions, POISON] });
  const read = parseCertificate(announced.chain[0]!);
  if (!read.ok) throw new Error(`Cannot read a certificate just written: ${read.error}`);
  const { serialNumber, validity } = read.value;
  const promises = logs.map((log) => {
    const answer = log.add([...announced.chain, authority.certificate]);
    if (!answer.ok) throw new RangeError(`Cannot log the certificate: ${answer.why}`);
    return encode(SignedCertificateTimestamp, answer.timestamp);
  });
  return authority.issue({
    ...options,
    ...validity,
    key: announced.key,
    serialNumber,
    extensions: [...extensions, makeExtension("signedCertificateTimestampList", promises)],
  });
}
