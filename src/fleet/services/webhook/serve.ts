import { once } from 'node:events';

import { webhookEvents } from '../contracts/webhook-events.ts';
import { withoutKeys } from '../ingest/hide-keys.ts';
import { type Envelope, eventChecker, isKnownKind } from '../ingest/known-events.ts';
import { portError } from '../ingest/status-server.ts';
import type { Environment } from '../service/environment.ts';
import { jsonLog } from '../service/log.ts';
import { optionalLibrary } from '../service/optional-library.ts';
import { eventLine, leavesLine } from './event-lines.ts';
import { eventProducer } from './event-producer.ts';
import { receiverMetrics } from './metrics.ts';
import { receiver } from './receiver.ts';
import { receiverSettings } from './settings.ts';

/** Accepts webhooks until the signal, then answers pending requests and ends. */
export async function serveWebhooks(environment: Environment, signal: AbortSignal): Promise<void> {
  const settings = receiverSettings(environment);
  const { secrets, env } = settings;
  const hidden = [...secrets, settings.kafka.sasl?.password ?? ''];
  const logs = {
    'pf-webhook': jsonLog({ service: 'pf-webhook', env, secrets: hidden }),
    'pf-escrow': jsonLog({ service: 'pf-escrow', env, secrets: hidden }),
  };
  const log = logs['pf-webhook'];
  const client = await optionalLibrary('prom-client', () => import('prom-client'));
  const producer = await eventProducer(settings.kafka, settings);
  const metrics = receiverMetrics(client, Object.keys(webhookEvents), () => producer.waiting());
  const check = eventChecker();
  const onTaken = (event: Envelope): void => {
    if (!isKnownKind(event.event)) {
      const kind = withoutKeys(JSON.stringify(event.event.slice(0, 100)));
      return log(
        'warn',
        `An event of kind ${kind} is not in the contract and was stored in ${settings.topics.unknown}.`,
        { event: 'event_unknown' },
      );
    }
    if (!leavesLine(event.event)) return;
    const checked = check(event);
    const line = 'event' in checked ? eventLine(checked.event) : undefined;
    if (line) logs[line.service](line.level, line.message, line.fields);
  };
  const app = await receiver({ settings, producer, metrics, log, onTaken });
  await app.listen({ host: settings.host, port: settings.port }).catch(async (error: unknown) => {
    await producer.close();
    throw portError(settings.host, settings.port, error);
  });
  const address = app.server.address();
  log('info', `Accepting webhooks on port ${typeof address === 'object' && address ? address.port : settings.port}.`);
  if (!signal.aborted) await once(signal, 'abort');
  log('info', 'No longer accepting webhooks; pending requests are still answered.');
  // Closing waits for all responses, but idle keep-alive connections would block it, so they are closed here.
  const idle = setInterval(() => app.server.closeIdleConnections(), 50);
  await app.close();
  clearInterval(idle);
  await producer.close();
}
