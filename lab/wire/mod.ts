/** Every TLS structure as a codec, named numbers, and what there is to say about each field. */
export * from "./extensions/mod.ts";
export * from "./messages/authentication.ts";
export * from "./messages/binders.ts";
export * from "./messages/handshake.ts";
export * from "./messages/hello.ts";
export * from "./messages/post_handshake.ts";
export * from "./messages/server_parameters.ts";
export * from "./messages/tls12/mod.ts";
export * from "./notes.ts";
export * from "./record.ts";
export * from "./ssl2.ts";
export * from "./registry/extension_types.ts";
export * from "./registry/grease.ts";
export * from "./registry/groups_and_schemes.ts";
export * from "./registry/protocol.ts";
export * from "./registry/suites.ts";
export * from "./registry/tls12.ts";
