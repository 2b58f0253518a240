import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import packageFile from '../../../package.json' with { type: 'json' };
import { PACKAGE } from '../../bundle/freshness.ts';

/** Where npm finds the package that is running, for a project that installs it too. */
export interface PackageSource {
  /** What `package.json` says: a version of the registry, or the tarball or the folder that it came from. */
  readonly spec: string;
  /** A folder without its own dependencies, as a tarball that was unpacked by hand: a link to it would lack them. */
  readonly isUnpacked: boolean;
  /** A clone whose types were not built, so that a project that uses it cannot be type-checked. */
  readonly lacksTypes?: true;
}

/** Where the running package came from: what works here before it is on a registry, and after. */
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

/** What npm needs to know for an unpacked folder: it copies it with its dependencies, where it would link to it. */
export function npmSettings({ isUnpacked }: PackageSource): Readonly<Record<string, string>> {
  return isUnpacked
    ? { '.npmrc': '# pf-grafana is a folder here, whose dependencies a link would lack.\ninstall-links=true\n' }
    : {};
}

/** The tarball or folder that npm installed a package from; undefined for one of a registry. */
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

/** What npm keeps of an installation, beside the packages. */
function lockedPackages(path: string): Readonly<Record<string, Locked | undefined>> {
  try {
    // npm's own file; a member that it lacks is undefined.
    return (JSON.parse(readFileSync(path, 'utf8')) as { packages?: Readonly<Record<string, Locked>> }).packages ?? {};
  } catch {
    return {};
  }
}
