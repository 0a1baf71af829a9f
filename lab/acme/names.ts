const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** Whether somebody can order a certificate for it: a host's name in small letters, no wildcard. */
export function isHostName(name: string): boolean {
  const labels = name.split(".");
  return name.length <= 253 && labels.length >= 2 && labels.every((label) => LABEL.test(label));
}
