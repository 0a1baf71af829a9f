/** What a handshake costs on a slow line: one page in five ways, near, far, and very far away. */
import { lines, singleUseTickets, speaking, speakingTls12, TicketOffice } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { latencyLesson } from "./lessons/latency.ts";
import { LINES, pageLoadTable, WAYS } from "./parts/page_loads.ts";

const TLS12_SUITE = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

export default scenario({
  id: "latency",
  title: "Waiting for the first page",
  level: "first-day",
  about: "walk-through",
  summary:
    "Three people load the same page, 5, 50 and 250 milliseconds away one way, over TLS 1.2 and " +
    "TLS 1.3, anew, resumed, and with early data. The clock of the run says who waits how long.",
  moral: "On a slow line it is not the arithmetic that costs time, it is every question",
  sources: ["RFC 9846 §2", "RFC 9846 §2.2", "RFC 9846 §2.3", "RFC 5246 §7.3"],

  defences: {},

  stage(world) {
    const root = world.authority("Honest Root");
    const office = new TicketOffice(world, ["shop"], { host: "shop.example", maxEarlyData: 1000 });
    const shop = world.server("shop", {
      identity: root.issue("shop.example"),
      app: lines((request) => request === "GET /" ? "Welcome to the shop" : "what?"),
      config: {
        ...speaking(["TLS 1.3", "TLS 1.2"], [TLS12_SUITE]),
        tickets: office.policy,
        antiReplay: singleUseTickets(),
      },
    });
    const clients = LINES.map(({ client, title, latency }) => {
      const person = world.client(client, { trust: [root] });
      world.link(`line of ${title}`, person, shop, { latency });
      return person;
    });
    return { world, shop, clients };
  },

  story({ world, shop, clients }, act) {
    let loads = 0;
    clients.forEach((client, i) => {
      const { title, latency } = LINES[i]!;
      act(`${title}, ${latency} ms from the shop one way`, () => {
        const load = (options: Parameters<typeof client.connect>[1]) => {
          world.round("page loads", ++loads);
          return client.connect(shop, options);
        };
        const older = speakingTls12(TLS12_SUITE);
        const [first12] = load({ config: older, first: "GET /" }).tickets;
        const [first13] = load({ first: "GET /" }).tickets;
        load({ config: older, resume: first12, first: "GET /" });
        const [second13] = load({ resume: first13, first: "GET /" }).tickets;
        load({ resume: second13, early: "GET /" });
      });
    });
    if (loads !== LINES.length * WAYS.length) throw new Error("A page load has no name");
  },

  wins: () => false,

  matrix: [
    { with: [], attack: "fails", because: "all that anybody loses here is time" },
  ],

  tables: (_cast, trace) => [pageLoadTable(trace)],

  lesson: latencyLesson,
});
