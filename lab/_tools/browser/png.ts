/** Makes the PNG pictures of this tool smaller: at most 256 colours, packed as tightly as zlib can. */
import { deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const MOST_COLOURS = 256;

/**
 * The same picture with a palette. Pages have few colours and many shades of smoothed letters;
 * those are rounded until they fit, which nobody sees.
 *
 * @param png 8 bits a channel, RGB or RGBA, not interlaced: what a browser's screenshot is
 * @throws {TypeError} if it is another kind of PNG
 */
export function smaller(png: Uint8Array): Uint8Array<ArrayBuffer> {
  const { width, height, channels, data } = parse(png);
  const pixels = unfilter(inflateSync(data), width * channels, channels, height);
  for (let keptBits = 8; keptBits > 2; keptBits--) {
    const reduced = palette(pixels, channels, keptBits);
    if (reduced === undefined) continue;
    const rows = new Uint8Array((width + 1) * height); // filter 0 before each row
    for (let y = 0; y < height; y++) {
      rows.set(reduced.indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
    }
    const header = new Uint8Array(13);
    const view = new DataView(header.buffer);
    view.setUint32(0, width);
    view.setUint32(4, height);
    header.set([8, 3], 8); // 8 bits a pixel, by palette
    return concat([
      Uint8Array.from(SIGNATURE),
      chunk("IHDR", header),
      chunk("PLTE", reduced.colours),
      chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
      chunk("IEND", new Uint8Array(0)),
    ]);
  }
  throw new TypeError("Cannot find a palette for the picture");
}

interface Parsed {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Uint8Array;
}

function parse(png: Uint8Array): Parsed {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [depth, type, , , interlaced] = png.subarray(24, 29);
  if (depth !== 8 || (type !== 2 && type !== 6) || interlaced !== 0) {
    throw new TypeError("Cannot make the picture smaller: it is no plain 8-bit RGB");
  }
  const parts: Uint8Array[] = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = view.getUint32(at);
    const name = new TextDecoder().decode(png.subarray(at + 4, at + 8));
    if (name === "IDAT") parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const data = concat(parts);
  return {
    width: view.getUint32(16),
    height: view.getUint32(20),
    channels: type === 2 ? 3 : 4,
    data,
  };
}

/** Undoes the filters of each row (PNG specification, section 9). */
function unfilter(data: Uint8Array, stride: number, step: number, height: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const raw = data[y * (stride + 1) + 1 + x]!;
      const left = x >= step ? out[y * stride + x - step]! : 0;
      const up = y > 0 ? out[(y - 1) * stride + x]! : 0;
      const corner = x >= step && y > 0 ? out[(y - 1) * stride + x - step]! : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      out[y * stride + x] = raw + guess;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs) as [
    number,
    number,
    number,
  ];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Colours rounded to so many bits, if they then fit; each shown as the mean of what it stands for. */
function palette(pixels: Uint8Array, channels: number, keptBits: number) {
  const mask = 0xff << (8 - keptBits) & 0xff;
  const count = pixels.length / channels;
  const indices = new Uint8Array(count);
  const known = new Map<number, number>();
  const sums: number[][] = [];
  for (let i = 0; i < count; i++) {
    const [r, g, b] = pixels.subarray(i * channels, i * channels + 3) as unknown as number[];
    const rounded = (r! & mask) << 16 | (g! & mask) << 8 | b! & mask;
    let index = known.get(rounded);
    if (index === undefined) {
      if (known.size === MOST_COLOURS) return undefined;
      index = known.size;
      known.set(rounded, index);
      sums.push([0, 0, 0, 0]);
    }
    indices[i] = index;
    const sum = sums[index]!;
    sum[0]! += r!;
    sum[1]! += g!;
    sum[2]! += b!;
    sum[3]!++;
  }
  const colours = Uint8Array.from(
    sums.flatMap(([r, g, b, n]) => [r, g, b].map((part) => Math.round(part! / n!))),
  );
  return { indices, colours };
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const named = concat([new TextEncoder().encode(name), body]);
  const out = new Uint8Array(named.length + 8);
  const view = new DataView(out.buffer);
  view.setUint32(0, body.length);
  out.set(named, 4);
  view.setUint32(4 + named.length, crc(named));
  return out;
}

function crc(bytes: Uint8Array): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let i = 0; i < 8; i++) value = value >>> 1 ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
