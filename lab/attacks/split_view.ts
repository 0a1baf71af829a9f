import type { Bytes } from "../bytes/mod.ts";
import { CertificateLog, type LogAnswers, type LogOptions, type Submitted } from "../pki/mod.ts";

/** The two lists of a log that lies. */
export interface Faces {
  /** What everybody is shown. */
  readonly everybodys: LogAnswers;
  /** The same list, and after it what is to be kept from everybody. */
  readonly victims: LogAnswers;
}

/**
 * A log with two histories under one key (RFC 6962 §7.3). What it is told to keep to itself stands
 * only in the second; each of them, by itself, is a perfect log.
 */
export class SplitViewLog implements Faces {
  readonly everybodys: CertificateLog;
  readonly victims: CertificateLog;

  constructor(options: LogOptions) {
    this.everybodys = new CertificateLog(options);
    this.victims = new CertificateLog(options);
  }

  /** Takes a certificate as an honest log does. */
  add(chain: readonly Bytes[]): Submitted {
    const promise = this.everybodys.add(chain);
    this.victims.add(chain);
    return promise;
  }

  /** Promises to publish a certificate, and shows it to victims alone, if to anybody. */
  addInSecret(chain: readonly Bytes[]): Submitted {
    return this.victims.add(chain);
  }
}
