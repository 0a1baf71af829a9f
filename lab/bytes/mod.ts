/** Octets, and codecs that are declared once and give decode, encode and an annotated tree. */
export * from "./bytes.ts";
export * from "./codec.ts";
export { DecodeError, type Field, Reader } from "./reader.ts";
export { Writer, written } from "./writer.ts";
export { Deflater, Inflater, zlibCompress, zlibDecompress } from "./zlib/mod.ts";
