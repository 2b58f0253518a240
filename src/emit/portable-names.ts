/** Names that Windows reserves for devices, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
const FORBIDDEN = /[<>:"|?*]/;

/** Why a path cannot be stored on Windows or macOS; undefined if it can. */
export function unportable(path: string): string | undefined {
  for (const name of path.split('/')) {
    if (DEVICE.test(name)) return `"${name}" is the name of a device on Windows`;
    if (/[. ]$/.test(name)) return `Windows drops the ${name.endsWith('.') ? 'dot' : 'space'} at the end of "${name}"`;
    const [character] = FORBIDDEN.exec(name) ?? [];
    if (character !== undefined) return `Windows does not allow ${character} in a name`;
  }
  return undefined;
}

/**
 * Pairs of paths, or of their folders, that Windows and macOS treat as the same name: they differ only in case or
 * Unicode composition.
 */
export function sameNames(paths: Iterable<string>): [left: string, right: string][] {
  const seen = new Map<string, string>();
  const pairs = new Map<string, [string, string]>();
  for (const path of paths) {
    for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      const part = end === -1 ? path : path.slice(0, end);
      const folded = part.normalize('NFC').toLowerCase();
      const first = seen.get(folded);
      if (first === undefined) seen.set(folded, part);
      // Report the folders only once: everything in them would differ in case as well.
      else if (first !== part) {
        if (!pairs.has(folded)) pairs.set(folded, [first, part]);
        break;
      }
      if (end === -1) break;
    }
  }
  return [...pairs.values()];
}
