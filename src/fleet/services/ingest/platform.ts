import { setTimeout as wait } from 'node:timers/promises';

import { UserError } from '../../../diagnostics/errors.ts';
import type { EnvironmentReader } from '../service/environment.ts';
import { withoutSecrets } from '../service/log.ts';

/** How to reach the platform's API, for commands that require it. */
export interface Platform {
  readonly apiUrl: string;
  readonly apiKey: string;
}

const TIMEOUT_MS = 30_000;
const ATTEMPTS = 4;

/** Reads the settings from the environment. */
export function platformSettings(env: EnvironmentReader): Platform {
  const apiKey = env.required('PF_API_KEY', "the key of the platform's API, which begins with pf_live_");
  return { apiKey, apiUrl: env.url('PF_API_URL', 'https://purpleflea.com/api') };
}

/** Sends a request to the API. A refusal is a `UserError`; requests that are safe to repeat are retried. */
export async function askPlatform(
  { apiUrl, apiKey }: Platform,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await once(apiUrl, apiKey, method, path, body);
    // Repeating a registration would create a second webhook.
    const isFinal =
      method === 'POST' ||
      attempt >= ATTEMPTS ||
      !(answer.status === 0 || answer.status === 429 || answer.status >= 500);
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    if (isFinal) {
      const { secret = '' } = (body ?? {}) as { readonly secret?: string };
      const why = answer.why && withoutSecrets(answer.why, [apiKey, secret]).slice(0, 300);
      throw failure(method, path, answer.status, why);
    }
    await wait(answer.retryAfterMs ?? 500 * 2 ** attempt);
  }
}

async function once(apiUrl: string, apiKey: string, method: string, path: string, body: object | undefined) {
  try {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        accept: 'application/json',
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      // A redirect could send the key to another host.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    const seconds = Number(response.headers.get('retry-after'));
    const answer = parsed(text);
    const { message } = (answer ?? {}) as { readonly message?: unknown };
    return {
      status: response.status,
      body: answer,
      why: typeof message === 'string' ? message : undefined,
      retryAfterMs: seconds > 0 ? Math.min(seconds, 60) * 1000 : undefined,
    };
  } catch (error) {
    const { cause } = error as { readonly cause?: { readonly code?: unknown } };
    return {
      status: 0,
      body: undefined,
      why: typeof cause?.code === 'string' ? cause.code : 'it did not answer in time',
      retryAfterMs: undefined,
    };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failure(method: string, path: string, status: number, why: string | undefined): UserError {
  const [route] = path.split('?');
  const message =
    status === 0
      ? `${method} ${route} could not be sent to the API: ${why}.`
      : `The API answered ${method} ${route} with ${status}${why === undefined ? '' : `: ${JSON.stringify(why)}`}.`;
  return new UserError({
    severity: 'error',
    id: 'platform/answer',
    message,
    hint: hintFor(status),
  });
}

function hintFor(status: number): string {
  if (status === 401 || status === 403) return 'Check PF_API_KEY.';
  const isRefused = status >= 400 && status < 500 && status !== 404 && status !== 429;
  return isRefused ? 'Change the request, or check PF_API_URL.' : 'Check PF_API_URL, and try again later.';
}
