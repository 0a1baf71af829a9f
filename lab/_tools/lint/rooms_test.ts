import { assert, assertEquals, assertFalse } from "@std/assert";
import { type Room, ROOMS, roomsAbove } from "./rooms.ts";

interface Row {
  readonly folder: string;
  readonly purpose: string;
  readonly mayImport: string;
}

/** The rows of the table in ARCHITECTURE.md whose first cell is a folder. */
function tableInDocument(): Row[] {
  const text = Deno.readTextFileSync(new URL("../../../ARCHITECTURE.md", import.meta.url));
  return text.split("\n").flatMap((line) => {
    const cells = line.split("|").map((cell) => cell.trim());
    const folder = /^`((?:lab\/\w+)|scenarios)`$/.exec(cells[1] ?? "")?.[1];
    return folder === undefined ? [] : [{ folder, purpose: cells[2]!, mayImport: cells[3]! }];
  });
}

const rooms: Record<string, Room> = ROOMS;

/** Reads `attacks, flaws (type only)` or `tls and the rooms tls may use`. */
function readCell(cell: string): { mayImport: string[]; typesOnly: string[] } {
  const mayImport: string[] = [];
  const typesOnly: string[] = [];
  if (cell === "nothing") return { mayImport, typesOnly };
  for (const part of cell.split(",").map((text) => text.trim().replace(/^lab\//, ""))) {
    const name = /^\w+/.exec(part)![0];
    mayImport.push(name);
    if (part.endsWith("(type only)")) typesOnly.push(name);
    if (part.endsWith(`and the rooms ${name} may use`)) mayImport.push(...rooms[name]!.mayImport);
  }
  return { mayImport, typesOnly };
}

Deno.test("ROOMS lists the folders that ARCHITECTURE.md lists, in that order", () => {
  assertEquals(
    Object.values(rooms).map((room) => room.folder),
    tableInDocument().map((row) => row.folder),
  );
});

for (const { folder, mayImport } of tableInDocument()) {
  Deno.test(`ROOMS lets ${folder} import what ARCHITECTURE.md says`, () => {
    const room = Object.values(rooms).find((room) => room.folder === folder)!;
    const inDocument = readCell(mayImport);
    assertEquals([...room.mayImport].sort(), inDocument.mayImport.sort());
    assertEquals(room.typesOnly ?? [], inDocument.typesOnly);
  });
}

Deno.test("ROOMS has no circle: no room is above itself", () => {
  for (const name of Object.keys(rooms)) assertFalse(roomsAbove(name).has(name), name);
});

Deno.test("roomsAbove() climbs over several steps", () => {
  assert(roomsAbove("bytes").has("scenarios"));
  assertEquals(roomsAbove("cli"), new Set());
});
