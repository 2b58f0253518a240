import { join } from 'node:path';

import packageFile from '../../../package.json' with { type: 'json' };
import { PACKAGE } from '../../bundle/freshness.ts';
import type { WrittenProject } from './next-steps.ts';
import { npmSettings, type PackageSource } from './package-source.ts';
import { fillIn, packageName, projectName, readTemplate, writeFiles } from './write-files.ts';

const TEMPLATE = join(PACKAGE, 'src', 'commands', 'init', 'template');

/**
 * npm does not pack a `.gitignore`, Git would apply a `.gitattributes` in this repository, and `pf-grafana test` would
 * run the template's test here.
 */
const RENAMED: Readonly<Record<string, string>> = {
  gitattributes: '.gitattributes',
  gitignore: '.gitignore',
  'alerting/target-rules.alert-test.ts': 'alerting/target-rules.alert.test.ts',
};

/**
 * Writes the template into a folder. Throws a UserError, and writes nothing, if a definition of the same name exists.
 */
export async function writeProject(dir: string, source: PackageSource): Promise<WrittenProject> {
  // The project's names, and the versions this program was built with.
  const values = {
    name: packageName(dir),
    project: projectName(dir),
    package: JSON.stringify(source.spec).slice(1, -1),
    sdk: packageFile.dependencies['@grafana/grafana-foundation-sdk'],
    typescript: packageFile.devDependencies.typescript,
  };
  const template = await readTemplate(TEMPLATE);
  return writeFiles(
    dir,
    {
      ...Object.fromEntries(
        Object.entries(template).map(([path, text]) => [RENAMED[path] ?? path, fillIn(text, values)]),
      ),
      ...npmSettings(source),
    },
    values.name,
  );
}
