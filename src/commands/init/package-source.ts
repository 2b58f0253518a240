import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import packageFile from '../../../package.json' with { type: 'json' };
import { PACKAGE } from '../../bundle/freshness.ts';

/** Where npm finds the running package, for a project that installs it too. */
export interface PackageSource {
  /** The specifier for `package.json`: a version in the registry, or the tarball or folder it was installed from. */
  readonly spec: string;
  /** A folder without installed dependencies, such as a tarball unpacked by hand: a link to it would not have them. */
  readonly isUnpacked: boolean;
  /** Set for a clone whose types have not been built, so that a project that uses it cannot be type-checked. */
  readonly lacksTypes?: true;
}

/** The source of the running package: works both before and after it is published. */
export function packageSource(folder: string = PACKAGE): PackageSource {
  const modules = dirname(folder);
  if (basename(modules) !== 'node_modules')
    return {
      spec: `file:${folder}`,
      isUnpacked: !existsSync(join(folder, 'node_modules')),
      ...(existsSync(join(folder, 'src')) && !existsSync(join(folder, 'types')) ? { lacksTypes: true } : {}),
    };
  return { spec: installedFrom(modules, basename(folder)) ?? packageFile.version, isUnpacked: false };
}

/** The npm settings for an unpacked folder: npm must copy it with its dependencies instead of linking to it. */
export function npmSettings({ isUnpacked }: PackageSource): Readonly<Record<string, string>> {
  return isUnpacked
    ? {
        '.npmrc':
          '# pf-grafana is installed from a folder here; a link to it would not have its dependencies.\ninstall-links=true\n',
      }
    : {};
}

/** The tarball or folder that npm installed a package from; undefined if it came from the registry. */
function installedFrom(modules: string, name: string): string | undefined {
  const entry = lockedPackages(join(modules, '.package-lock.json'))[`node_modules/${name}`];
  const { resolved, link } = entry ?? {};
  if (resolved === undefined) return undefined;
  if (link === true) return `file:${resolve(dirname(modules), resolved)}`;
  return resolved.startsWith('file:')
    ? `file:${resolve(dirname(modules), decodeURI(resolved.slice('file:'.length)))}`
    : undefined;
}

interface Locked {
  readonly resolved?: string;
  readonly link?: boolean;
}

/** The packages in npm's record of an installation. */
function lockedPackages(path: string): Readonly<Record<string, Locked | undefined>> {
  try {
    // Safe: it is npm's own file, and missing members are undefined.
    return (JSON.parse(readFileSync(path, 'utf8')) as { packages?: Readonly<Record<string, Locked>> }).packages ?? {};
  } catch {
    return {};
  }
}
