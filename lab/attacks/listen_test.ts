import { assertEquals } from "@std/assert";
import { street, type StreetOptions, traceOf } from "../cast/testing.ts";
import { listener } from "./mod.ts";

/** Alice and her bank, and Eve who listens; gives what Eve remarked. */
function overheard(options: StreetOptions, talk: (stage: Stage) => void) {
  const stage = street(options);
  const eve = stage.world.eavesdropper("eve", { on: stage.street });
  const ear = listener();
  eve.play(ear.listen);
  talk({ ...stage, eve });
  ear.report(eve);
  const trace = traceOf(stage.world);
  const remarks = trace.events.flatMap((event) =>
    event.kind === "note" && event.node === "eve" ? [event.text] : []
  );
  return { trace, remarks, eve };
}

type Stage = ReturnType<typeof street> & { eve: { name: string } };

const PLAIN = { tls: false } as const;

for (const mtu of [1500, 100]) {
  Deno.test(`in the clear she finds a secret, however it is split: MTU ${mtu}`, () => {
    let password: { id: string } | undefined;
    const { eve } = overheard({ server: PLAIN, link: { mtu } }, ({ alice, bank }) => {
      password = alice.types("password", "correct horse battery staple");
      alice.connect(bank).send(`${"x".repeat(50)} ${password}`);
    });
    assertEquals(eve.knows(password!)?.how.by, "read");
  });
}

Deno.test("through TLS she finds nothing that was said, and no key", () => {
  const { eve, trace } = overheard({}, ({ alice, bank }) => {
    const password = alice.types("password", "correct horse battery staple");
    alice.connect(bank).send(`${password}`);
  });
  assertEquals(trace.knowledge.filter(({ node }) => node === eve.name), []);
});

for (const mtu of [1500, 100]) {
  Deno.test(`she reads the name in the hello, once: MTU ${mtu}`, () => {
    const { remarks } = overheard({ link: { mtu } }, ({ alice, bank }) => {
      const session = alice.connect(bank);
      for (let i = 0; i < 5; i++) session.send("x".repeat(1000));
    });
    assertEquals(remarks.filter((text) => text.includes("reads the name")), [
      'eve reads the name "bank.example" in the hello',
    ]);
  });
}

Deno.test("her sums are those of the wire", () => {
  const { remarks, trace } = overheard({ link: { mtu: 300 } }, ({ alice, bank }) => {
    const session = alice.connect(bank);
    session.send("x".repeat(1000));
    session.close();
  });
  const packets = trace.events.filter((event) => event.kind === "wire.sent")
    .filter(({ segment }) => segment.payload.length > 0);
  for (const node of ["alice", "bank"]) {
    const own = packets.filter((packet) => packet.node === node).map(({ segment }) => segment);
    const { from, to } = own[0]!;
    const sizes = own.map(({ payload }) => payload.length);
    const sum = sizes.reduce((a, b) => a + b, 0);
    const line = remarks.find((text) => text.includes(`from ${from.address} to ${to.address}`));
    assertEquals(
      line,
      `eve counts ${own.length} packets from ${from.address} to ${to.address}, ${sum} bytes: ` +
        `${sizes.slice(0, 8).join(", ")}${sizes.length > 8 ? ", …" : ""}`,
    );
  }
  const times = packets.map(({ arrives }) => arrives!);
  const span = (Math.max(...times) - Math.min(...times)) / 1000;
  assertEquals(remarks.at(-1), `eve saw them talk for ${span} ms`);
});

Deno.test("where nobody speaks there is nothing to count", () => {
  const { remarks } = overheard({}, () => {});
  assertEquals(remarks, ['eve listens at "street"', "eve saw them talk for 0 ms"]);
});

Deno.test("two listeners do not share a memory", () => {
  const [one, two] = [listener(), listener()];
  const stage = street({ server: PLAIN });
  const eve = stage.world.eavesdropper("eve", { on: stage.street });
  eve.play(one.listen);
  stage.alice.connect(stage.bank).send("hello");
  two.report(eve);
  const { events } = traceOf(stage.world);
  const notes = events.filter((event) => event.kind === "note").map(({ text }) => text);
  assertEquals(notes.at(-1), "eve saw them talk for 0 ms");
});
