import { UserError } from '../../diagnostics/errors.ts';
import type { JsonObject } from '../../folder/json.ts';

/** A server to ask over HTTP; the credentials of its URL are kept apart, so that no message shows them. */
export interface Endpoint {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Until a request is given up; 10 s when it is left out. */
  readonly timeoutMs?: number;
}

/** A query that takes longer is too slow for a panel. */
export const TIMEOUT_MS = 10_000;

/**
 * Returns the endpoint that a URL names, with its user and password as a header; throws a UserError for another text.
 */
export function endpointOf(text: string, what: string): Endpoint {
  if (!URL.canParse(text))
    throw new UserError({
      severity: 'error',
      id: 'query/url',
      message: `The URL of ${what} is not valid.`,
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
      // Where it would lead, the credentials are somebody else's.
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

/** An answer as JSON with the member that every right one has; throws an Error that shows what came instead. */
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
