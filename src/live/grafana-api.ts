import { UserError } from '../diagnostics/errors.ts';

/** A running Grafana, and the credentials for it. */
export interface Server {
  /** The given URL, without user and password. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}
/** A response of Grafana's HTTP API. */
export interface Answer {
  readonly status: number;
  /** The parsed body; its text when it is not JSON. */
  readonly body: unknown;
}
/** Requests a path of Grafana's API in an organisation. */
export type AskGrafana = (path: string, orgId?: number) => Promise<Answer>;

/** The timeout of a request. */
const PATIENCE_MS = 30_000;

/** A server from its URL and token. The URL may contain a user and a password instead, which messages never show. */
export function serverOf(text: string, token: string | undefined): Server {
  const isHttp = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!isHttp)
    throw new UserError({
      severity: 'error',
      id: 'live/url',
      message: 'The value of --url is not a valid URL.',
      hint: 'Write it as https://grafana.example.com.',
    });
  const url = new URL(text);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  url.search = '';
  const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const authorization = token !== undefined ? `Bearer ${token}` : username === '' ? undefined : `Basic ${basic}`;
  return { url, headers: { accept: 'application/json', ...(authorization ? { authorization } : {}) } };
}

/** Sends requests to a server; throws a UserError with the reason when that fails. */
export function asking({ url, headers }: Server): AskGrafana {
  return async (path, orgId) => {
    const [pathname = '', query = ''] = path.split('?');
    const target = new URL(url);
    target.pathname = `${url.pathname.replace(/\/$/, '')}${pathname}`;
    target.search = query;
    const organisation = orgId === undefined ? {} : { 'x-grafana-org-id': String(orgId) };
    const response = await fetch(target, {
      headers: { ...headers, ...organisation },
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch((error: unknown) => {
      throw unreachable(target, error);
    });
    if (response.status === 401 || response.status === 403) throw refused(target, response.status, orgId);
    const text = await response.text().catch((error: unknown) => {
      throw unreachable(target, error);
    });
    if (response.status >= 300 && response.status < 400) throw noGrafana(target, 'it redirects to another address');
    return { status: response.status, body: parsed(text) };
  };
}

/** The body of a successful response; any other response means that the request failed or the server is not Grafana. */
export function bodyOf(path: string, { status, body }: Answer): unknown {
  if (status === 200) return body;
  const said =
    typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : `status ${status}`;
  throw new UserError({
    severity: 'error',
    id: 'live/answer',
    message: `Grafana returned an error for ${path}: ${said.slice(0, 200)}.`,
    hint: 'Check that the URL leads to Grafana itself, and read the log of Grafana.',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function unreachable({ origin }: URL, error: unknown): UserError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new UserError({
    severity: 'error',
    id: 'live/unreachable',
    message: `Could not connect to ${origin}: ${reason}.`,
    hint: 'Check the URL and that Grafana runs; --wait 120s gives it time to start.',
  });
}

function refused({ origin, pathname }: URL, status: number, orgId: number | undefined): UserError {
  const organisation = orgId === undefined || orgId === 1 ? '' : ` in organisation ${orgId}`;
  return new UserError({
    severity: 'error',
    id: 'live/unauthorised',
    message:
      status === 401
        ? `Grafana at ${origin} does not accept the token.`
        : `Grafana at ${origin} denies the token access to ${pathname}${organisation}.`,
    hint:
      status === 401
        ? 'Create a token for a service account, write it into a file and pass the file with --token-file.'
        : 'Give the service account the role Admin; a token belongs to one organisation, so for others put a user and a password into the URL.',
  });
}

function noGrafana({ origin }: URL, why: string): UserError {
  return new UserError({
    severity: 'error',
    id: 'live/answer',
    message: `${origin} is not a Grafana API: ${why}.`,
    hint: 'Check the URL; behind a proxy it may need a path, and the API must not be behind a login page.',
  });
}
