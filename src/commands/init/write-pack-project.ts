import { join } from 'node:path';

import { stringify } from 'yaml';

import { PACKAGE } from '../../bundle/freshness.ts';
import { loadOwnPack, ownPacks } from '../../config/content.ts';
import { resolveEnvironments } from '../../config/environments.ts';
import type { Config } from '../../config/config.ts';
import type { PackContent } from '../../define/pack.ts';
import { UserError } from '../../diagnostics/errors.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import { neededVariables } from '../../emit/needed-variables.ts';
import { compileProject, provisioningFiles } from '../project.ts';
import { editorConfigSchema } from '../schema/config-schema.ts';
import type { WrittenProject } from './next-steps.ts';
import { npmSettings, type PackageSource } from './package-source.ts';
import { fillIn, packageName, projectName, readTemplate, writeFiles } from './write-files.ts';

const TEMPLATE = join(PACKAGE, 'src', 'commands', 'init', 'pack-template');
const RENAMED: Readonly<Record<string, string>> = { gitattributes: '.gitattributes', gitignore: '.gitignore' };

/** The receiver in the template. */
const RECEIVERS: NonNullable<Config['receivers']> = { chat: { type: 'slack', url: { env: 'ALERTS_SLACK_URL' } } };

/**
 * Writes a project for users who run a pack and define nothing themselves: configuration, variables, CI and a README.
 */
export async function writePackProject(name: string, dir: string, source: PackageSource): Promise<WrittenProject> {
  const { use, content } = await chosenPack(name);
  const project = projectName(dir);
  const values = {
    name: packageName(dir),
    project,
    title: titleOf(project),
    package: JSON.stringify(source.spec).slice(1, -1),
    use,
    pack: content.name,
    datasources: datasourceLines(content),
  };
  const template = await readTemplate(TEMPLATE);
  const files = Object.fromEntries(
    Object.entries(template).map(([path, text]) => [RENAMED[path] ?? path, fillIn(text, values)]),
  );
  const written = {
    ...files,
    ...npmSettings(source),
    '.env.example': await variables({ name: project, title: values.title, receivers: RECEIVERS }, content),
    'pf-grafana.schema.json': `${JSON.stringify(await editorConfigSchema(), null, 2)}\n`,
  };
  return writeFiles(dir, written, values.name);
}

async function chosenPack(name: string): Promise<{ readonly use: string; readonly content: PackContent }> {
  const [use] = Object.entries(ownPacks).find(([one, facts]) => one === name || facts.name === name) ?? [];
  const pack = use === undefined ? undefined : await loadOwnPack(use);
  if (use !== undefined && pack) return { use, content: pack.content };
  const known = Object.values(ownPacks).map((facts) => facts.name);
  throw new UserError({
    severity: 'error',
    id: 'usage/pack',
    message: `Unknown pack "${name}".`,
    hint: `Packs are: ${known.join(', ')}.${didYouMean(name, known)} To use a pack of another package, add it under packs of a configuration.`,
  });
}

/** `My Monitoring` for `my-monitoring`. */
function titleOf(project: string): string {
  const words = project.split('-').map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`);
  return words.join(' ');
}

/** The connection of each data source of the pack, for the user to edit. */
function datasourceLines({ connections }: PackContent): string {
  const { tempo: _, ...sources } = connections ?? { tempo: undefined };
  const entries = Object.entries(sources).map(([handle, source]) => {
    const facts: Readonly<Record<string, unknown>> = { ...source };
    const keys = ['url', 'host', 'port', 'database'].filter((key) => facts[key] !== undefined);
    return [handle, Object.fromEntries(keys.map((key) => [key, facts[key]]))] as const;
  });
  if (entries.length === 0) return '  {}';
  return entries.map(([handle, facts]) => `  ${handle}: ${inlineYaml(facts)}`).join('\n');
}

function inlineYaml(value: object): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

/** The environment variables that Grafana needs for this configuration, each with its purpose. */
async function variables(config: Config, content: PackContent): Promise<string> {
  const [resolved] = resolveEnvironments(
    {
      config,
      packs: [{ kind: 'pack', content, use: {} }],
      locate: () => ({ file: 'pf-grafana.config.yaml' }),
      dependencies: [],
      pure: true,
    },
    undefined,
  );
  if (!resolved) throw new Error('The template has no configuration.');
  const needed = neededVariables(provisioningFiles(await compileProject(resolved)));
  const lines = needed.flatMap(({ name, uses, stopsGrafana }) => [
    ...uses.map(({ object, field }) => `# ${object} ${field}`),
    ...(stopsGrafana ? ['# Grafana refuses to start without it.'] : []),
    `${name}=`,
    '',
  ]);
  return ['# Copy to .env, fill in the values, and pass them to Grafana. Never commit the copy.', '', ...lines].join(
    '\n',
  );
}
