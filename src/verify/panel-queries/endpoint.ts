import { UserError } from '../../diagnostics/errors.ts';

/** A server to ask over HTTP; the credentials of its URL are kept apart, so that no message shows them. */
export interface Endpoint {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Returns the endpoint that a URL names, with its user and password as a header; throws a UserError for another text.
 */
export function endpointOf(text: string, what: string): Endpoint {
  if (!URL.canParse(text))
    throw new UserError({
      severity: 'error',
      id: 'query/url',
      message: `The URL of ${what} is not one.`,
      hint: 'Write it as http://host:port.',
    });
  const url = new URL(text);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    url,
    headers: username === '' ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  };
}

/** What to ask an endpoint. */
export interface HttpQuery {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Sent with POST; without one the parameters are, or with GET where the server takes nothing else. */
  readonly body?: string;
  readonly method?: 'GET';
}

/**
 * Returns the body of an answer; throws with the server's own words for a refusal, and a UserError when nobody answers.
 */
export async function ask({ url, headers }: Endpoint, { path, parameters, body, method }: HttpQuery): Promise<string> {
  const target = new URL(url);
  target.pathname = `${url.pathname.replace(/\/$/, '')}${path}`;
  const isInUrl = method === 'GET' || body !== undefined;
  if (isInUrl) for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  let response: Response;
  try {
    response = await fetch(
      target,
      method === 'GET' ? { headers } : { method: 'POST', headers, body: body ?? new URLSearchParams(parameters) },
    );
  } catch (error) {
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new UserError({
      severity: 'error',
      id: 'query/unreachable',
      message: `Nobody answers at ${target.origin}: ${reason}.`,
      hint: 'Check the URL and that the server runs.',
    });
  }
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}: ${text.slice(0, 2000)}`);
  return text;
}
