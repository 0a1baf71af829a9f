/** How well colours of a style sheet can be told apart (WCAG 2.2, relative luminance). */

/** The custom properties with colours in a block of declarations, such as `--ink` to `#1b1f24`. */
export function coloursOf(block: string): Map<string, string> {
  const found = block.matchAll(/(--[a-z-]+):\s*(#[0-9a-f]{6})\s*;/g);
  return new Map([...found].map(([, name, colour]) => [name!, colour!]));
}

/** The ratio of two colours, from 1 for equal to 21 for black and white. */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
