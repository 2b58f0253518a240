import type { Log } from '../service/log.ts';
import { type AgentView, takeBalances, takeEscrow, takeStats } from './agent-view.ts';
import { type AgentPage, type ApiClient, ApiError } from './api-client.ts';
import type { FleetView } from './collect.ts';
import { sleep } from './gate.ts';
import type { Shard } from './settings.ts';
import { type AgentMemory, type Memory, newAgentMemory } from './state.ts';

interface PollerOptions {
  readonly api: ApiClient;
  readonly log: Log;
  readonly memory: Memory;
  readonly agentIds: readonly string[] | undefined;
  readonly shard: Shard;
  readonly now?: () => number;
}

/** Result of a cycle. */
export interface CycleResult {
  readonly agents: number;
  readonly complete: number;
  readonly failures: number;
}

/** Wait before retrying an operation that the API does not offer: a 404 in each cycle would look like a failing API. */
const ASK_AGAIN_AFTER = 3_600_000;
/** Wait before an agent that the API does not know is polled again. */
const UNKNOWN_AGENT_AFTER = 600_000;
const MOST_PAGES = 1000;
const NOT_OFFERED: ReadonlySet<string> = new Set(['404', '405', '410', '501']);

/** Polls the agents of one shard in cycles. A class because all cycles share the same agents. */
export class Poller {
  readonly agents = new Map<string, AgentView>();
  private rates: FleetView['rates'];
  private readonly notOffered = new Map<string, number>();
  private readonly running = new Set<string>();
  private readonly startedAt: number;
  private readonly options: Required<PollerOptions>;
  private failures = 0;
  private firstFailure: { readonly agentId: string | undefined; readonly error: ApiError } | undefined;

  constructor(options: PollerOptions) {
    this.options = { now: Date.now, ...options };
    this.startedAt = this.options.now();
  }

  get view(): FleetView {
    return { agents: this.agents, rates: this.rates, startedAt: this.startedAt };
  }

  /**
   * Polls every agent once, with the starts spread over `spreadMs`, and ends when all have answered or the budget is
   * spent. A poll that takes longer continues in the background, and the agent is not polled again in the meantime.
   * Never rejects because of the API.
   */
  async cycle({
    spreadMs = 0,
    budgetMs,
  }: {
    readonly spreadMs?: number;
    readonly budgetMs: number;
  }): Promise<CycleResult> {
    // Real time, not `options.now`, because retries wait in real time.
    const deadline = Date.now() + budgetMs;
    this.failures = 0;
    this.firstFailure = undefined;
    const rates = this.once('rates', () => this.pollRates(deadline));
    const list = this.once('list', () => this.discover(deadline));
    // A slow list of agents must not delay the polls of known agents.
    await Promise.race([list, sleep(this.agents.size === 0 ? budgetMs : budgetMs / 10)]);
    const views = [...this.agents.values()];
    let complete = 0;
    const polls = views.map((view, index) =>
      this.once(`agent/${view.id}`, async () => {
        if (spreadMs > 0) await sleep((spreadMs * index) / views.length);
        if (await this.pollAgent(view, deadline)) complete += 1;
      }),
    );
    await Promise.race([Promise.all([rates, list, ...polls]), sleep(deadline - Date.now())]);
    this.tellFailures();
    return { agents: views.length, complete, failures: this.failures };
  }

  /** Runs a task unless it is still running from an earlier cycle. */
  private async once(what: string, task: () => Promise<void>): Promise<void> {
    if (this.running.has(what)) return;
    this.running.add(what);
    try {
      await task();
    } finally {
      this.running.delete(what);
    }
  }

  /** Adds new agents and drops those that are gone. */
  private async discover(deadline: number): Promise<void> {
    const now = this.options.now();
    const listed =
      this.options.agentIds?.map((agentId) => ({ agent_id: agentId })) ?? (await this.listAgents(deadline));
    // Without a list it is unknown which agents are gone.
    if (listed === undefined) return;
    const { memory, shard } = this.options;
    const mine = new Map(
      listed.filter(({ agent_id: id }) => isInShard(id, shard)).map((agent) => [agent.agent_id, agent]),
    );
    for (const id of this.agents.keys()) if (!mine.has(id)) this.agents.delete(id);
    for (const [id, agent] of mine) {
      if (!this.agents.has(id) && !this.isPaused(`agent/${id}`)) this.agents.set(id, this.newView(agent, now));
      const known = memory.agents.get(id);
      if (known !== undefined) known.seenAt = now;
    }
    if (this.options.agentIds === undefined) memory.listedAt = now;
  }

