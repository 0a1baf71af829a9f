/** The people of the stories, and the stage on which they meet. */
export {
  allOf,
  type AntiReplay,
  clientHelloRecording,
  freshnessWindow,
  singleUseTickets,
} from "../tls/mod.ts";
export {
  type Answer,
  type App,
  type AppContext,
  type Conversation,
  http,
  httpResponse,
  httpsRedirect,
  lines,
  wholeText,
} from "./app.ts";
export { Attacker } from "./attacker.ts";
export { Browser, type BrowserOptions, type Page, type Script } from "./browser.ts";
export {
  Authority,
  type AuthorityOptions,
  type IssuedIdentity,
  playingAuthority,
  selfSignedIdentity,
} from "./authority.ts";
export {
  type Callee,
  type CallOptions,
  Client,
  type ClientOptions,
  type TimePolicy,
} from "./client.ts";
export { AcmeAuthority, type AcmeAuthorityOptions } from "./acme_authority.ts";
export { NameServer } from "./name_server.ts";
export { VantagePoint } from "./vantage_point.ts";
export { WebFiles, Webmaster, type WebmasterOptions } from "./webmaster.ts";
export { MachineClock } from "./clock.ts";
export { type ClientNaming, registeredByAny, registeredByOwn } from "./client_naming.ts";
export { factoryKey } from "./factory_key.ts";
export { carryingLists, judgingBy } from "./judging.ts";
export { keepingIntermediates } from "./kept_intermediates.ts";
export { greetMailServer, handIn, logIn, type Mail, type MailPolicy } from "./mail.ts";
export {
  GROUPS_OFFERED,
  knownRsaKey,
  type Offered,
  offering,
  offeringIn,
  OLDER_SUITES_OFFERED,
  resumingBy,
  speaking,
  speakingTls12,
  SUITES_OFFERED,
} from "./offer.ts";
export { LogReader } from "./log_reader.ts";
export { type Finding, headSeenBy, Monitor, type MonitorOptions } from "./monitor.ts";
export {
  TransparencyLog,
  type TransparencyLogOptions,
  wantingPromises,
} from "./transparency_log.ts";
export { type Opinion } from "../tls/mod.ts";
export { calling, clientOf, type ClientPolicy, opinion } from "./opinions.ts";
export { Person, SecretText } from "./person.ts";
export { quantumComputer } from "./quantum.ts";
export { type Probed, scan, type ScanTools } from "./scan.ts";
export { Server, type ServerOptions } from "./server.ts";
export { DISCARD_READ_AHEAD, KEEP_READ_AHEAD, type Service, type UpgradePart } from "./service.ts";
export { Proxy, type ProxyMode, type ProxyOptions } from "./proxy.ts";
export { plainCredentials, smtp, type SmtpOptions } from "./smtp.ts";
export { NotHappening, Session } from "./session.ts";
export type { Span } from "./span.ts";
export type { RevocationPolicy } from "../pki/mod.ts";
export { StatusServer, type StatusServerOptions } from "./status_server.ts";
export { type LinkOptions, Stage } from "./stage.ts";
export { type TimeKey, timeKey, TimeServer } from "./time_server.ts";
export { SessionDrawer, TicketOffice, type TicketOfficeOptions } from "./tickets.ts";
export { zooOf, type ZooSite } from "./zoo.ts";
