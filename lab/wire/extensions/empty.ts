import { type Codec } from "../../bytes/mod.ts";

/** Data of extensions that say all they have to say by being there. */
export const empty: Codec<null> = {
  name: "empty",
  read: () => null,
  write: () => {},
};