  /** An agent is newborn if it registered after the last list. On a first start, agents already have totals. */
  private newView({ agent_id: id, registered_at: registeredAt }: AgentPage['agents'][number], now: number): AgentView {
    const { agents, listedAt } = this.options.memory;
    const known = agents.get(id);
    const memory: AgentMemory = known ?? newAgentMemory(now);
    agents.set(id, memory);
    const isSinceLastList = registeredAt === undefined || !(Date.parse(registeredAt) < (listedAt ?? now));
    return { id, memory, isNewborn: known === undefined && listedAt !== null && isSinceLastList };
  }

  private async listAgents(deadline: number): Promise<AgentPage['agents'] | undefined> {
    const agents: AgentPage['agents'][number][] = [];
    let cursor: string | null = null;
    try {
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const answer: AgentPage = await this.options.api.agents(cursor, deadline);
        agents.push(...answer.agents);
        cursor = answer.next_cursor;
        if (cursor === null) return agents;
      }
      throw new ApiError('error', `/agents has more than ${MOST_PAGES} pages.`);
    } catch (error) {
      this.failed(error, undefined);
      return undefined;
    }
  }

  private async pollRates(deadline: number): Promise<void> {
    if (this.isPaused('rates')) return;
    try {
      const { rates } = await this.options.api.rates(deadline);
      this.rates = { at: this.options.now(), value: rates };
    } catch (error) {
      if (isNotOffered(error)) this.notOffered.set('rates', this.options.now() + ASK_AGAIN_AFTER);
      this.failed(error, undefined);
    }
  }

  /** Makes three independent calls; returns true when all have succeeded. */
  private async pollAgent(view: AgentView, deadline: number): Promise<boolean> {
    const { api, now } = this.options;
    const part = async <T>(
      call: Promise<T>,
      take: (view: AgentView, value: T, at: number) => void,
    ): Promise<boolean> => {
      try {
        take(view, await call, now());
        return true;
      } catch (error) {
        this.failed(error, view.id);
        return false;
      }
    };
    const worked = await Promise.all([
      part(api.balances(view.id, deadline), takeBalances),
      part(
        api.stats(view.id, deadline).catch((error: unknown) => this.dropUnknown(view, error)),
        takeStats,
      ),
      part(api.escrow(view.id, deadline), takeEscrow),
    ]);
    const isComplete = worked.every(Boolean);
    if (isComplete) view.memory.lastSuccessAt = now();
    return isComplete;
  }

  /** Drops an agent that the API does not know, so that its last balance is not reported any longer. */
  private dropUnknown(view: AgentView, error: unknown): never {
    if (error instanceof ApiError && (error.status === '404' || error.status === '410')) {
      this.agents.delete(view.id);
      this.notOffered.set(`agent/${view.id}`, this.options.now() + UNKNOWN_AGENT_AFTER);
    }
    throw error;
  }

  private isPaused(what: string): boolean {
    const until = this.notOffered.get(what);
    if (until === undefined) return false;
    if (until > this.options.now()) return true;
    this.notOffered.delete(what);
    return false;
  }

  private failed(error: unknown, agentId: string | undefined): asserts error is ApiError {
    if (!(error instanceof ApiError)) throw error;
    this.failures += 1;
    this.firstFailure ??= { agentId, error };
  }

  /** Logs one line per cycle, because a line per call would be hundreds while the API is down. */
  private tellFailures(): void {
    if (this.firstFailure === undefined) return;
    const { agentId, error } = this.firstFailure;
    const count = this.failures === 1 ? 'One call failed' : `${this.failures} calls failed, first`;
    this.options.log('warn', `${count}${agentId === undefined ? '' : ` for ${agentId}`}: ${error.message}`, {
      event: 'poll_failed',
      error_code: error.status,
      ...(agentId === undefined ? {} : { agent_id: agentId }),
    });
  }
}

function isNotOffered(error: unknown): error is ApiError {
  return error instanceof ApiError && NOT_OFFERED.has(error.status);
}

/** Assigns an agent to a shard by the FNV-1a hash of its id, so that it is always the same shard. */
function isInShard(id: string, { index, count }: Shard): boolean {
  if (count === 1) return true;
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(id)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % count === index - 1;
}
