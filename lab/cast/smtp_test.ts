import { assert, assertEquals, assertThrows } from "@std/assert";
import { sequence } from "../views/mod.ts";
import { KEEP_READ_AHEAD, type UpgradePart } from "./service.ts";
import { plainCredentials, smtp, type SmtpOptions } from "./smtp.ts";
import { emptyStage, noble, traceOf } from "./testing.ts";

const HELLO = "EHLO alice.example\r\n";
const LOGIN = `AUTH PLAIN ${plainCredentials("alice", "sesame")}\r\n`;

/** A mail server on 587 and 465, and Alice who talks to it. */
function post(
  { upgrade, port = 587, ...options }: Partial<SmtpOptions> & {
    readonly upgrade?: UpgradePart;
    readonly port?: number;
  } = {},
) {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const mail = world.server("mail", {
    identity: root.issue("mail.example"),
    app: smtp({
      host: "mail.example",
      users: { alice: "sesame" },
      offersTls: true,
      ...options,
    }),
    services: [
      { port: 587, protection: "starttls", ...(upgrade !== undefined && { upgrade }) },
      { port: 465, protection: "tls" },
    ],
  });
  const alice = world.client("alice", { trust: [root] });
  world.link("street", alice, mail);
  const session = alice.connect(mail, { port });
  const asks = (words: string) => {
    session.send(words);
    return session.receive();
  };
  return { world, mail, session, asks };
}

Deno.test("STARTTLS: the server speaks first, then TLS goes over the same stream", () => {
  const { world, session, asks, mail } = post();
  assertEquals(session.receive(), "220 mail.example ESMTP\r\n");
  assertEquals(asks(HELLO), "250-mail.example\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n");
  assertEquals(asks("STARTTLS\r\n"), "220 go ahead\r\n");
  assertEquals(session.secure, false);
  session.startTls();
  assertEquals(session.secure, true);
  assert(session.reported.some(({ kind }) => kind === "connected"));
  assertEquals(asks(HELLO), "250-mail.example\r\n250 AUTH PLAIN\r\n", "not offered twice");
  assertEquals(asks(LOGIN), "235 welcome\r\n");
  asks("MAIL FROM:<alice@mail.example>\r\n");
  asks("RCPT TO:<bob@mail.example>\r\n");
  asks("DATA\r\n");
  asks("Subject: hi\r\n\r\nsee you at 8\r\n.\r\n");
  assert(mail.did("takes a mail from alice@mail.example to bob@mail.example: see you at 8"));
  assertThrows(() => session.startTls(), TypeError, "TLS already");
  const { events } = traceOf(world);
  const streams = events.filter((event) =>
    event.kind === "wire.sent" && event.segment.flags.join() === "SYN"
  );
  assertEquals(streams.length, 1);
});

Deno.test("STARTTLS in the diagram: words in the clear, the handshake, then sealed words", () => {
  const { world, asks, session } = post();
  asks("STARTTLS\r\n");
  session.startTls();
  asks("NOOP\r\n");
  const labels = sequence(traceOf(world), noble).rows.flatMap((row) =>
    row.kind === "arrow" ? [row.label] : []
  );
  assertEquals(labels, [
    "220 mail.example ESMTP",
    "STARTTLS",
    "220 go ahead",
    "ClientHello",
    "ServerHello",
    "{EE Cert CV Fin}",
    "{Fin}",
    "[NOOP]",
    "[250 OK]",
  ]);
});

Deno.test("implicit TLS: the greeting comes through it", () => {
  const { session, asks } = post({ port: 465 });
  assertEquals(session.secure, true);
  assertEquals(session.receive(), "220 mail.example ESMTP\r\n");
  assertEquals(asks(LOGIN), "235 welcome\r\n");
});

const refusals: readonly [
  what: string,
  options: Partial<SmtpOptions>,
  says: string,
  reply: string,
][] = [
  ["a server that insists on TLS", { insistsOnTls: true }, LOGIN, "530 Must issue a STARTTLS "],
  ["one that does not offer it", { offersTls: false }, "STARTTLS\r\n", "500 what?"],
  ["a wrong password", {}, `AUTH PLAIN ${plainCredentials("alice", "x")}\r\n`, "535 wrong"],
  ["a user nobody knows", {}, `AUTH PLAIN ${plainCredentials("toString", "x")}\r\n`, "535 wrong"],
  ["no base64", {}, "AUTH PLAIN ***\r\n", "535 wrong"],
  ["mail before the login", {}, "MAIL FROM:<a@b.example>\r\n", "530 Authentication required"],
];

for (const [what, options, says, reply] of refusals) {
  Deno.test(`refused: ${what}`, () => {
    const { session, asks, mail } = post(options);
    session.receive();
    assert(asks(says).startsWith(reply));
    assertEquals(mail.effects, []);
  });
}

for (const [upgrade, carriedOut] of [[undefined, false], [KEEP_READ_AHEAD, true]] as const) {
  Deno.test(`what came with STARTTLS is carried out after it: ${carriedOut}`, () => {
    const { world, session, asks, mail } = post({ ...(upgrade && { upgrade }) });
    session.receive();
    asks(`STARTTLS\r\n${LOGIN}`);
    session.startTls();
    assertEquals(mail.did("lets alice in"), carriedOut);
    assertEquals(world.flaws.map(({ id }) => id), carriedOut ? ["starttls-keeps-buffer"] : []);
  });
}
