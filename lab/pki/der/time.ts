import { type Bytes, type Reader, utf8 } from "../../bytes/mod.ts";
import { momentOf, type Seconds, secondsOf, showTime } from "./calendar.ts";
import { type DerCodec, type Element, element, Identifier } from "./element.ts";

const ZERO = 0x30;
const Z = 0x5a;

function twoDigits(reader: Reader): number {
  const tens = reader.u8() - ZERO;
  const ones = reader.u8() - ZERO;
  if (tens < 0 || tens > 9 || ones < 0 || ones > 9) reader.fail("a time with something but digits");
  return 10 * tens + ones;
}

/** Everything after the year: `MMDDHHMMSSZ`, no fractions, no other zone (RFC 5280 §4.1.2.5). */
function readMoment(reader: Reader, year: number): Seconds {
  const month = twoDigits(reader);
  const day = twoDigits(reader);
  const hour = twoDigits(reader);
  const minute = twoDigits(reader);
  const second = twoDigits(reader);
  if (reader.u8() !== Z) reader.fail("a time that does not end in Z");
  const seconds = secondsOf({ year, month, day, hour, minute, second });
  return seconds ?? reader.fail("a date or a time of day that does not exist");
}

function digits(seconds: Seconds, yearDigits: 2 | 4): Bytes {
  const { year, month, day, hour, minute, second } = momentOf(seconds);
  if (year < 0 || year > 9999) throw new RangeError(`Cannot write year ${year} in four digits`);
  const rest = [month, day, hour, minute, second].map((part) => String(part).padStart(2, "0"));
  return utf8(`${String(year).padStart(4, "0").slice(-yearDigits)}${rest.join("")}Z`);
}

/** UTCTime, `YYMMDDHHMMSSZ`: years 1950 to 2049. */
export const utcTime: Element<Seconds> = element("UTCTime", Identifier.UTCTime, {
  read(reader) {
    const year = twoDigits(reader);
    return readMoment(reader, year < 50 ? 2000 + year : 1900 + year);
  },
  write: (writer, value) => void writer.bytes(digits(value, 2)),
  show: showTime,
});

/** GeneralizedTime, `YYYYMMDDHHMMSSZ`, of any year. */
export const generalizedTime: Element<Seconds> = element(
  "GeneralizedTime",
  Identifier.GeneralizedTime,
  {
    read: (reader) => readMoment(reader, 100 * twoDigits(reader) + twoDigits(reader)),
    write: (writer, value) => void writer.bytes(digits(value, 4)),
    show: showTime,
  },
);

function fitsUtcTime(seconds: Seconds): boolean {
  const { year } = momentOf(seconds);
  return year >= 1950 && year < 2050;
}

/** `Time`: UTCTime through the year 2049, GeneralizedTime from 2050 on (RFC 5280 §4.1.2.5). */
export const time: DerCodec<Seconds> = {
  name: "Time",
  accepts: (identifier) => utcTime.accepts(identifier) || generalizedTime.accepts(identifier),
  read(reader) {
    if (reader.left > 0 && reader.bytes[reader.position] === Identifier.UTCTime) {
      return utcTime.read(reader);
    }
    const start = reader.position;
    const seconds = generalizedTime.read(reader);
    if (!fitsUtcTime(seconds)) return seconds;
    reader.position = start;
    return reader.fail("a GeneralizedTime before 2050, where UTCTime belongs");
  },
  write: (writer, value) => (fitsUtcTime(value) ? utcTime : generalizedTime).write(writer, value),
  show: showTime,
};

/** Either type, whatever the year. */
export const anyTime: DerCodec<Seconds> = {
  ...time,
  read: (reader) =>
    reader.left > 0 && reader.bytes[reader.position] === Identifier.UTCTime
      ? utcTime.read(reader)
      : generalizedTime.read(reader),
};
