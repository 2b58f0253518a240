import { byKey } from '../diagnostics/order.ts';
import { type FileKind, fieldMode } from '../grafana/interpolation/fields.ts';
import { mayHoldSecret } from '../grafana/secrets.ts';
import { collectRefs, collectWrittenRefs, type FoundRef } from '../grafana/interpolation/variables.ts';
import { emptyStopsGrafana } from '../grafana/required-fields.ts';
import { passedOnText } from './passed-on.ts';

/** A provisioning file before it is rendered to text. */
export interface ProvisioningFile {
  readonly kind: FileKind;
  /** Path below the output folder. */
  readonly path: string;
  readonly value: object;
  /** The tenant, if the file belongs to one. */
  readonly tenant?: string;
  /** Path of an earlier file with the same content for another org. */
  readonly sameAs?: string;
}

/** A place where a variable or a file on the server is used. */
export interface RefUse {
  /** Path below the output folder. */
  readonly file: string;
  /** `datasources[Orders-Postgres]`: list entries by their name. */
  readonly object: string;
  /** `secureJsonData.password` */
  readonly field: string;
}

/** An environment variable that the folder needs. */
export interface NeededVariable {
  readonly name: string;
  readonly uses: readonly RefUse[];
  readonly secret: boolean;
  /** Without it Grafana would read an empty string where one is not allowed, and refuses to start. */
  readonly stopsGrafana: boolean;
  /**
   * In one of its places Grafana converts a value that looks like a number or a bool, and then rejects it because it is
   * not a string.
   */
  readonly mustNotLookLikeNumber: boolean;
}

/** A file that must exist on the server; without it Grafana refuses to start. */
export interface NeededFile {
  readonly path: string;
  readonly uses: readonly RefUse[];
}

interface Found extends FoundRef {
  readonly file: ProvisioningFile;
}

/** Every variable that the files refer to, by name. */
export function neededVariables(files: readonly ProvisioningFile[]): NeededVariable[] {
  return grouped(files, (ref) => ('env' in ref ? ref.env : undefined)).map(([name, found]) => ({
    name,
    uses: found.map(use),
    secret: found.some(({ path }) => mayHoldSecret(path)),
    stopsGrafana: found.some(
      ({ file, path, isPart }) => isPart !== true && emptyStopsGrafana(file.kind, file.value, path),
    ),
    mustNotLookLikeNumber: found.some(
      ({ file, path, isPart }) => isPart !== true && fieldMode(file.kind, path) === 'json',
    ),
  }));
}

/** Every file on the server that the provisioning files refer to, by path. */
export function neededFiles(files: readonly ProvisioningFile[]): NeededFile[] {
  return grouped(files, (ref) => ('file' in ref ? ref.file : undefined)).map(([path, found]) => ({
    path,
    uses: found.map(use),
  }));
}

function grouped(
  files: readonly ProvisioningFile[],
  nameOf: (ref: FoundRef['ref']) => string | undefined,
): [string, Found[]][] {
  const groups = new Map<string, Found[]>();
  const known = new Map<string, readonly FoundRef[]>();
  for (const file of files) {
    const refs = known.get(file.sameAs ?? '') ?? refsOf(file);
    known.set(file.path, refs);
    for (const found of refs) {
      const name = nameOf(found.ref);
      if (name === undefined) continue;
      const group = groups.get(name) ?? [];
      groups.set(name, group);
      group.push({ ...found, file });
    }
  }
  return [...groups].sort(byKey);
}

/** A file that is passed through refers to variables by `$NAME`, our own files by reference objects. */
function refsOf({ kind, value }: ProvisioningFile): readonly FoundRef[] {
  return passedOnText(value) === undefined ? collectRefs(value, [], kind) : collectWrittenRefs(value, kind);
}

function use({ file, path }: Found): RefUse {
  const end = path.findLastIndex((step) => typeof step === 'number') + 1;
  return { file: file.path, object: objectName(file.value, path.slice(0, end)), field: path.slice(end).join('.') };
}

function objectName(value: object, path: FoundRef['path']): string {
  let node: unknown = value;
  let text = '';
  for (const step of path) {
    node = (node as Record<string | number, unknown>)[step];
    if (typeof step === 'string') text += text === '' ? step : `.${step}`;
    else
      text += `[${String((node as { name?: unknown; uid?: unknown }).name ?? (node as { uid?: unknown }).uid ?? step)}]`;
  }
  return text;
}
