import type { Bytes } from "../bytes/mod.ts";
import { decodePem, type PemBlock } from "../pki/mod.ts";
import { certificatesInDer } from "./certificate_der.ts";
import { visible } from "./visible.ts";

/** Bytes of a file that are read at all; the roots that browsers trust take a quarter of that. */
export const MOST_FILE_BYTES = 2 ** 20;
/** Certificates of one chain; a server with more means no good. */
export const MOST_PRESENTED = 64;
/** Certificates in a list of trusted roots. */
export const MOST_TRUSTED = 1024;
/** Bytes of one certificate; those of the web have one or two thousand. */
export const MOST_CERTIFICATE_BYTES = 2 ** 16;

/** Certificates from a file, or why there are none; errors are fit for displays. */
export type CertificateFile =
  | { readonly ok: true; readonly certificates: readonly Bytes[] }
  | { readonly ok: false; readonly error: string };

/**
 * The certificates in a file, PEM or DER, in their order. PEM blocks of other kinds are passed
 * over; whether a certificate can be read is not asked here.
 *
 * @param most how many there may be
 */
export function readCertificateFile(bytes: Bytes, most: number): CertificateFile {
  if (bytes.length > MOST_FILE_BYTES) {
    return wrong(`it has more than ${MOST_FILE_BYTES} bytes`);
  }
  if (bytes.length === 0) return wrong("it is empty");
  const text = latin(bytes);
  if (!text.includes("-----BEGIN ")) {
    const found = certificatesInDer(bytes);
    return typeof found === "string" ? wrong(found) : counted(found, most);
  }
  let blocks: readonly PemBlock[];
  try {
    blocks = decodePem(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return wrong(visible(error.message));
  }
  const certificates = blocks.filter(({ label }) => LABELS.includes(label)).map(({ der }) => der);
  if (certificates.length === 0) {
    const labels = [...new Set(blocks.map(({ label }) => visible(label)))].slice(0, 5).join(", ");
    return wrong(`it holds no CERTIFICATE${labels === "" ? "" : `, only ${labels}`}`);
  }
  return counted(certificates, most);
}

/** The usual label, and an older one: read as RFC 7468 §5.1 lets it be, for old files. */
const LABELS: readonly string[] = ["CERTIFICATE", "X509 CERTIFICATE"];

function wrong(error: string): CertificateFile {
  return { ok: false, error };
}

function counted(certificates: readonly Bytes[], most: number): CertificateFile {
  if (certificates.length > most) {
    return wrong(`it holds ${certificates.length} certificates, and ${most} are the most`);
  }
  const at = certificates.findIndex(({ length }) => length > MOST_CERTIFICATE_BYTES);
  return at < 0 ? { ok: true, certificates } : wrong(
    `certificate ${at} has ${
      certificates[at]!.length
    } bytes, and ${MOST_CERTIFICATE_BYTES} are the most`,
  );
}

/** One character for each byte, so that a file that is no text at all is none afterwards either. */
function latin(bytes: Bytes): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4096) {
    text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  }
  return text;
}
