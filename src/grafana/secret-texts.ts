// Whether a text is a secret by what it looks like, wherever it is. By its place or its name: `secrets.ts`.

import { SECRET_NAME } from './secrets.ts';

/** A secret inside a text. */
export interface SecretText {
  readonly offset: number;
  readonly length: number;
  readonly value: string;
  /** `a password in an address`: as a sentence names it. */
  readonly looksLike: string;
}

interface Shape {
  readonly looksLike: string;
  /** With a group, that is the secret part. */
  readonly pattern: RegExp;
  /** Whether a match is one after all. */
  readonly isSecret?: (value: string, text: string) => boolean;
}

/** What keys of well-known services, and texts that carry a credential, look like. */
const SHAPES: readonly Shape[] = [
  {
    looksLike: 'the address of a Slack webhook',
    pattern: /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/T\w+\/\w+\/\w{8,}/g,
  },
  { looksLike: 'a Slack token', pattern: /\bxox[abeprs]-[\w-]{10,}/g },
  {
    looksLike: 'the address of a Discord webhook',
    pattern: /https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{20,}/g,
  },
  { looksLike: 'a Telegram bot token', pattern: /\b\d{8,10}:[A-Za-z0-9_-]{35}\b/g },
  { looksLike: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  { looksLike: 'a GitHub token', pattern: /\b(?:gh[pousr]_\w{30,}|github_pat_\w{22,})/g },
  { looksLike: 'a GitLab token', pattern: /\bglpat-[\w-]{20,}/g },
  { looksLike: 'a Grafana token', pattern: /\bgl(?:sa|c)_[\w=-]{20,}/g },
  { looksLike: 'a Google API key', pattern: /\bAIza[\w-]{35}/g },
  { looksLike: 'a Stripe key', pattern: /\b[rs]k_live_\w{10,}/g },
  { looksLike: 'a JSON web token', pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g },
  {
    looksLike: 'a private key',
    // In a text of JSON its line breaks are written out.
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?!-----END )[\w\s+/=:,\\-])*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g,
  },
  // Up to the last "@" before the path: a password may hold one.
  {
    looksLike: 'a password in an address',
    pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"'<>]*:([^\s/"'<>]+)@(?=[\w.[-])/gi,
  },
  { looksLike: 'a token in an address', pattern: /\b[a-z][a-z0-9+.-]*:\/\/([\w-]{20,})@(?=[\w.[-])/gi },
  {
    looksLike: 'a token in an address',
    pattern:
      /[?&](?:amp;)?(?:(?:access|api|auth|bearer|id|refresh|session|x-amz-security)[_-]?token|token|api[_-]?key|access[_-]?key|secret(?:[_-]?key)?|client[_-]?secret|passw(?:or)?d|pwd|sig|signature|x-amz-signature)=([^\s&"'#<>{}|\\()*]{4,})/gi,
  },
  {
    looksLike: 'a credential of a header',
    pattern: /\b(?:basic|bearer)\s+([\w+/=.~-]{8,})/gi,
    // "Basic authentication" is not one.
    isSecret: (value) => /\d/.test(value) || /[a-z][A-Z]|[A-Z][a-z]+[A-Z]|=$/.test(value),
  },
  {
    looksLike: 'a password in a connection string',
    pattern: /(?<![\w$])(?:password|passwd|pwd)\s*=\s*([^\s;"'&,)]{3,})/gi,
    isSecret: (_value, text) =>
      /\b(?:host|hostaddr|server|data source|addr(?:ess)?|user(?: id)?|uid|dbname|database)\s*=/i.test(text),
  },
];
/** Cheap: most texts hold none of these. */
const ANY_SHAPE =
  /hooks\.slack\.com|xox[abeprs]-|discord(?:app)?\.com\/api\/webhooks|\d{8}:[A-Za-z0-9_-]{35}|AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|gl(?:sa|c)_|AIza|k_live_|eyJ|PRIVATE KEY|:\/\/[^\s/]*@|[?&](?:amp;)?[\w-]*(?:token|key|secret|passw|pwd|sig)\w*=|(?:basic|bearer)\s|(?:password|passwd|pwd)\s*=/i;

/** What a sample, an export or a person says instead of a secret: no key is of these forms. */
const PLACEHOLDER = new RegExp(
  `^(?:${[
    // Signs that no key is made of.
    String.raw`<+[^<>]*>+|<%.*%>|\[[A-Z _-]+\]|\([a-z _-]+\)|\{+[^{}]*\}+|#\{[^{}]*\}#?|%+\w+%+|@+\w+@+|__\w+__`,
    String.raw`\.{2,}|…|[*•●·]+|x{3,}|-+|_+|#+|\?+`,
    // Words for nothing yet.
    String.raw`to[ -]?do|tbd|fixme|redacted|removed|hidden|placeholder|none|null|nil|n/a|undefined|example|sample|dummy|unset`,
    // What is to be done with it.
    String.raw`change[ _-]?(?:me|it|this)(?:[ _-].*)?|replace[ _-]?(?:me|this|with.*)|fill[ _-]?(?:me|this)?[ _-]?in|insert[ _-].*`,
    String.raw`(?:put|enter|add|set|use|paste)[ _-](?:your|the|a)[ _-].*|.*[ _-](?:goes[ _-])?here`,
    // Whose it is.
    String.raw`your[ _-].*|your(?:secret|passw(?:or)?d|token|api-?key|key)|<?\w*your[_-]\w+>?|my[ _-](?:secret|password|token|api[ _-]?key)`,
    String.raw`(?:some|example|dummy|fake|sample)[ _-]?(?:secret|password|token|api[ _-]?key|key)`,
    String.raw`not[ _-]?a[ _-]?(?:real[ _-]?)?(?:secret|password|token|key)`,
  ].join('|')})[!.]*$`,
  'i',
);

/** What stands for a value that is known elsewhere: Grafana's, a shell's, or a dashboard's. */
const REFERENCE = /\$(?:[A-Za-z_]|\{|__\w+\{)|\[\[\w+\]\]/;
const WHOLE_REFERENCE = /^\$(?:\w+|\{\w+\}|__env\{[^{}]+\}|__file\{[^{}]+\})$/;

/** What an example says instead of the key that an address ends with: `.../services/T00/B00/XXXXXXXX`. */
const LAST_STEP = /^https?:\/\/[^\s?#]+\/([^\s/?#]+)$/i;
const EXAMPLE_STEP = /^(?:([a-z0])\1{2,}|url|webhook|webhook[_-]?url|token|secret|key)$/i;

/** Whether a text stands where a secret has to be filled in. */
export function isPlaceholder(text: string): boolean {
  const written = text.trim();
  const [, last = ''] = LAST_STEP.exec(written) ?? [];
  return PLACEHOLDER.test(written) || (last !== '' && (PLACEHOLDER.test(last) || EXAMPLE_STEP.test(last)));
}

/** Whether a text is nothing but a name that Grafana replaces when it reads the file, such as `$PAGER_KEY`. */
export function isSecretReference(text: string): boolean {
  return WHOLE_REFERENCE.test(text);
}

/** Every secret in a text, in its order. */
export function secretsIn(text: string): SecretText[] {
  if (!ANY_SHAPE.test(text)) return [];
  const found = SHAPES.flatMap(({ looksLike, pattern, isSecret = () => true }) =>
    [...text.matchAll(pattern)].flatMap((match): SecretText[] => {
      const value = match[1] ?? match[0];
      if (isPlaceholder(value) || (match[1] !== undefined && REFERENCE.test(value)) || !isSecret(value, text))
        return [];
      return [{ offset: match.index + match[0].lastIndexOf(value), length: value.length, value, looksLike }];
    }),
  ).sort((left, right) => left.offset - right.offset || right.length - left.length);
  // A token may have two shapes at once: it is one secret.
  return found.filter(
    ({ offset, length }, index) =>
      !found.some(
        (other, at) => at < index && other.offset <= offset && offset + length <= other.offset + other.length,
      ),
  );
}

/** A text with stars instead of each secret; its line breaks stay. */
export function withoutSecrets(text: string): string {
  const found = secretsIn(text);
  if (found.length === 0) return text;
  let end = 0;
  const parts = found.map(({ offset, length }) => {
    const start = Math.max(end, offset);
    const part = text.slice(end, start) + stars(text.slice(start, offset + length));
    end = Math.max(end, offset + length);
    return part;
  });
  return parts.join('') + text.slice(end);
}

/** As many stars as a text has characters, on as many lines. */
export function stars(hidden: string): string {
  return hidden.replaceAll(/[^\n]/g, '*');
}

/** A secret that is an everyday word would blacken other texts; a path tells where one lies. */
const COMMON = /^[A-Za-z]{1,12}$|^\.{0,2}\/|^\d{1,5}$|^(?:true|false)$/;

/** Values of variables that secrets go by: what a program of the user's may say in an error. */
export function secretValues(variables: Iterable<readonly [string, string | undefined]>): string[] {
  return [...variables].flatMap(([name, value]) =>
    value !== undefined && value.length >= 6 && SECRET_NAME.test(name) && !COMMON.test(value) ? [value] : [],
  );
}
