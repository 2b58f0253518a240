import { readFileSync } from 'node:fs';

import type { Severity } from '../../diagnostics/diagnostics.ts';
import { UserError } from '../../diagnostics/errors.ts';
import { parseEnvFile } from '../../folder/env-file.ts';
import type { Variables } from '../../folder/loaded.ts';
import type { Format } from '../../report/print.ts';
import type { Preset } from '../../validate/rule.ts';

/** The options of `pf-grafana validate`. */
export interface ValidateFlags {
  /** False for `--no-config`. */
  readonly config?: string | false;
  readonly map: readonly string[];
  readonly serverEnv?: string;
  readonly untrusted?: true;
  readonly catalog?: string;
  readonly datasource: readonly string[];
  readonly receiver: readonly string[];
  readonly target?: string;
  readonly preset: Preset;
  readonly strict?: true;
  readonly severity: Severity;
  readonly maxFindings?: number;
  readonly baseline?: string;
  readonly updateBaseline?: true;
  readonly format: Format;
  readonly quiet?: true;
}

/** The variables of an environment file. */
export function environment(file: string): Variables {
  return parseEnvFile(textOf('server-env', file));
}

/** The text of the file given by a flag. */
export function textOf(flag: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw usage(
      flag,
      `The file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      `Check the path after --${flag}.`,
    );
  }
}

function usage(flag: string, message: string, hint: string): UserError {
  return new UserError({ severity: 'error', id: `usage/${flag}`, message, hint });
}
