// Recognises secrets by their form, wherever they are. `secrets.ts` recognises them by position or name.

import { SECRET_NAME } from './secrets.ts';

/** A secret inside a text. */
export interface SecretText {
  readonly offset: number;
  readonly length: number;
  readonly value: string;
  /** A noun phrase for messages: `a password in an address`. */
  readonly looksLike: string;
}

interface Shape {
  readonly looksLike: string;
  /** If it has a group, only that is secret. */
  readonly pattern: RegExp;
  /** Whether a match really is a secret. */
  readonly isSecret?: (value: string, text: string) => boolean;
}

/** The forms of keys of well-known services, and of texts that contain a credential. */
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
    // In JSON text the line breaks are escaped.
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?!-----END )[\w\s+/=:,\\-])*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g,
  },
  // Up to the last "@" before the path, because a password may contain one.
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
    // "Basic authentication" is not a credential.
    isSecret: (value) => /\d/.test(value) || /[a-z][A-Z]|[A-Z][a-z]+[A-Z]|=$/.test(value),
  },
  {
    looksLike: 'a password in a connection string',
    pattern: /(?<![\w$])(?:password|passwd|pwd)\s*=\s*([^\s;"'&,)]{3,})/gi,
    isSecret: (_value, text) =>
      /\b(?:host|hostaddr|server|data source|addr(?:ess)?|user(?: id)?|uid|dbname|database)\s*=/i.test(text),
  },
];
/** A cheap test, because most texts contain none of these. */
const ANY_SHAPE =
  /hooks\.slack\.com|xox[abeprs]-|discord(?:app)?\.com\/api\/webhooks|\d{8}:[A-Za-z0-9_-]{35}|AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|gl(?:sa|c)_|AIza|k_live_|eyJ|PRIVATE KEY|:\/\/[^\s/]*@|[?&](?:amp;)?[\w-]*(?:token|key|secret|passw|pwd|sig)\w*=|(?:basic|bearer)\s|(?:password|passwd|pwd)\s*=/i;

/** Placeholders for secrets in samples, exports and notes; no key has one of these forms. */
const PLACEHOLDER = new RegExp(
  `^(?:${[
    // Characters that are not used in keys.
    String.raw`<+[^<>]*>+|<%.*%>|\[[A-Z _-]+\]|\([a-z _-]+\)|\{+[^{}]*\}+|#\{[^{}]*\}#?|%+\w+%+|@+\w+@+|__\w+__`,
    String.raw`\.{2,}|…|[*•●·]+|x{3,}|-+|_+|#+|\?+`,
    // Words for a missing value.
    String.raw`to[ -]?do|tbd|fixme|redacted|removed|hidden|placeholder|none|null|nil|n/a|undefined|example|sample|dummy|unset`,
    // Instructions to fill in a value.
    String.raw`change[ _-]?(?:me|it|this)(?:[ _-].*)?|replace[ _-]?(?:me|this|with.*)|fill[ _-]?(?:me|this)?[ _-]?in|insert[ _-].*`,
    String.raw`(?:put|enter|add|set|use|paste)[ _-](?:your|the|a)[ _-].*|.*[ _-](?:goes[ _-])?here`,
    // Words for the owner of a value.
    String.raw`your[ _-].*|your(?:secret|passw(?:or)?d|token|api-?key|key)|<?\w*your[_-]\w+>?|my[ _-](?:secret|password|token|api[ _-]?key)`,
    String.raw`(?:some|example|dummy|fake|sample)[ _-]?(?:secret|password|token|api[ _-]?key|key)`,
    String.raw`not[ _-]?a[ _-]?(?:real[ _-]?)?(?:secret|password|token|key)`,
  ].join('|')})[!.]*$`,
  'i',
);

/** References to values known elsewhere: by Grafana, a shell or a dashboard. */
const REFERENCE = /\$(?:[A-Za-z_]|\{|__\w+\{)|\[\[\w+\]\]/;
const WHOLE_REFERENCE = /^\$(?:\w+|\{\w+\}|__env\{[^{}]+\}|__file\{[^{}]+\})$/;

/** Placeholders at the end of a URL: `.../services/T00/B00/XXXXXXXX`. */
const LAST_STEP = /^https?:\/\/[^\s?#]+\/([^\s/?#]+)$/i;
const EXAMPLE_STEP = /^(?:([a-z0])\1{2,}|url|webhook|webhook[_-]?url|token|secret|key)$/i;

/** Whether a text is a placeholder for a secret. */
export function isPlaceholder(text: string): boolean {
  const written = text.trim();
  const [, last = ''] = LAST_STEP.exec(written) ?? [];
  return PLACEHOLDER.test(written) || (last !== '' && (PLACEHOLDER.test(last) || EXAMPLE_STEP.test(last)));
}

/** Whether a text is only a reference that Grafana replaces when it reads the file, such as `$PAGER_KEY`. */
export function isSecretReference(text: string): boolean {
  return WHOLE_REFERENCE.test(text);
}

/** All secrets in a text, in order. */
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
  // A token may match two forms: it is one secret.
  return found.filter(
    ({ offset, length }, index) =>
      !found.some(
        (other, at) => at < index && other.offset <= offset && offset + length <= other.offset + other.length,
      ),
  );
}

/** Replaces each secret in a text by stars; its line breaks stay. */
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

/** As many stars as the text has characters, on the same number of lines. */
export function stars(hidden: string): string {
  return hidden.replaceAll(/[^\n]/g, '*');
}

/** Hiding an everyday word would damage other texts; a path only tells where a secret is. */
const COMMON = /^[A-Za-z]{1,12}$|^\.{0,2}\/|^\d{1,5}$|^(?:true|false)$/;

/** Values of variables with secret names, which an error of the user's program may contain. */
export function secretValues(variables: Iterable<readonly [string, string | undefined]>): string[] {
  return [...variables].flatMap(([name, value]) =>
    value !== undefined && value.length >= 6 && SECRET_NAME.test(name) && !COMMON.test(value) ? [value] : [],
  );
}
