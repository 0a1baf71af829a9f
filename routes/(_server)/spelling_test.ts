import { assertEquals } from "@std/assert";
import { mendedAddress } from "./spelling.ts";

const ADDRESSES: readonly (readonly [typed: string, meant: string | undefined])[] = [
  ["/run", "/"],
  ["/learn/", "/"],
  ["/present?seed=3", "/"],
  ["/run/mitm/", "/run/mitm"],
  ["/run/mitm/keys/?seed=3", "/run/mitm/keys?seed=3"],
  ["/matrix/", "/matrix"],
  ["/", undefined],
  ["/run/mitm", undefined],
  ["/runs", undefined],
  // These would lead to another host.
  ["//evil.example/", undefined],
  ["/run//evil.example/", undefined],
  ["/\\evil.example/", undefined],
  ["/%2fevil.example/", undefined],
];

for (const [typed, meant] of ADDRESSES) {
  Deno.test(`${typed} means ${meant ?? "what it says"}`, () => {
    assertEquals(mendedAddress(new URL(`http://lab:8000${typed}`)), meant);
  });
}
