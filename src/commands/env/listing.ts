import {
  type NeededFile,
  neededFiles,
  type NeededVariable,
  neededVariables,
  type ProvisioningFile,
  type RefUse,
} from '../../emit/needed-variables.ts';
import { retype } from '../../grafana/interpolation/retype.ts';
import { counted } from '../../report/counted.ts';
import { inline } from '../../report/quote.ts';

/** Variables of a process by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The state of a variable in an environment; Grafana reads an unset one as empty, and some texts as numbers or bools.
 */
export type VariableState = 'set' | 'unset' | 'misread';

/** What a folder requires from the server that loads it. */
export interface EnvironmentListing {
  /** With a state if an environment was checked; never with a value. */
  readonly variables: readonly (NeededVariable & { readonly state?: VariableState })[];
  readonly files: readonly NeededFile[];
}

/** What the files require, and its state in `environment` if one is given. */
export function environmentListing(files: readonly ProvisioningFile[], environment?: Environment): EnvironmentListing {
  const variables = neededVariables(files).map((variable) =>
    environment ? { ...variable, state: stateOf(variable, environment[variable.name]) } : variable,
  );
  return { variables, files: neededFiles(files) };
}

/** The listing for people. */
export function prettyListing({ variables, files }: EnvironmentListing, environment: string | undefined): string {
  const of = environment === undefined ? '' : ` of environment ${environment}`;
  const wrong = variables.filter(({ state }) => state !== undefined && state !== 'set');
  const lines = [
    `${counted(variables.length, 'variable')}${of}`,
    ...variables.flatMap((variable) => [
      `  ${variable.name}  ${notes(variable).join(', ')}`,
      ...variable.uses.map(place),
    ]),
    ...(files.length > 0
      ? [
          `${counted(files.length, 'file')} on the Grafana server${of}; if one is missing, Grafana refuses to start`,
          ...files.flatMap(({ path, uses }) => [inline(`  ${path}`), ...uses.map(place)]),
        ]
      : []),
    ...(wrong.length > 0
      ? [
          `Not ready: ${wrong.map(({ name, state }) => `${name} (${state === 'misread' ? 'reads as a number or a bool' : 'unset'})`).join(', ')}.`,
        ]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

function stateOf(variable: NeededVariable, value: string | undefined): VariableState {
  if (value === undefined || value === '') return 'unset';
  return variable.mustNotLookLikeNumber && typeof retype(`$${variable.name}`, value) !== 'string' ? 'misread' : 'set';
}

function notes({ secret, state, stopsGrafana }: EnvironmentListing['variables'][number]): string[] {
  return [
    secret ? 'secret' : 'not secret',
    stopsGrafana ? 'unset, Grafana refuses to start' : 'unset, its use fails',
    ...(state === undefined
      ? []
      : [
          { set: 'set', unset: 'UNSET', misread: 'reads as a number or a bool, which Grafana refuses as a text' }[
            state
          ],
        ]),
  ];
}

function place({ file, object, field }: RefUse): string {
  return inline(`    ${file}  ${object}  ${field}`);
}
