import { type Place, placeOf, targetOf } from "./places.ts";
import { CHOOSERS, LOADERS, PACKAGES, PROVIDERS, type Room, ROOMS, roomsAbove } from "./rooms.ts";

/** What is wrong with an import, and what to do instead. */
export interface Objection {
  readonly message: string;
  readonly hint: string;
}

/**
 * Holds an import against the table of rooms.
 *
 * @param filename the importing file
 * @param specifier what stands between the quotes
 * @param typesOnly whether nothing is left of the import when the program runs
 */
export function objection(
  filename: string,
  specifier: string,
  typesOnly: boolean,
): Objection | undefined {
  const from = placeOf(filename);
  if (from.part === "test" || from.part === "tool" || from.path.startsWith("compat/")) {
    return undefined;
  }
  const target = targetOf(from.path, specifier);
  return target.kind === "package"
    ? aboutPackage(from, target.name, target.direct, specifier)
    : aboutFile(from, placeOf(target.path), typesOnly);
}

function aboutPackage(
  from: Place,
  name: string,
  direct: boolean,
  specifier: string,
): Objection | undefined {
  if (direct) {
    return {
      message: `"${specifier}" names a place outside the repository`,
      hint: "Add the package to imports in deno.json and import it by its bare name",
    };
  }
  if (from.part === "outside" || from.part === "support" && !name.startsWith("node:")) {
    return undefined;
  }
  const known = PACKAGES.find((entry) =>
    entry.name.endsWith("/") ? name.startsWith(entry.name) : name === entry.name
  );
  if (known?.places.some((place) => from.path.startsWith(place))) return undefined;
  const allowed = known?.places.join(" and ");
  return {
    message: `${from.path} may not import ${name}`,
    hint: known === undefined
      ? "Write it without the package, or add the package to PACKAGES in lab/_tools/lint/rooms.ts"
      : allowed === ""
      ? "This package is for tests only"
      : `Only ${allowed} and tests may; use what that room exports`,
  };
}

function aboutFile(from: Place, to: Place, typesOnly: boolean): Objection | undefined {
  if (to.part === "tool" || to.part === "test" || to.part === "root") {
    return {
      message: `${from.path} may not import ${to.path}`,
      hint: "Tools, tests and main.ts use the rooms, never the other way round",
    };
  }
  if (to.part === "support" && from.part !== "support") {
    return {
      message: `${from.path} may not import ${to.path}, which helps tests`,
      hint: "Move what is needed here out of testing into a file of the room",
    };
  }
  // A room may use its own files as it likes, and outside rooms there is nothing to protect.
  if (to.room === undefined || to.room === from.room) return undefined;
  return from.part === "support" ? aboutSupport(from, to) : aboutEntry(from, to) ??
    (from.room === undefined ? undefined : aboutArrow(from, to, typesOnly));
}

/** Helpers of tests may look into any room, except that one above would close a circle. */
function aboutSupport(from: Place, to: Place): Objection | undefined {
  if (from.room === undefined || !roomsAbove(from.room).has(to.room!)) return undefined;
  return {
    message: `lab/${from.room} may not import lab/${to.room}, which is built on it`,
    hint: `Write it as a _test.ts, or move the helper to lab/${to.room}`,
  };
}

function aboutEntry(from: Place, to: Place): Objection | undefined {
  if (PROVIDERS.includes(to.path)) {
    return from.part === "root" || CHOOSERS.includes(from.path) ? undefined : {
      message: `${from.path} may not choose a CryptoProvider by importing ${to.path}`,
      hint: "Take the provider as a parameter; main.ts, tools and tests choose it",
    };
  }
  const entry = `${folder(to.room!)}/mod.ts`;
  if (to.path === entry) return undefined;
  if (from.part === "root" && LOADERS.includes(to.path)) return undefined;
  return {
    message: `${to.path} is inside another room`,
    hint: `Import from ${entry}, and export there what is missing`,
  };
}

function aboutArrow(from: Place, to: Place, typesOnly: boolean): Objection | undefined {
  const rooms: Record<string, Room> = ROOMS;
  const room = rooms[from.room!];
  if (room === undefined) {
    return {
      message: `${folder(from.room!)} is not in the table of rooms`,
      hint: "Add it to ARCHITECTURE.md and to lab/_tools/lint/rooms.ts",
    };
  }
  if (!room.mayImport.includes(to.room!)) {
    const allowed = room.mayImport.map(folder).join(", ") || "no other room";
    return {
      message: `${room.folder} may not import ${folder(to.room!)}`,
      hint: `It may import ${allowed}; see the table in ARCHITECTURE.md`,
    };
  }
  if (room.typesOnly?.includes(to.room!) && !typesOnly) {
    return {
      message: `${room.folder} may import only types from ${folder(to.room!)}`,
      hint: "Write import type, and take the value as a parameter",
    };
  }
  return undefined;
}

function folder(room: string): string {
  const rooms: Record<string, Room> = ROOMS;
  return rooms[room]?.folder ?? `lab/${room}`;
}

/** `lab/room-imports`: arrows between rooms point only where the table lets them. */
export const roomImports: Deno.lint.Rule = {
  create(context) {
    const check = (node: Deno.lint.Node, specifier: unknown, typesOnly: boolean) => {
      if (typeof specifier !== "string") return;
      const found = objection(context.filename, specifier, typesOnly);
      if (found) context.report({ node, ...found });
    };
    return {
      ImportDeclaration(node) {
        const eachIsType = node.specifiers.length > 0 &&
          node.specifiers.every((part) =>
            part.type === "ImportSpecifier" && part.importKind === "type"
          );
        check(node.source, node.source.value, node.importKind === "type" || eachIsType);
      },
      ExportNamedDeclaration(node) {
        if (node.source) check(node.source, node.source.value, node.exportKind === "type");
      },
      ExportAllDeclaration(node) {
        check(node.source, node.source.value, node.exportKind === "type");
      },
      ImportExpression(node) {
        const { source } = node;
        if (source.type === "Literal") return check(source, source.value, false);
        if (placeOf(context.filename).part !== "room") return;
        context.report({
          node: source,
          message: "Cannot check an import whose specifier is computed",
          hint: "Write the specifier as a plain string",
        });
      },
      TSImportType(node) {
        const { argument } = node;
        if (argument.type !== "TSLiteralType" || argument.literal.type !== "Literal") return;
        check(argument, argument.literal.value, true);
      },
      TSExternalModuleReference(node) {
        if (node.expression.type === "Literal") check(node, node.expression.value, false);
      },
    };
  },
};
