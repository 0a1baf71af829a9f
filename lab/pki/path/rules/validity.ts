import { showTime } from "../../der/calendar.ts";
import { called, findings, type Rule } from "../rule.ts";

/** The time lies within the dates of every certificate, trust anchor included, both ends counted. */
export const validity: Rule = {
  id: "validity",
  lesson:
    "A certificate is a promise with a last day; after it, nobody says any more whether the key is still safe",
  check(context) {
    const { now } = context;
    const found = findings("validity", "RFC 5280 §4.1.2.5, §6.1.3 (a)(2)", context);
    return context.path.map((certificate) => {
      const { notBefore, notAfter } = certificate.validity;
      const who = called(certificate);
      if (now < notBefore) {
        return found(
          false,
          `${who} is not valid before ${showTime(notBefore)}, and it is ${showTime(now)}`,
          { of: certificate, field: "tbsCertificate.validity.notBefore" },
        );
      }
      if (now > notAfter) {
        return found(
          false,
          `${who} was valid until ${showTime(notAfter)}, and it is ${showTime(now)}`,
          { of: certificate, field: "tbsCertificate.validity.notAfter" },
        );
      }
      return found(
        true,
        `${who} is valid from ${showTime(notBefore)} until ${showTime(notAfter)}`,
        { of: certificate, field: "tbsCertificate.validity" },
      );
    });
  },
};
