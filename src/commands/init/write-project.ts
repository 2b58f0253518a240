import { join } from 'node:path';

import packageFile from '../../../package.json' with { type: 'json' };
import { PACKAGE } from '../../bundle/freshness.ts';
import type { WrittenProject } from './next-steps.ts';
import { npmSettings, type PackageSource } from './package-source.ts';
import { fillIn, packageName, projectName, readTemplate, writeFiles } from './write-files.ts';

const TEMPLATE = join(PACKAGE, 'src', 'commands', 'init', 'template');

/** npm leaves a `.gitignore` out of a package, Git would follow the other here, and `pf-grafana test` would run a template's test in this repository. */
const RENAMED: Readonly<Record<string, string>> = {
  gitattributes: '.gitattributes',
  gitignore: '.gitignore',
  'alerting/target-rules.alert-test.ts': 'alerting/target-rules.alert.test.ts',
};

/**
 * Writes the template into a folder; a UserError, and nothing written, when a definition of that name is there already.
 */
export async function writeProject(dir: string, source: PackageSource): Promise<WrittenProject> {
  // The project's names, and the versions that this program was made with.
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
