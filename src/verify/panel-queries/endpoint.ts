import { UserError } from '../../diagnostics/errors.ts';
import type { JsonObject } from '../../folder/json.ts';

/** A server to query over HTTP; the credentials of its URL are kept apart, so that no message shows them. */
export interface Endpoint {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Timeout of a request; 10 s if not given. */
  readonly timeoutMs?: number;
}

/** A query that takes longer is too slow for a panel. */
export const TIMEOUT_MS = 10_000;

/**
 * Returns the endpoint of a URL, with its user and password as a header; throws a UserError when the URL is not valid.
 */
export function endpointOf(text: string, what: string): Endpoint {
  // "localhost:9090" can be parsed too: as a URL with the scheme "localhost".
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new UserError({
      severity: 'error',
      id: 'query/url',
      message: `The URL of ${what} is not a valid address of a server.`,
      hint: 'Write it with http:// or https://, as in http://localhost:9090.',
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

/** A request to an endpoint. */
export interface HttpQuery {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Sent with POST. Without a body the parameters are posted, or sent with GET where the server accepts only that. */
  readonly body?: string;
  readonly method?: 'GET';
}

/**
 * Returns the body of the response; throws the server's own message when it rejects the request, and a UserError when
 * it does not answer.
 */
export async function ask(
  { url, headers, timeoutMs = TIMEOUT_MS }: Endpoint,
  { path, parameters, body, method }: HttpQuery,
): Promise<string> {
  const target = new URL(url);
  target.pathname = `${url.pathname.replace(/\/$/, '')}${path}`;
  const isInUrl = method === 'GET' || body !== undefined;
  if (isInUrl) for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  let response: Response;
  let text: string;
  try {
    response = await fetch(target, {
      headers,
      // A redirect could send the credentials to another server.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(method === 'GET' ? {} : { method: 'POST', body: body ?? new URLSearchParams(parameters) }),
    });
    text = await response.text();
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      throw new UserError({
        severity: 'error',
        id: 'query/timeout',
        message: `${target.origin} did not answer within ${timeoutMs / 1000} s.`,
        hint: 'Use a shorter time range, or allow more time with --timeout <seconds>.',
      });
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new UserError({
      severity: 'error',
      id: 'query/unreachable',
      message: `Could not connect to ${target.origin}: ${reason}.`,
      hint: 'Check the URL and that the server runs.',
    });
  }
  if (response.status >= 300 && response.status < 400)
    throw new Error(`${target.origin} redirects the request (${response.status}), which is not followed.`);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}: ${text.slice(0, 2000)}`);
  return text;
}

/** The response as JSON with the key that every valid one has; throws an Error that shows what came instead. */
export function answerOf(text: string, member: string): JsonObject {
  const unexpected = () =>
    new Error(`The answer is not in the format of this kind of server: ${JSON.stringify(text.slice(0, 200))}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unexpected();
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, member)) throw unexpected();
  return value as JsonObject;
}
