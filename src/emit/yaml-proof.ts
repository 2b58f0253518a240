import { Composer, Parser } from 'yaml';

import { expand, expandJson } from '../grafana/interpolation/expand.ts';
import type { ExpandSources } from '../grafana/interpolation/expand.ts';
import { fieldUse } from '../grafana/interpolation/fields.ts';
import type { FileKind } from '../grafana/interpolation/fields.ts';
import { isRef } from '../grafana/interpolation/refs.ts';
import { pathText } from './plain-value.ts';
import type { Path } from './plain-value.ts';

/** A simulated server on which every variable and file has a distinct value. */
const server: ExpandSources = {
  // With dollars, which survive only in a bare `$NAME`.
  env: (name) => `<env ${name} $0 $${name} \${${name}} $$>`,
  // Without dollars, because Grafana always expands the content of a file.
  readFile: (path) => `<file ${encodeURIComponent(path)}>`,
  hostname: '<hostname>',
};

/** Reads a provisioning file as Grafana does, and throws an Error naming the first field that differs from `value`. */
export function proveYaml(kind: FileKind, value: object, text: string): void {
  // The YAML versions differ only in how they read values, so the text is parsed into tokens once: that is most of the
  // work.
  const tokens = [...new Parser().parse(text)];
  // Grafana's reader follows neither version strictly: it accepts words and numbers of both.
  for (const version of ['1.1', '1.2'] as const) {
    const [document, second] = new Composer({ version }).compose(tokens, true, text.length);
    if (document === undefined || second !== undefined) throw new Error(`The ${kind} file is not one YAML document.`);
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) throw new Error(`The ${kind} file is not valid YAML ${version}: ${problem.message}`);
    compare(kind, value, document.toJS({ maxAliasCount: 0 }), []);
  }
}

function compare(kind: FileKind, expected: unknown, read: unknown, path: Path): void {
  if (typeof expected !== 'object' || expected === null) {
    if (loaded(kind, read, path) !== expected) fail(path);
    return;
  }
  if (isRef(expected) && fieldUse(kind, path) !== 'container') {
    const marker = 'env' in expected ? server.env(expected.env) : server.readFile(expected.file);
    if (loaded(kind, read, path) !== marker) fail(path);
    return;
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read) !== Array.isArray(expected)) fail(path);
  const members = Object.entries(expected).filter(([, member]) => member !== undefined);
  const readMembers = new Map(Object.entries(read));
  if (readMembers.size !== members.length) fail(path);
  for (const [key, member] of members) {
    const step = Array.isArray(expected) ? Number(key) : key;
    if (!readMembers.has(key)) fail([...path, step]);
    compare(kind, member, readMembers.get(key), [...path, step]);
  }
}

/** The value that Grafana loads for a scalar of the file. */
function loaded(kind: FileKind, read: unknown, path: Path): unknown {
  if (typeof read !== 'string') return read;
  switch (fieldUse(kind, path)) {
    case 'string':
      return expand(read, server);
    case 'json':
      return expandJson(read, server);
    case 'discarded':
      expand(read, { ...server, env: () => '', readFile: (name) => refuseFile(path, name) });
      return read;
    default:
      return read;
  }
}

function fail(path: Path): never {
  throw new Error(`${pathText(path)}: Grafana would not read this field as it was defined.`);
}

function refuseFile(path: Path, name: string): never {
  throw new Error(
    `${pathText(path)}: Grafana would open the file ${JSON.stringify(name)} here, ignore its content, and refuse to start if it is missing.`,
  );
}
