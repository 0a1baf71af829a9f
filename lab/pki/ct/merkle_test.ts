import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Bytes, fromHex, hex } from "../../bytes/mod.ts";
import { nativeProvider } from "../../crypto/native.ts";
import { leafHash, MerkleTree, verifyConsistency, verifyInclusion } from "./merkle.ts";

const provider = nativeProvider();

/** The entries that implementations of RFC 6962 have compared their trees with from the beginning. */
const ENTRIES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map(fromHex);

/** Roots of the first one, two, three, … of them. */
const ROOTS = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

function treeOf(entries: readonly Bytes[]): MerkleTree {
  return new MerkleTree(provider, entries.map((entry) => leafHash(provider, entry)));
}

/** A tree of so many entries that are all different. */
const counted = (size: number) =>
  treeOf(Array.from({ length: size }, (_, i) => Uint8Array.of(i >> 8, i)));

Deno.test("the roots are those that every implementation gives", () => {
  const tree = treeOf(ENTRIES);
  assertEquals(ROOTS.map((_, i) => hex(tree.root(i + 1))), ROOTS);
  assertEquals(
    hex(tree.root(0)),
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  );
});

Deno.test("the tree of seven entries has the paths and proofs of RFC 6962 §2.1.3", () => {
  const leaves = ENTRIES.slice(0, 7).map((entry) => leafHash(provider, entry));
  const tree = new MerkleTree(provider, leaves);
  const [a, b, c, d, , f, j] = leaves.map(hex);
  const part = (from: number, to: number) =>
    hex(new MerkleTree(provider, leaves.slice(from, to)).root());
  const [g, h, i, k, l] = [part(0, 2), part(2, 4), part(4, 6), part(0, 4), part(4, 7)];
  const path = (index: number) => tree.auditPath(index).map(hex);
  assertEquals(path(0), [b, h, l]);
  assertEquals(path(3), [c, g, l]);
  assertEquals(path(4), [f, j, k]);
  assertEquals(path(6), [i, k]);
  const proof = (first: number) => tree.consistencyProof(first).map(hex);
  assertEquals(proof(3), [c, d, g, l]);
  assertEquals(proof(4), [l]);
  assertEquals(proof(6), [i, j, k]);
  assertEquals(proof(7), []);
  assert(a !== b);
});

Deno.test("every entry of every small tree is proved, at its own place and no other", () => {
  const tree = counted(40);
  for (let size = 1; size <= tree.size; size++) {
    const root = tree.root(size);
    for (let index = 0; index < size; index++) {
      const path = tree.auditPath(index, size);
      const claim = { leaf: leafHash(provider, Uint8Array.of(0, index)), index, size, path, root };
      assert(verifyInclusion(provider, claim));
      assert(!verifyInclusion(provider, { ...claim, index: (index + 1) % (size + 1) }));
      assert(!verifyInclusion(provider, { ...claim, leaf: leafHash(provider, Uint8Array.of(9)) }));
      assert(!verifyInclusion(provider, { ...claim, path: [...path, root] }));
      if (path.length === 0) continue;
      assert(!verifyInclusion(provider, { ...claim, path: path.slice(1) }));
      assert(!verifyInclusion(provider, { ...claim, path: path.toSpliced(0, 1, root) }));
    }
  }
});

Deno.test("every tree continues every smaller one, and nothing else does", () => {
  const tree = counted(40);
  const treeAt = (size: number) => ({ size, root: tree.root(size) });
  for (let second = 1; second <= tree.size; second++) {
    for (let first = 1; first <= second; first++) {
      const proof = tree.consistencyProof(first, second);
      assert(proof.length <= Math.ceil(Math.log2(second)) + 1);
      const claim = { first: treeAt(first), second: treeAt(second), proof };
      assert(verifyConsistency(provider, claim));
      const other = { size: first, root: leafHash(provider, Uint8Array.of(first)) };
      assert(!verifyConsistency(provider, { ...claim, first: other }));
      assert(!verifyConsistency(provider, { ...claim, second: { ...other, size: second } }));
      assert(!verifyConsistency(provider, { ...claim, proof: [...proof, other.root] }));
      if (proof.length === 0) continue;
      assert(!verifyConsistency(provider, { ...claim, proof: proof.slice(1) }));
      assert(!verifyConsistency(provider, { ...claim, proof: proof.toSpliced(0, 1, other.root) }));
    }
  }
  assert(
    verifyConsistency(provider, { first: treeAt(0), second: treeAt(5), proof: [] }),
    "every tree continues the empty one",
  );
  assert(!verifyConsistency(provider, { first: treeAt(5), second: treeAt(4), proof: [] }));
});

Deno.test("a tree that has another entry in the past is no continuation", () => {
  const honest = counted(9);
  const entries = Array.from({ length: 13 }, (_, i) => Uint8Array.of(0, i));
  entries[4] = Uint8Array.of(1, 1);
  const rewritten = treeOf(entries);
  const first = { size: 9, root: honest.root() };
  const second = { size: 13, root: rewritten.root() };
  const proof = rewritten.consistencyProof(9);
  assert(!verifyConsistency(provider, { first, second, proof }));
});

Deno.test("numbers and hashes out of range are refused, or make no proof", () => {
  const tree = counted(3);
  assertThrows(() => tree.root(4), RangeError);
  assertThrows(() => tree.auditPath(3), RangeError);
  assertThrows(() => tree.auditPath(0.5), RangeError);
  assertThrows(() => tree.consistencyProof(0), RangeError);
  assertThrows(() => tree.consistencyProof(2, 4), RangeError);
  const root = tree.root();
  const claim = { leaf: root, index: 0, size: 2 ** 60, path: [root], root };
  assert(!verifyInclusion(provider, claim));
  assert(!verifyInclusion(provider, { ...claim, size: -1 }));
  assert(!verifyInclusion(provider, { ...claim, size: 2, path: [root.subarray(1)] }));
  const huge = { size: Number.MAX_SAFE_INTEGER, root };
  assert(!verifyConsistency(provider, { first: { size: 3, root }, second: huge, proof: [] }));
});
