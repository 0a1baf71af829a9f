// @ts-ignore: this file is missing on purpose
import { nothing } from "./not_there.ts";

/** Imports a file that does not exist. */
export default function Bad() {
  return <p>{nothing}</p>;
}
