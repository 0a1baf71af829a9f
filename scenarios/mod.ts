/** Every scenario, in the order in which a course would tell them, and the words they use. */
import type { Scenario } from "../lab/scenario/mod.ts";
import blogPost from "./blog_post.ts";
import bleichenbacher from "./bleichenbacher.ts";
import certificateZoo from "./certificate_zoo.ts";
import chainOutage from "./chain_outage.ts";
import curveSpoof from "./curve_spoof.ts";
import dvHijack from "./dv_hijack.ts";
import ctSplitView from "./ct_split_view.ts";
import eavesdrop from "./eavesdrop.ts";
import expired from "./expired.ts";
import gcmNonceReuse from "./gcm_nonce_reuse.ts";
import gotoFail from "./goto_fail.ts";
import handshake from "./handshake.ts";
import handshakeFailures from "./handshake_failures.ts";
import handshakeTls12Ecdhe from "./handshake_tls12_ecdhe.ts";
import handshakeTls12Rsa from "./handshake_tls12_rsa.ts";
import handshakeTls13 from "./handshake_tls13.ts";
import helloRetry from "./hello_retry.ts";
import heartbleed from "./heartbleed.ts";
import iotPsk from "./iot_psk.ts";
import keyUpdate from "./key_update.ts";
import latency from "./latency.ts";
import leafAsCa from "./leaf_as_ca.ts";
import loadBalancer from "./load_balancer.ts";
import localRoot from "./local_root.ts";
import mailStartTls from "./mail_starttls.ts";
import misconfiguredServer from "./misconfigured_server.ts";
import missingIntermediate from "./missing_intermediate.ts";
import mitm from "./mitm.ts";
import mitmSelfSigned from "./mitm_self_signed.ts";
import mitmWrongName from "./mitm_wrong_name.ts";
import postQuantum from "./post_quantum.ts";
import nameConstraints from "./name_constraints.ts";
import nullPrefix from "./null_prefix.ts";
import notYetValid from "./not_yet_valid.ts";
import paddingOracle from "./padding_oracle.ts";
import mutualTlsImpersonation from "./mutual_tls_impersonation.ts";
import mutualTls from "./mutual_tls.ts";
import pathLength from "./path_length.ts";
import recordDrop from "./record_drop.ts";
import recordNowDecryptLater from "./record_now_decrypt_later.ts";
import recordReorder from "./record_reorder.ts";
import recordReplay from "./record_replay.ts";
import renegotiation from "./renegotiation.ts";
import resumption from "./resumption.ts";
import rsaE3Forgery from "./rsa_e3_forgery.ts";
import rogueCa from "./rogue_ca.ts";
import revoked from "./revoked.ts";
import selfSigned from "./self_signed.ts";
import sslStrip from "./ssl_strip.ts";
import stolenKey from "./stolen_key.ts";
import tamper from "./tamper.ts";
import ticketKeyTheft from "./ticket_key_theft.ts";
import tripleHandshake from "./triple_handshake.ts";
import truncation from "./truncation.ts";
import untrustedIssuer from "./untrusted_issuer.ts";
import versionRollback from "./version_rollback.ts";
import weakSignature from "./weak_signature.ts";
import wrongHost from "./wrong_host.ts";
import wrongPurpose from "./wrong_purpose.ts";
import zeroRttReplay from "./zero_rtt_replay.ts";
import zeroRtt from "./zero_rtt.ts";

export { anchorOf, GLOSSARY, type Term, termOf } from "./glossary/mod.ts";

export const SCENARIOS: readonly Scenario[] = [
  handshake,
  handshakeTls12Rsa,
  handshakeTls12Ecdhe,
  handshakeTls13,
  helloRetry,
  mutualTls,
  resumption,
  zeroRtt,
  keyUpdate,
  postQuantum,
  iotPsk,
  handshakeFailures,
  missingIntermediate,
  chainOutage,
  certificateZoo,
  latency,
  misconfiguredServer,
  blogPost,
  eavesdrop,
  mitm,
  mitmWrongName,
  mitmSelfSigned,
  expired,
  notYetValid,
  wrongHost,
  selfSigned,
  untrustedIssuer,
  localRoot,
  leafAsCa,
  pathLength,
  wrongPurpose,
  stolenKey,
  revoked,
  nameConstraints,
  nullPrefix,
  gotoFail,
  rsaE3Forgery,
  curveSpoof,
  weakSignature,
  dvHijack,
  rogueCa,
  ctSplitView,
  mutualTlsImpersonation,
  tamper,
  recordReplay,
  recordReorder,
  recordDrop,
  truncation,
  recordNowDecryptLater,
  ticketKeyTheft,
  zeroRttReplay,
  paddingOracle,
  versionRollback,
  renegotiation,
  bleichenbacher,
  gcmNonceReuse,
  heartbleed,
  tripleHandshake,
  sslStrip,
  mailStartTls,
  loadBalancer,
];

export {
  type Choice,
  type Control,
  parsePlayground,
  playground,
  playgroundChoices,
  type PlaygroundOptions,
  playgroundParams,
} from "./parts/playground.ts";
