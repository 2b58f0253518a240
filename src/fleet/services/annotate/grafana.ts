import { UserError } from '../../../diagnostics/errors.ts';
import type { EventType } from '../../catalog/events.ts';
import type { Environment } from '../service/environment.ts';
import { EnvironmentReader } from '../service/environment.ts';
import { withoutSecrets } from '../service/log.ts';

/** One event to annotate on the dashboards. */
export interface TradeEvent {
  readonly agentId: string;
  readonly type: EventType;
  readonly text: string;
  /** Time of the event, or start of its time region. */
  readonly at: Date;
  /** End of the time region. */
  readonly until?: Date;
  /** More tags, in addition to `purpleflea`, the agent and the type. */
  readonly tags?: readonly string[];
}

/** Where annotations go. */
export interface GrafanaTarget {
  readonly url: string;
  readonly token: string;
  /** Dashboard that shows them; every dashboard of the organisation when undefined. */
  readonly dashboardUid: string | undefined;
  readonly timeoutMs: number;
  readonly attempts: number;
  /** Wait before the second attempt; doubled after each attempt. */
  readonly backoffMs: number;
}

/** A failure that leaves open whether the annotation was written. */
class Unanswered extends Error {}
/** A failure that another attempt may fix; certainly nothing was written. */
class TryAgain extends Error {
  readonly waitMs: number | undefined;

  constructor(message: string, waitMs?: number) {
    super(message);
    this.waitMs = waitMs;
  }
}

/** Reads the target from the environment; throws a `UserError` that names every missing variable. */
export function grafanaTarget(env: Environment, dashboardUid: string | undefined): GrafanaTarget {
  const read = new EnvironmentReader('annotate', env);
  const url = read.url('GRAFANA_URL', 'http://grafana:3000');
  const token = read.required('GRAFANA_SA_TOKEN', 'the token of a service account that can write annotations');
  read.finish();
  return { url, token, dashboardUid, ...patience };
}

/** How long to wait for Grafana. */
export const patience = { timeoutMs: 10_000, attempts: 6, backoffMs: 500 } as const;

/**
 * Writes one annotation and returns its id. A refusal by Grafana is an error; 429, 5xx and missing responses are
 * retried. If the annotation may have been written, it is looked up before the retry, so that it is not written twice.
 */
export async function annotate(event: TradeEvent, target: GrafanaTarget): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await post(event, target);
    } catch (error) {
      if (!(error instanceof Unanswered || error instanceof TryAgain)) throw error;
      if (error instanceof Unanswered) {
        const found = await findAnnotation(event, target).catch(() => undefined);
        if (found !== undefined) return found;
      }
      if (attempt >= target.attempts) throw failure(error.message, target);
      const waitMs = error instanceof TryAgain ? error.waitMs : undefined;
      await new Promise((resolve) => setTimeout(resolve, waitMs ?? target.backoffMs * 2 ** (attempt - 1)));
    }
  }
}

/** Returns the id of an annotation with the same time, tags and text, or undefined. */
export async function findAnnotation(event: TradeEvent, target: GrafanaTarget): Promise<number | undefined> {
  const parameters = new URLSearchParams({
    type: 'annotation',
    from: String(event.at.getTime()),
    to: String((event.until ?? event.at).getTime() + 1),
    limit: '100',
  });
  for (const tag of tagsOf(event)) parameters.append('tags', tag);
  const { body } = await send(`/api/annotations?${parameters.toString()}`, {}, target);
  const found = (body as readonly { readonly id: number; readonly time: number; readonly text: string }[]).find(
    ({ time, text }) => time === event.at.getTime() && text === event.text,
  );
  return found?.id;
}

async function post(event: TradeEvent, target: GrafanaTarget): Promise<number> {
  const payload = {
    ...(target.dashboardUid === undefined ? {} : { dashboardUID: target.dashboardUid }),
    time: event.at.getTime(),
    ...(event.until === undefined ? {} : { timeEnd: event.until.getTime() }),
    tags: tagsOf(event),
    text: event.text,
  };
  const { body } = await send('/api/annotations', { method: 'POST', body: JSON.stringify(payload) }, target);
  const { id } = body as { readonly id?: unknown };
  if (typeof id !== 'number') throw failure('Grafana accepted the annotation but did not return its id', target);
  return id;
}

/** `purpleflea`, the agent and the type, as in the document, then the event's own tags, without duplicates. */
function tagsOf({ agentId, type, tags = [] }: TradeEvent): string[] {
  return [...new Set(['purpleflea', agentId, type, ...tags])];
}

async function send(path: string, init: RequestInit, target: GrafanaTarget): Promise<{ readonly body: unknown }> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${target.url}${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${target.token}`,
        'content-type': 'application/json',
        accept: 'application/json',
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(target.timeoutMs),
    });
    text = await response.text();
  } catch {
    throw new Unanswered(`Could not get an answer from Grafana at ${new URL(target.url).host}`);
  }
  if (response.status === 429) throw new TryAgain('Grafana answered 429', retryAfterMs(response));
  // A proxy may answer 5xx although Grafana wrote the annotation.
  if (response.status >= 500) throw new Unanswered(`Grafana answered ${response.status}`);
  if (!response.ok) throw failure(`Grafana answered ${response.status}: ${text.slice(0, 200)}`, target);
  try {
    return { body: JSON.parse(text) as unknown };
  } catch {
    throw new Unanswered('Grafana sent an answer that is not JSON');
  }
}

function retryAfterMs({ headers }: Response): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.min(60_000, seconds * 1000) : undefined;
}

function failure(message: string, { token }: GrafanaTarget): UserError {
  const refused = /answered (401|403)/.test(message);
  return new UserError({
    severity: 'error',
    id: 'annotate/grafana',
    message: `${withoutSecrets(message, [token])}.`,
    hint: refused
      ? 'GRAFANA_SA_TOKEN must be the token of a service account with the permission annotations:create.'
      : 'Check GRAFANA_URL, and that Grafana is running.',
  });
}
