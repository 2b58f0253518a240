import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

import { agentOfEvent, type WebhookEvent, webhookEvents, webhookEventSchema } from '../contracts/webhook-events.ts';

/** A webhook body with a valid envelope; its data may be invalid. */
export interface Envelope {
  readonly id?: string;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly received_at?: number;
}

/** An event of the contract, or the reason why a body is not a valid event. */
export type CheckedEvent = { readonly event: WebhookEvent } | { readonly problem: string };

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** RFC 3339 with a time zone, without which the time would depend on the machine. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/** True for a kind of event in the contract. */
export function isKnownKind(kind: string): boolean {
  return Object.hasOwn(webhookEvents, kind);
}

/** Why an event of an unknown kind is refused; its name is shortened, because it may be as long as the message. */
export function unknownKindProblem(kind: string): string {
  return `The contract has no event ${JSON.stringify(kind.slice(0, 100))}.`;
}

/** Returns what is wrong with the envelope of a parsed body; undefined if it is valid. */
export function envelopeProblem(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'The body is not a JSON object.';
  const { event, data, id } = body as Readonly<Record<string, unknown>>;
  if (typeof event !== 'string' || event === '') return '"event" must be the kind of the event, as a string.';
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return '"data" must be an object.';
  if (id !== undefined && (typeof id !== 'string' || id === '' || id.length > 200))
    return '"id" must be a string of 1 to 200 characters.';
  return undefined;
}

/** Returns the partition key of a message, by which events of an agent keep their order; undefined if there is none. */
export function agentKey({ data }: Envelope): string | undefined {
  const agent = agentOfEvent({ data } as unknown as WebhookEvent);
  return typeof agent === 'string' && agent !== '' ? agent : undefined;
}

/** Returns a function that checks bodies against the contract. Each kind's schema is compiled with its first event. */
export function eventChecker(): (body: Envelope) => CheckedEvent {
  const ajv = new Ajv2020({ strict: false, allErrors: false, formats: { uuid: UUID, 'date-time': isDateTime } });
  const {
    allOf: _byKind,
    $defs,
    ...envelope
  } = webhookEventSchema() as {
    readonly allOf: object;
    readonly $defs: Readonly<Record<string, object>>;
  };
  const validators = new Map<string, ValidateFunction>();
  const validatorOf = (kind: string): ValidateFunction => {
    const known = validators.get(kind);
    if (known !== undefined) return known;
    const made = ajv.compile(Object.hasOwn($defs, kind) ? { allOf: [envelope, $defs[kind]] } : envelope);
    validators.set(kind, made);
    return made;
  };
  return (body) => {
    const validate = validatorOf(isKnownKind(body.event) ? body.event : '');
    if (validate(body)) return { event: body as unknown as WebhookEvent };
    const [error] = validate.errors ?? [];
    return {
      problem: `${error?.instancePath.replaceAll('/', '.').slice(1) || 'The event'} ${error?.message ?? 'does not match the contract'}`,
    };
  };
}

function isDateTime(text: string): boolean {
  return DATE_TIME.test(text) && !Number.isNaN(Date.parse(text));
}
