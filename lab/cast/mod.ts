/** The people of the stories, and the stage on which they meet. */
export { type Answer, type App, type AppContext, http, httpResponse, lines } from "./app.ts";
export { Attacker } from "./attacker.ts";
export {
  Authority,
  type AuthorityOptions,
  type IssuedIdentity,
  selfSignedIdentity,
} from "./authority.ts";
export { Client, type ClientOptions } from "./client.ts";
export { GROUPS_OFFERED, knownRsaKey, type Offered, offering, SUITES_OFFERED } from "./offer.ts";
export { Person, SecretText } from "./person.ts";
export { Server, type ServerOptions } from "./server.ts";
export { NotHappening, Session } from "./session.ts";
export type { Span } from "./span.ts";
export { type LinkOptions, Stage } from "./stage.ts";
