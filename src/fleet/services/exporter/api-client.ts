import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

import { openApi } from '../contracts/openapi.ts';
import { Gate, sleep } from './gate.ts';

/** Responses of the contract; fields that only our assumption has are optional. */
export interface Balances {
  readonly balances: Readonly<Record<string, number>>;
  readonly flows?: Readonly<Record<string, { readonly in: number; readonly out: number }>>;
}
export interface AgentStats {
  readonly strategy: string;
  readonly pnl_usdc: number;
  readonly drawdown_pct: number;
  readonly agent_name?: string;
  readonly status?: string;
  readonly registered_at?: string;
  readonly pnl_by_strategy?: Readonly<Record<string, number>>;
  readonly unrealized_pnl_by_strategy?: Readonly<Record<string, number>>;
  readonly open_notional_by_market?: Readonly<Record<string, number>>;
  readonly margin_used_usdc?: number;
  readonly leverage?: number;
  readonly liquidation_distance?: number;
  readonly trades?: { readonly win: number; readonly loss: number; readonly push: number };
  readonly referral_fees_usdc?: number;
  readonly faucet_claims?: number;
  readonly max_drawdown_pct?: number;
  readonly min_balance_usdc?: number;
}
export interface EscrowList {
  readonly count: number;
  readonly total_locked_usdc: number;
  readonly contracts?: readonly { readonly expires_at: string }[];
}
export interface AgentPage {
  readonly agents: readonly { readonly agent_id: string; readonly registered_at?: string }[];
  readonly next_cursor: string | null;
}
export interface Rates {
  readonly rates: Readonly<Record<string, number>>;
}

/** Response types by the name of their schema in the contract. */
interface Answers {
  readonly Balances: Balances;
  readonly AgentStats: AgentStats;
  readonly EscrowList: EscrowList;
  readonly AgentPage: AgentPage;
  readonly Rates: Rates;
}

/** Why a call failed; `status` is an HTTP status, `timeout` or `error`, and the message never contains the key. */
export class ApiError extends Error {
  readonly status: string;
  readonly retryAfterMs: number | undefined;

  constructor(status: string, message: string, retryAfterMs?: number) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface ApiClientOptions {
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly timeoutMs: number;
  readonly concurrency: number;
  readonly requestsPerSecond: number | undefined;
  /** Called after each request with its route template, its status (or `timeout` or `error`) and its duration. */
  readonly onCall: (endpoint: string, status: string, seconds: number) => void;
  readonly attempts?: number;
  readonly backoffMs?: number;
  /** Aborts every call. */
  readonly signal?: AbortSignal;
}

/** One call, and the time until which it may be retried, Unix milliseconds. */
interface Call<A extends keyof Answers> {
  readonly answer: A;
  /** Route template for the label `endpoint`; it never contains an agent's id. */
  readonly endpoint: string;
  readonly path: string;
  readonly deadline: number;
}

const LONGEST_BACKOFF = 10_000;
const LONGEST_PAUSE = 5 * 60_000;

/** The part of the API that the exporter polls. Every method rejects with an `ApiError`. */
export type ApiClient = ReturnType<typeof apiClient>;

export function apiClient(options: ApiClientOptions) {
  const gate = new Gate(options.concurrency, options.requestsPerSecond);
  const validators = answerValidators();
  const get = <A extends keyof Answers>(call: Call<A>): Promise<Answers[A]> =>
    // `request` checks the body against the schema of this response.
    withRetries(call, options, gate, () => request(call, options, validators[call.answer]) as Promise<Answers[A]>);
  const id = encodeURIComponent;
  return {
    balances: (agentId: string, deadline: number) =>
      get({
        answer: 'Balances',
        endpoint: '/wallet/{agent_id}/balances',
        path: `/wallet/${id(agentId)}/balances`,
        deadline,
      }),
    stats: (agentId: string, deadline: number) =>
      get({
        answer: 'AgentStats',
        endpoint: '/agents/{agent_id}/stats',
        path: `/agents/${id(agentId)}/stats`,
        deadline,
      }),
    escrow: (agentId: string, deadline: number) =>
      get({ answer: 'EscrowList', endpoint: '/escrow', path: `/escrow?agent_id=${id(agentId)}&status=open`, deadline }),
    rates: (deadline: number) => get({ answer: 'Rates', endpoint: '/rates', path: '/rates', deadline }),
    agents: (cursor: string | null, deadline: number) =>
      get({
        answer: 'AgentPage',
        endpoint: '/agents',
        deadline,
        path: `/agents?limit=1000${cursor === null ? '' : `&cursor=${id(cursor)}`}`,
      }),
  };
}

async function withRetries<T>(
  { deadline }: { readonly deadline: number },
  { attempts = 3, backoffMs = 250 }: ApiClientOptions,
  gate: Gate,
  task: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await gate.pass(task);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.retryAfterMs !== undefined) gate.pause(Math.min(error.retryAfterMs, LONGEST_PAUSE));
      // Between half and all of the backoff, so that the calls of a fleet are not all retried at the same moment.
      const longest = Math.min(LONGEST_BACKOFF, backoffMs * 2 ** (attempt - 1));
      const wait = Math.max(error.retryAfterMs ?? 0, longest * (0.5 + Math.random() / 2));
      if (attempt >= attempts || !isWorthARetry(error) || Date.now() + wait > deadline) throw error;
      await sleep(wait);
    }
  }
}

