import { PUBLIC_MEMBERS, SECRET_HEADER, SECRET_SETTING, SECRET_SETTINGS } from '../../grafana/secrets.ts';
import type { ProvisioningFile } from '../folder.ts';
import { objectOf, textOf } from '../json.ts';
import type { Path } from '../source/source.ts';

/**
 * Whether a field holds a secret: one that Grafana encrypts, except certificates and headers such as a tenant's name.
 */
export function isSecretField(file: ProvisioningFile, path: Path): boolean {
  const [list, index, member, key] = path;
  if ((list === 'datasources' || list === 'apps') && member === 'secureJsonData') {
    const header = /^httpHeaderValue(\d+)$/.exec(String(key));
    if (!header) return !PUBLIC_MEMBERS.has(String(key));
    const jsonData = objectOf(objectOf(at(file.written, [list, index ?? 0]))['jsonData']);
    return SECRET_HEADER.test(textOf(jsonData[`httpHeaderName${header[1]}`]) ?? '');
  }
  // Grafana ignores these fields or stores them unencrypted, so a secret in one can be read.
  if (list === 'datasources' && member === 'jsonData') return path.length === 4 && SECRET_SETTING.test(String(key));
  if (list === 'datasources' && (member === 'password' || member === 'basicAuthPassword')) return true;
  if (list === 'contactPoints' && path[4] === 'secureSettings') return true;
  if (list !== 'contactPoints' || path[4] !== 'settings') return false;
  if (path[5] === 'headers') return SECRET_HEADER.test(String(path[6]));
  if (path[5] === 'tlsConfig') return path[6] === 'clientKey';
  const type = textOf(objectOf(at(file.written, path.slice(0, 4)))['type']) ?? '';
  return (Object.hasOwn(SECRET_SETTINGS, type) ? (SECRET_SETTINGS[type] ?? []) : []).includes(String(path[5]));
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (holder, step) => (Array.isArray(holder) ? (holder as unknown[])[Number(step)] : objectOf(holder)[step]),
    value,
  );
}
