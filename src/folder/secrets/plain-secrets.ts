import type { Place, ProvisioningFile, ProvisioningFolder } from '../folder.ts';
import { isObject } from '../json.ts';
import { isSecretField } from './secret-fields.ts';
import type { Path } from '../source/source.ts';
import { references, writtenTexts } from '../written-texts.ts';

/**
 * A secret that is written out, where it stands and what it looks like; its value is for redaction only, never for a
 * message.
 */
export interface PlainSecret {
  readonly place: Place;
  readonly within?: { readonly offset: number; readonly length: number };
  readonly value: string;
  readonly looksLike: string;
}

/** What keys of well-known services look like; the group, where there is one, is the secret part. */
const SHAPES: readonly (readonly [name: string, shape: RegExp])[] = [
  ['the address of a Slack webhook', /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/T\w+\/\w+\/\w{8,}/g],
  ['a Slack token', /\bxox[abeprs]-[\w-]{10,}/g],
  ['the address of a Discord webhook', /https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{20,}/g],
  ['a Telegram bot token', /\b\d{8,10}:[A-Za-z0-9_-]{35}\b/g],
  ['an AWS access key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['a GitHub token', /\b(?:gh[pousr]_\w{30,}|github_pat_\w{22,})/g],
  ['a Grafana token', /\bgl(?:sa|c)_[\w=-]{20,}/g],
  ['a Google API key', /\bAIza[\w-]{35}/g],
  ['a Stripe key', /\b[rs]k_live_\w{10,}/g],
  ['a JSON web token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*/g],
  ['a password in an address', /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@$]*:([^\s@/$]+)@/g],
];
/** Cheap: most texts hold none of these. */
const ANY_SHAPE =
  /hooks\.slack\.com|xox[abeprs]-|discord(?:app)?\.com\/api\/webhooks|\d{8}:[A-Za-z0-9_-]{35}|AKIA|ASIA|gh[pousr]_|github_pat_|gl(?:sa|c)_|AIza|k_live_|eyJ|PRIVATE KEY|:\/\/[^\s:/@]*:[^\s@/]+@/;

/** Every secret of a folder that is written out. */
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
  const byShape = folder.sources
    .filter(({ text }) => ANY_SHAPE.test(text))
    .flatMap((source) =>
      shapedIn(source.value, []).map(({ path, ...found }): PlainSecret => ({ place: { source, path }, ...found })),
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

/** Texts of a file in the place of secrets, without those that refer to one. */
function secretTexts(file: ProvisioningFile) {
  return writtenTexts(file).filter(
    ({ path, text }) => isSecretField(file, path) && text.trim() !== '' && references(text).length === 0,
  );
}

/** What a sample, an export or a person says in the place of a secret: no key is of these forms. */
const PLACEHOLDER =
  /^(?:<[^<>]*>|\[[A-Z _-]+\]|\{\{.*\}\}|%\w+%|@\w+@|__\w+__|\.{2,}|…|\*+|x{3,}|-+|_+|#+|\?+|(?:to[ -]?do|tbd|fixme|redacted|placeholder|change[ _-]?(?:me|it|this)|replace[ _-]?(?:me|this|with.*)|fill[ _-]?(?:me|this)?[ _-]?in|insert[ _-].*|(?:put|enter|add)[ _-](?:your|the)[ _-].*|your[ _-].*|my[ _-](?:secret|password|token|api[ _-]?key)|(?:some|example|dummy|fake)[ _-]?(?:secret|password|token|api[ _-]?key|key)|<?\w*your[_-]\w+>?)[!.]*)$/i;

/** Whether a text stands where a secret has to be filled in. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text.trim());
}

function shapedIn(value: unknown, path: Path): (Omit<PlainSecret, 'place'> & { readonly path: Path })[] {
  if (typeof value === 'string') {
    if (!ANY_SHAPE.test(value)) return [];
    return SHAPES.flatMap(([looksLike, shape]) =>
      [...value.matchAll(shape)].flatMap((match) => {
        const secret = match[1] ?? match[0];
        return isPlaceholder(secret)
          ? []
          : [
              {
                path,
                within: { offset: match.index + match[0].indexOf(secret), length: secret.length },
                value: secret,
                looksLike,
              },
            ];
      }),
    );
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => shapedIn(item, [...path, index]));
  return isObject(value) ? Object.entries(value).flatMap(([key, member]) => shapedIn(member, [...path, key])) : [];
}