function isWorthARetry({ status }: ApiError): boolean {
  return status === 'timeout' || status === 'error' || status === '429' || status === '408' || status.startsWith('5');
}

/** Sends one request and reports its duration. A response that violates the contract is an error. */
async function request(
  { endpoint, path }: Call<keyof Answers>,
  options: ApiClientOptions,
  validate: ValidateFunction,
): Promise<unknown> {
  const { apiUrl, apiKey, timeoutMs, onCall, signal } = options;
  const started = performance.now();
  let status = 'error';
  try {
    const response = await fetch(`${apiUrl}${path}`, {
      headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json' },
      // A redirect could send the key to another host.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) : AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    status = String(response.status);
    if (!response.ok) throw new ApiError(status, `${endpoint} answered ${status}.`, retryAfter(response));
    const { body, problem } = readAnswer(text, validate);
    if (problem === undefined) return body;
    status = 'error';
    throw new ApiError(status, `${endpoint} sent an answer that does not match the contract: ${problem}.`);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    const isTimeout = (error as { name?: unknown }).name === 'TimeoutError';
    status = isTimeout ? 'timeout' : 'error';
    throw new ApiError(
      status,
      isTimeout
        ? `${endpoint} did not answer within ${timeoutMs / 1000} s.`
        : `${endpoint} could not be read: ${causeOf(error)}.`,
    );
  } finally {
    onCall(endpoint, status, (performance.now() - started) / 1000);
  }
}

/** Parses and checks a response; returns its body, or what is wrong with it. */
function readAnswer(text: string, validate: ValidateFunction): { readonly body?: unknown; readonly problem?: string } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { problem: 'not JSON' };
  }
  if (validate(body)) return { body };
  const [problem] = validate.errors ?? [];
  return { problem: `${problem?.instancePath || 'the answer'} ${problem?.message ?? 'is wrong'}` };
}

/** Returns only the system's error code, because the message may contain the URL with a password. */
function causeOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : 'the connection ended';
}

/** Returns the milliseconds of a Retry-After header, which contains seconds or a date. */
function retryAfter({ status, headers }: Response): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

function answerValidators(): { readonly [A in keyof Answers]: ValidateFunction } {
  const { components } = openApi() as { components: { schemas: Readonly<Record<keyof Answers, object>> } };
  // `x-assumed` and `format` are only documentation here.
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const compile = (name: keyof Answers): ValidateFunction => ajv.compile(components.schemas[name]);
  return {
    Balances: compile('Balances'),
    AgentStats: compile('AgentStats'),
    EscrowList: compile('EscrowList'),
    AgentPage: compile('AgentPage'),
    Rates: compile('Rates'),
  };
}
