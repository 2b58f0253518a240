import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

import packageFile from '../../../package.json' with { type: 'json' };
import { configFiles } from '../../config/load.ts';
import { NEWEST, releaseText } from '../../grafana/release.ts';
import { cacheFolder } from '../cache-folder.ts';

/** The only other peer dependency is the SDK, which is bundled with the program. */
const { '@grafana/grafana-foundation-sdk': _, ...SERVICE_LIBRARIES } = packageFile.peerDependencies;

/** An external program or library that a command needs, and whether it is installed. */
export interface Need {
  readonly name: string;
  /** Its version; undefined if it is not installed. */
  readonly found?: string;
  /** What does not work without it. */
  readonly without: string;
  readonly get: string;
}

/** The result of the examination. */
export interface Examination {
  readonly versions: Readonly<Record<string, string>>;
  /** Configurations in the working directory; a build uses it if there is only one. */
  readonly configurations: readonly string[];
  readonly cache: string;
  /** Programs on the PATH. */
  readonly engines: readonly Need[];
  /** Packages that only some commands load. */
  readonly libraries: readonly Need[];
}

const ENGINES: readonly (Omit<Need, 'found'> & { readonly arguments: readonly string[] })[] = [
  {
    name: 'promtool',
    arguments: ['--version'],
    without: '`pf-grafana test` cannot evaluate PromQL',
    get: 'Debian and Ubuntu: apt-get install prometheus; otherwise download a Prometheus release',
  },
  {
    name: 'git',
    arguments: ['--version'],
    without: '`pf-grafana diff` compares with folders only, not with commits',
    get: 'Debian and Ubuntu: apt-get install git',
  },
];

/** Examines this machine and the working directory, without loading the configuration. */
export async function examine(environment: NodeJS.ProcessEnv = process.env): Promise<Examination> {
  return {
    versions: {
      'pf-grafana': packageFile.version,
      'Grafana, newest known': releaseText(NEWEST),
      'Grafana Foundation SDK': packageFile.dependencies['@grafana/grafana-foundation-sdk'],
      'Node.js': process.versions.node,
      system: `${process.platform} ${process.arch}`,
    },
    configurations: configFiles(),
    cache: cacheFolder().folder,
    engines: await Promise.all(
      ENGINES.map(async ({ arguments: argv, ...need }) => withVersion(need, await asked(need.name, argv, environment))),
    ),
    libraries: await Promise.all(
      Object.entries(SERVICE_LIBRARIES).map(async ([name, range]) =>
        withVersion(
          {
            name,
            without: 'some commands of `pf-grafana fleet` stop and name the package',
            get: `npm install ${name}@${range}`,
          },
          await installed(name),
        ),
      ),
    ),
  };
}

function withVersion(need: Omit<Need, 'found'>, found: string | undefined): Need {
  return found === undefined ? need : { ...need, found };
}

/** The first line of a program's version output. */
async function asked(program: string, argv: readonly string[], env: NodeJS.ProcessEnv): Promise<string | undefined> {
  return promisify(execFile)(program, argv, { timeout: 10_000, env }).then(
    ({ stdout, stderr }) => (stdout || stderr).split('\n')[0] ?? '',
    () => undefined,
  );
}

/** The version of the package that a service would load. */
async function installed(name: string): Promise<string | undefined> {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const text = await readFile(`${folder}/${name}/package.json`, 'utf8').catch(() => undefined);
    if (text !== undefined) return (JSON.parse(text) as { readonly version: string }).version;
  }
  return undefined;
}
