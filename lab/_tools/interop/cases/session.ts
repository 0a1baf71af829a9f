/** What comes after the handshake: data, key updates, tickets, goodbyes; and how records look. */
import { type Case, ourClient, ourServer, type Plan } from "../case.ts";
import { STACKS } from "../peers/peer.ts";
import type { CommonConfig } from "../../../tls/mod.ts";
import {
  agree,
  converse,
  exchange,
  exchangeBulk,
  expect,
  expectEqual,
  inTurn,
  type Talk,
  theyLeave,
  weLeave,
} from "../talks.ts";

const MEGABYTE = 2 ** 20;

/** The same with each of our roles. */
function bothRoles(
  peer: (typeof STACKS)[number],
  what: string,
  plan: Plan<CommonConfig>,
): Case[] {
  return [ourClient(peer, what, plan), ourServer(peer, what, plan)];
}

/** The peer has changed its keys so many times, or more. */
function theirUpdates(count: number): Talk {
  return async ({ ours }) => {
    await ours.until(
      (pump) => pump.messages("received", "key_update") >= count || undefined,
      `${count} key updates`,
    );
  };
}

/** We have changed our keys just so many times. */
function ourUpdates(count: number): Talk {
  return ({ ours }) => {
    expectEqual("the number of our key updates", ours.messages("sent", "key_update"), count);
    return Promise.resolve();
  };
}

const weUpdate = (request: boolean): Talk => ({ ours }) => {
  ours.updateKeys(request);
  return Promise.resolve();
};
const theyUpdate = (request: boolean): Talk => ({ theirs }) => theirs.updateKeys(request);

function keyUpdates(): Case[] {
  const begin = inTurn(agree(), exchange);
  const end = inTurn(exchange, weLeave);
  return [
    ...STACKS.flatMap((peer) => [
      ...bothRoles(peer, "KeyUpdate: we change our keys", {
        talk: inTurn(begin, weUpdate(false), end),
        native: true,
      }),
      ...bothRoles(peer, "KeyUpdate: we change our keys and ask for theirs", {
        talk: inTurn(begin, weUpdate(true), exchange, theirUpdates(1), end),
        native: true,
      }),
      ...bothRoles(peer, "KeyUpdate: after every four records, under a stream of data", {
        ours: () => ({ recordsPerKey: 4 }),
        // 16 records of data go out, and 4 of them under each key.
        talk: inTurn(agree(), exchangeBulk(MEGABYTE / 4), ourUpdates(3), weLeave),
      }),
    ]),
    ...bothRoles("openssl", "KeyUpdate: the peer changes its keys", {
      talk: inTurn(begin, theyUpdate(false), theirUpdates(1), ourUpdates(0), end),
      native: true,
    }),
    ...bothRoles("openssl", "KeyUpdate: the peer changes its keys and asks for ours", {
      talk: inTurn(begin, theyUpdate(true), theirUpdates(1), ourUpdates(1), end),
      native: true,
    }),
    ...bothRoles("openssl", "KeyUpdate: in turn, several times", {
      talk: inTurn(
        begin,
        // Stacks may answer a request only when they next have something to say.
        ...[theyUpdate(true), theirUpdates(1), exchange],
        ...[weUpdate(true), exchange, theirUpdates(2)],
        ...[theyUpdate(false), theirUpdates(3), exchange],
        ...[ourUpdates(2), end],
      ),
    }),
  ];
}

/** `s_server -rev` sends lines back reversed; `CLOSE` is how it is told to say goodbye. */
const reverse: Talk = async ({ ours }) => {
  await ours.connected();
  ours.send("12345\n");
  await ours.hear("54321\n");
  ours.send("CLOSE\n");
  expectEqual("the peer's end", await ours.peerEnded(), "close_notify");
};

function goodbyes(): Case[] {
  const polite = inTurn(agree(), exchange, theyLeave);
  return [
    ...STACKS.flatMap((peer) => bothRoles(peer, "close_notify from us", {})),
    ...bothRoles("rustls", "close_notify from the peer", { talk: polite, native: true }),
    ourServer("openssl", "close_notify from the peer", { talk: polite, native: true }),
    ourClient("openssl", "close_notify from the peer", {
      theirs: () => ({ options: ["-rev"] }),
      talk: reverse,
      native: true,
    }),
    ourClient("openssl", "the peer breaks off without a close_notify, and we notice", {
      talk: inTurn(agree(), exchange, async ({ ours, theirs }) => {
        // Told to quit, s_server just lets go of the socket.
        await theirs.close();
        expectEqual("the end", await ours.ended(), "transport");
      }),
    }),
  ];
}

/** As many records as the data must at least have taken. */
const inManyRecords = (bytes: number): Talk => ({ ours }) => {
  const least = bytes / 2 ** 14;
  for (const tally of [ours.incoming, ours.outgoing]) {
    const count = tally.count("application_data");
    expect(count >= least, `${count} records went by, and not at least ${least}`);
  }
  return Promise.resolve();
};

