/** What packing reads of a package.json. */
export interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Where the bundler is in the tarball. */
export const BUNDLER = 'dist/esbuild';
/** It finds a WebAssembly file beside itself, so it is not in the bundle. */
const EXTERNAL = 'libpg-query';
/** What the program is built on and tested with: named for the reader, and not installed, because the bundle has it. */
const NAMED = new Set(['ajv', 'commander', 'vitest', 'yaml']);
/** Keys that a user of the package has no use for. */
const OF_A_CLONE = new Set(['scripts', 'allowScripts', 'files', 'dependencies', 'devDependencies']);

/**
 * The package.json of the tarball: it depends on what is neither in the bundle nor a peer, and on what its types name.
 * esbuild comes as the programs of its platforms, of which npm takes one: the package itself would run a script at its
 * user's.
 */
export function packedPackage(ours: PackageFile, esbuild: PackageFile, typed: ReadonlySet<string>): object {
  const isNeeded = (name: string): boolean =>
    (name === EXTERNAL || typed.has(name)) && !Object.hasOwn(ours.peerDependencies, name);
  const dependencies = Object.fromEntries(Object.entries(ours.dependencies).filter(([name]) => isNeeded(name)));
  const named = Object.entries({ ...ours.dependencies, ...ours.devDependencies }).filter(([name]) => NAMED.has(name));
  return {
    ...Object.fromEntries(Object.entries(ours).filter(([key]) => !OF_A_CLONE.has(key))),
    imports: { '#esbuild': `./${BUNDLER}/lib/main.js` },
    dependencies,
    optionalDependencies: esbuild.optionalDependencies,
    devDependencies: Object.fromEntries(named.filter(([name]) => !Object.hasOwn(dependencies, name))),
  };
}

/** The package.json beside the bundler's files: Node reads them as CommonJS, and a reader finds whose they are. */
export function bundlerPackage({ name, version, license }: PackageFile): object {
  return { name, version, license, type: 'commonjs' };
}
