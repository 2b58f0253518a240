import { isPlaceholder, type SecretText, secretsIn } from '../../grafana/secret-texts.ts';
import type { Place, ProvisioningFile, ProvisioningFolder } from '../folder.ts';
import { getOrInsert } from '../get-or-insert.ts';
import { isObject } from '../json.ts';
import { isSecretField } from './secret-fields.ts';
import type { Path, Source } from '../source/source.ts';
import { writtenTexts } from '../written-texts.ts';
import { references } from '../../grafana/interpolation/references.ts';

/** A secret in plain text, its place and what it looks like; its value is for redaction only, never for a message. */
export interface PlainSecret {
  readonly place: Place;
  readonly within?: { readonly offset: number; readonly length: number };
  readonly value: string;
  readonly looksLike: string;
}

/** A password before a host, in an address without a scheme; `mailto:` and the like are schemes. */
const USERINFO = /^(?!(?:mailto|sips?|xmpp|acct|tel):)[^\s/@:$"']+:([^\s@/$]+)@[\w.-]+(?::\d+)?(?:[/?]|$)/i;
const ADDRESS = /url|host|server|address|endpoint|addr$/i;

/** Every plain-text secret of a folder. */
export function plainSecrets(folder: ProvisioningFolder): PlainSecret[] {
  const inFields = folder.files.flatMap((file) =>
    secretTexts(file)
      .filter(({ text }) => !isPlaceholder(text))
      .map(({ path, text }): PlainSecret => ({
        place: { source: file.source, path },
        value: text,
        looksLike: 'a secret',
      })),
  );
  const known = new Set(inFields.map(({ place }) => `${place.source.file}\n${JSON.stringify(place.path)}`));
  const byShape = folder.sources.flatMap((source) =>
    shapedSecrets(source).map(({ path, ...found }): PlainSecret => ({ place: { source, path }, ...found })),
  );
  return [
    ...inFields,
    ...byShape.filter(({ place }) => !known.has(`${place.source.file}\n${JSON.stringify(place.path)}`)),
  ];
}

/** Placeholders where Grafana expects a secret. */
export function secretPlaceholders(folder: ProvisioningFolder): { readonly place: Place; readonly text: string }[] {
  return folder.files.flatMap((file) =>
    secretTexts(file)
      .filter(({ text }) => isPlaceholder(text))
      .map(({ path, text }) => ({ place: { source: file.source, path }, text })),
  );
}

/** The texts in a file's secret fields, except those that refer to a secret. */
function secretTexts(file: ProvisioningFile) {
  return writtenTexts(file).filter(
    ({ path, text }) => isSecretField(file, path) && text.trim() !== '' && references(text).length === 0,
  );
}

type ShapedSecret = Omit<PlainSecret, 'place'> & { readonly path: Path };
const known = new WeakMap<Source, readonly ShapedSecret[]>();

/** What looks like a secret anywhere in a file. Cached on first use, while the file's value is in memory. */
export function shapedSecrets(source: Source): readonly ShapedSecret[] {
  return getOrInsert(known, source, () => shapedIn(source.value));
}

/** Records that an earlier run found nothing in a file that looks like a secret. */
export function hasNoShapedSecrets(source: Source): void {
  known.set(source, []);
}

function shapedIn(file: unknown): ShapedSecret[] {
  const found: ShapedSecret[] = [];
  // One array for the whole walk, because every text of every dashboard passes through here.
  const path: (string | number)[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') {
      const secrets = secretsIn(value);
      const ofUser = userinfoIn(value, path.at(-1));
      if (secrets.length === 0 && ofUser.length === 0) return;
      for (const { offset, length, value: secret, looksLike } of [...secrets, ...ofUser])
        found.push({ path: [...path], within: { offset, length }, value: secret, looksLike });
    } else if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        path.push(index);
        walk(value[index]);
        path.pop();
      }
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) {
        path.push(key);
        walk(value[key]);
        path.pop();
      }
    }
  };
  walk(file);
  return found;
}

const NONE: readonly SecretText[] = [];

function userinfoIn(text: string, key: string | number | undefined): readonly SecretText[] {
  // Without an "@" there is no password; checking for it is far cheaper than either pattern.
  if (!text.includes('@')) return NONE;
  const [, password] = ADDRESS.test(String(key)) ? (USERINFO.exec(text) ?? []) : [];
  if (password === undefined || isPlaceholder(password)) return [];
  const looksLike = 'a password in an address';
  return [{ offset: text.indexOf(`:${password}@`) + 1, length: password.length, value: password, looksLike }];
}
