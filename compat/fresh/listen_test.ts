import { assertEquals, assertRejects } from "@std/assert";
import { App } from "fresh";

/** The usual tests may not use the network: `deno test --allow-net=127.0.0.1` runs these too. */
const net = await Deno.permissions.query({ name: "net", host: "127.0.0.1" });
const ignore = net.state !== "granted";

/** Starts an app on any free port, and gives its address and a way to stop it. */
function start(app: App<unknown>) {
  const stop = new AbortController();
  const { promise: address, resolve } = Promise.withResolvers<Deno.NetAddr>();
  const done = app.listen({
    port: 0,
    signal: stop.signal,
    onListen: (address) => resolve(address as Deno.NetAddr),
  });
  return { address, stop: () => (stop.abort(), done) };
}

Deno.test({
  name: "own: listen() stays on this machine, says where, and stops when told",
  ignore,
  fn: async () => {
    const server = start(new App().get("/", () => new Response("hello")));
    const { hostname, port } = await server.address;
    assertEquals(hostname, "127.0.0.1");
    const response = await fetch(`http://127.0.0.1:${port}/`);
    assertEquals(await response.text(), "hello");
    await server.stop();
  },
});

Deno.test({
  name: "listen() says that somebody else has the port",
  ignore,
  fn: async () => {
    const server = start(new App());
    const { port } = await server.address;
    await assertRejects(
      () => new App().listen({ hostname: "127.0.0.1", port }),
      Deno.errors.AddrInUse,
    );
    await server.stop();
  },
});