function bulk(): Case[] {
  const talk = inTurn(agree(), exchangeBulk(MEGABYTE), inManyRecords(MEGABYTE), weLeave);
  return [
    ...STACKS.flatMap((peer) =>
      bothRoles(peer, "a megabyte each way at once", { talk, native: true })
    ),
    ...bothRoles("openssl", "the peer sends records of at most 512 bytes", {
      theirs: () => ({ options: ["-max_send_frag", "512"] }),
      // An inner type and a tag come on top.
      talk: inTurn(agree(), exchangeBulk(MEGABYTE / 16), theirRecordsHave(0, 512 + 17), weLeave),
    }),
  ];
}

/** All protected records of one direction have at least and at most those lengths on the wire. */
const recordsHave =
  (direction: "incoming" | "outgoing") => (least: number, most = Infinity): Talk => ({ ours }) => {
    const lengths = ours[direction].records
      .filter(({ type }) => type === "application_data")
      .map(({ length }) => length);
    const fit = lengths.every((length) => length >= least && length <= most);
    expect(fit, `The ${direction} records have ${lengths} bytes`);
    return Promise.resolve();
  };
const ourRecordsHave = recordsHave("outgoing");
const theirRecordsHave = recordsHave("incoming");

/** So many dummy change_cipher_spec came in. */
const theirDummies = (count: number): Talk => ({ ours }) => {
  const seen = ours.incoming.count("change_cipher_spec");
  expectEqual("the number of change_cipher_spec from the peer", seen, count);
  return Promise.resolve();
};

function records(): Case[] {
  const plain = { middleboxCompatibility: false };
  return [
    ...STACKS.flatMap((peer) => [
      ...bothRoles(peer, "records padded by 100 bytes", {
        ours: () => ({ padding: () => 100 }),
        talk: inTurn(agree(), exchange, ourRecordsHave(100 + 16), weLeave),
        native: true,
      }),
      ...bothRoles(peer, "records padded to their full size", {
        ours: () => ({ padding: (_length, room) => room }),
        talk: inTurn(agree(), exchange, ourRecordsHave(2 ** 14), weLeave),
      }),
      ...bothRoles(peer, "record_size_limit, which the peer does not know", {
        ours: () => ({ recordSizeLimit: 1024 }),
      }),
      // Both servers send their change_cipher_spec whether or not they were asked for it.
      ...([true, false] as const).map((on) =>
        ourClient(peer, `middlebox mode ${on ? "on" : "off"} at our client`, {
          ours: () => ({ middleboxCompatibility: on }),
          talk: inTurn(agree(), theirDummies(1), exchange, weLeave),
        })
      ),
      ourServer(peer, "middlebox mode off at our server only", { ours: () => plain }),
    ]),
    ...bothRoles("openssl", "middlebox mode off at the peer only", {
      theirs: () => ({ options: ["-no_middlebox"] }),
    }),
    ...bothRoles("openssl", "middlebox mode off at both ends", {
      ours: () => plain,
      theirs: () => ({ options: ["-no_middlebox"] }),
      talk: inTurn(agree(), theirDummies(0), exchange, weLeave),
    }),
    ...bothRoles("openssl", "the peer pads its records to 512 bytes", {
      theirs: () => ({ options: ["-record_padding", "512"] }),
      talk: inTurn(agree(), exchange, theirRecordsHave(512), weLeave),
    }),
  ];
}

/** So many tickets came in. */
const tickets = (count: number): Talk => async ({ ours }) => {
  await ours.until(
    (pump) => pump.messages("received", "new_session_ticket") >= count || undefined,
    `${count} tickets`,
  );
};

function offers(): Case[] {
  return [
    ...STACKS.map((peer) =>
      ourClient(peer, "the peer's tickets are taken and laid aside", {
        talk: inTurn(agree(), tickets(2), exchange, weLeave),
      })
    ),
    ourClient("openssl", "five tickets", {
      theirs: () => ({ options: ["-num_tickets", "5"] }),
      talk: inTurn(agree(), tickets(5), exchange, weLeave),
    }),
    ourClient("openssl", "no tickets", { theirs: () => ({ options: ["-num_tickets", "0"] }) }),
    ourServer("openssl", "the peer offers a pre-shared key that we do not know", {
      theirs: () => ({ options: ["-psk", "00112233445566778899aabbccddeeff"] }),
    }),
    ourServer("openssl", "the peer asks for smaller fragments in the old way, which we leave out", {
      theirs: () => ({ options: ["-maxfraglen", "1024"] }),
    }),
    ourServer("openssl", "the peer asks for a certificate status that we do not have", {
      theirs: () => ({ options: ["-status"] }),
      talk: converse(),
    }),
  ];
}

export const SESSION: readonly Case[] = [
  ...keyUpdates(),
  ...goodbyes(),
  ...bulk(),
  ...records(),
  ...offers(),
];
