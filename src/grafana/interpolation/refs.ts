/** A value that Grafana reads from an environment variable when it loads the file: `{ env: 'PG_PASSWORD' }`. */
export interface EnvRef {
  readonly env: string;
}

/**
 * A value that Grafana reads from a file, trimmed, when it loads the provisioning folder: `{ file: '/run/secrets/pg'
 * }`.
 */
export interface FileRef {
  readonly file: string;
}

/** A value that Grafana learns at load time, and that is never in the repository. */
export type Ref = EnvRef | FileRef;

/** A text in a definition: a plain string is a literal, even if it contains `$`. */
export type Text = string | Ref;

/** A secret: only references are allowed, so a literal secret does not compile. */
export type Secret = Ref;

const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Returns a reference to an environment variable of the Grafana server; emitted as `$NAME`. */
export function env(name: string): EnvRef {
  // Grafana reads a bare `$NAME` up to the last letter, digit or underscore; any other character would end the name
  // early.
  if (!ENV_NAME.test(name)) {
    throw new Error(
      `env(${JSON.stringify(name)}): the name of a variable consists of letters, digits and underscores, and does not begin with a digit.`,
    );
  }
  return Object.freeze({ env: name });
}

/**
 * Returns a reference to a file on the Grafana server; emitted as `$__file{path}`. Grafana expands the file's content
 * again, so a `$` in the secret would be lost: use `env` for a secret that may contain one.
 */
export function file(path: string): FileRef {
  // The first `}` ends the reference, and `$$` splits the text before Grafana reads the path.
  if (path === '' || /[}\p{Cc}]|\$\$/u.test(path)) {
    throw new Error(
      `file(${JSON.stringify(path)}): a path must not be empty or contain "}", "$$", a line break or another control character.`,
    );
  }
  return Object.freeze({ file: path });
}

/** Whether a value has the shape of a reference: an object whose only member is a string `env` or `file`. */
export function isRef(value: unknown): value is Ref {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const members = Object.entries(value);
  const [name, text] = members[0] ?? [];
  return members.length === 1 && (name === 'env' || name === 'file') && typeof text === 'string';
}
