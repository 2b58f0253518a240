/** The parts of a package.json that packing reads. */
export interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The path of esbuild in the tarball. */
export const BUNDLER = 'dist/esbuild';
/** It loads a WebAssembly file from its own folder, so it is not bundled. */
const EXTERNAL = 'libpg-query';
/**
 * The packages that the program is built on and tested with. They are named for the reader but not installed, because
 * the bundle contains them.
 */
const NAMED = new Set(['ajv', 'commander', 'vitest', 'yaml']);
/** Keys that users of the package do not need. */
const OF_A_CLONE = new Set(['scripts', 'allowScripts', 'files', 'dependencies', 'devDependencies']);

/**
 * The package.json of the tarball. It depends on what is neither bundled nor a peer dependency, and on what its types
 * name. esbuild comes as its platform binaries, of which npm installs one, because the esbuild package itself runs an
 * install script.
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

/** The package.json beside esbuild's files: it makes Node read them as CommonJS and names their origin. */
export function bundlerPackage({ name, version, license }: PackageFile): object {
  return { name, version, license, type: 'commonjs' };
}
